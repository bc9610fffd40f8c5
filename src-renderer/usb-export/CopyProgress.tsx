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
  const { messages, number, diskSpace, duration } = useTranslation();
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
  const state = isCancelling ? messages.usbExport.cancelling : messages.usbExport.phases[phase];
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
            <span>{messages.usbExport.goatsDone(number(done), number(sessions))}</span>
            <span>{messages.usbExport.bytesDone(diskSpace(sent / 1e6), diskSpace(bytes / 1e6))}</span>
            {left !== null && <span>{messages.usbExport.timeLeft(duration(left))}</span>}
          </>
        )}
      </p>
      <p>{messages.usbExport.leaveIn}</p>
      <div className="sticks-buttons">
        <button
          type="button"
          className="button"
          disabled={isCancelling || phase === 'finishing'}
          onClick={onCancel}
        >
          {messages.cancel}
        </button>
        <CloseButton onClose={onClose} />
      </div>
    </>
  );
}
