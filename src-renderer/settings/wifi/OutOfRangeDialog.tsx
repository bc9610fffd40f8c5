import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import type { WifiInHand } from './useWifi';

interface UnseenDialogProps {
  name: string;
  wifi: WifiInHand;
  onClose: () => void;
}

/** What can be done with a network that is known and not seen now: it can be forgotten. */
export function UnseenDialog({ name, wifi, onClose }: UnseenDialogProps) {
  const { words: all, faultWords } = useTranslation();
  const words = all.wifi;
  const { doing, fault } = wifi;
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="machine-question">
        {fault && <Notice tone="error" {...faultWords(fault)} />}
        <p role="status">{doing === 'forget' ? words.forgetting : words.unseenText}</p>
        {doing !== 'forget' && (
          <div className="set-up-buttons">
            <button type="button" className="button" onClick={onClose}>
              {all.back}
            </button>
            <button type="button" className="button" onClick={() => void wifi.forget(name)}>
              {words.forget}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
