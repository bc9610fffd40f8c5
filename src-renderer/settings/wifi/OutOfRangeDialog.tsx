import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import type { WifiState } from './useWifi';

interface OutOfRangeDialogProps {
  name: string;
  wifi: WifiState;
  onClose: () => void;
}

/** What can be done with a network that is known and not seen now: it can be forgotten. */
export function OutOfRangeDialog({ name, wifi, onClose }: OutOfRangeDialogProps) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.wifi;
  const { doing, fault } = wifi;
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="machine-question">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <p role="status">{doing === 'forget' ? messages.forgetting : messages.unseenText}</p>
        {doing !== 'forget' && (
          <div className="set-up-buttons">
            <button type="button" className="button" onClick={onClose}>
              {all.back}
            </button>
            <button type="button" className="button" onClick={() => void wifi.forget(name)}>
              {messages.forget}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
