import type { Export } from '#contract/usbExport';
import { CloseButton } from '../ui/CloseButton';
import { useTranslation } from '../ui/useTranslation';

interface CopyProgressProps {
  copying: Export;
  isCancelling: boolean;
  onCancel: () => void;
  onClose: () => void;
}

/** How far a copying is. */
export function CopyProgress({ copying, isCancelling, onCancel, onClose }: CopyProgressProps) {
  const { words, number, diskSpace, duration } = useTranslation();
  const {
    stick,
    phase,
    sessions,
    sessions_done: done,
    bytes,
    bytes_done: sent,
    seconds_left: left,
  } = copying;
  const isCounting = phase === 'copying' || phase === 'checking';
  const state = isCancelling ? words.sticks.cancelling : words.sticks.phases[phase];
  return (
    <>
      <p className="sticks-state" role="status">
        {stick.name}: {state}
      </p>
      <progress
        className="sticks-bar"
        aria-label={state}
        {...(isCounting && { max: Math.max(1, bytes), value: sent })}
      />
      <p className="sticks-facts">
        {isCounting && (
          <>
            <span>{words.sticks.goatsDone(number(done), number(sessions))}</span>
            <span>{words.sticks.bytesDone(diskSpace(sent / 1e6), diskSpace(bytes / 1e6))}</span>
            {left !== null && <span>{words.sticks.timeLeft(duration(left))}</span>}
          </>
        )}
      </p>
      <p>{words.sticks.leaveIn}</p>
      <div className="sticks-buttons">
        <button
          type="button"
          className="button"
          disabled={isCancelling || phase === 'finishing'}
          onClick={onCancel}
        >
          {words.cancel}
        </button>
        <CloseButton onClose={onClose} />
      </div>
    </>
  );
}
