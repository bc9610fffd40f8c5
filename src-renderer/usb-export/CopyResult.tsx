import type { Export } from '#contract/usbExport';
import { CloseButton } from '../ui/CloseButton';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';

interface CopyResultProps {
  copying: Export;
  onNext: () => void;
  onClose: () => void;
}

/** How a copying ended: what is on the stick, what is not and why, and whether it may be pulled out. */
export function CopyResult({ copying, onNext, onClose }: CopyResultProps) {
  const { messages, describeFault, number } = useTranslation();
  const { stick, phase, sessions_done: done, left_out: leftOut, fault, safe_to_pull: release } = copying;
  const goats = (count: number) => messages.waitingSessions(count, number(count));
  return (
    <>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {phase === 'cancelled' && <p className="sticks-state">{messages.usbExport.phases.cancelled}</p>}
      {(done > 0 || phase === 'done') && (
        <p className="sticks-state sticks-good" role="status">
          <Icon name="check" />
          {done > 0
            ? messages.usbExport.copied(goats(done), stick.name)
            : messages.usbExport.noneCopied(stick.name)}
        </p>
      )}
      {release && <p className="sticks-pull">{messages.usbExport.releases[release]}</p>}
      {leftOut.length > 0 && (
        <>
          <h3 className="label">{messages.usbExport.leftOut(goats(leftOut.length))}</h3>
          {/* It scrolls, so that it can be reached without a pointer too. */}
          <ul
            className="sticks-left"
            tabIndex={0}
            aria-label={messages.usbExport.leftOut(goats(leftOut.length))}
          >
            {leftOut.map(({ session_id: id, goat_id: goat, fault: why }) => (
              <li key={id}>
                <b>{messages.goat(goat)}</b> {describeFault(why).message} {describeFault(why).fix}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="sticks-buttons">
        <button type="button" className="button" onClick={onNext}>
          {messages.usbExport.next}
        </button>
        <CloseButton onClose={onClose} />
      </div>
    </>
  );
}
