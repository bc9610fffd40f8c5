import { useState } from 'react';
import type { WifiNetwork } from '#contract/wifi';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { WifiPasswordDialog } from './WifiPasswordDialog';
import type { WifiState } from './useWifi';

/** What can be done with a network that is in reach. */
export function NetworkDialog({ network, wifi, onClose }: NetworkDialogProps) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.wifi;
  const [isTyping, setTyping] = useState(false);
  const { name, lock, connected, known } = network;
  const { doing, fault } = wifi;
  const said = (() => {
    if (doing === 'join') return messages.joining(name);
    if (doing === 'forget') return messages.forgetting;
    if (connected) return wifi.address === null ? messages.connectedNow : messages.connectedAt(wifi.address);
    if (lock === 'key') return known ? messages.forgetWarning : '';
    return lock === 'open' ? messages.openWarning : messages.otherWarning;
  })();
  const join = (key?: string) => {
    void wifi.join({ name, ...(key !== undefined && { key }) });
  };
  if (isTyping)
    return (
      <WifiPasswordDialog
        network={name}
        onDone={(key) => {
          setTyping(false);
          join(key);
        }}
        onClose={() => {
          setTyping(false);
        }}
      />
    );
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="machine-question">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <p role="status">{said}</p>
        {doing !== 'join' && doing !== 'forget' && (
          <div className="set-up-buttons">
            <button type="button" className="button" onClick={onClose}>
              {all.back}
            </button>
            {known && (
              <button type="button" className="button" onClick={() => void wifi.forget(name)}>
                {messages.forget}
              </button>
            )}
            {lock === 'key' && !connected && (
              <button
                type="button"
                className={known ? 'button' : 'button button-main'}
                onClick={() => {
                  setTyping(true);
                }}
              >
                {messages.typeKey}
              </button>
            )}
            {!connected && (lock === 'open' || (lock === 'key' && known)) && (
              <button
                type="button"
                className="button button-main"
                onClick={() => {
                  join();
                }}
              >
                {messages.join}
              </button>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface NetworkDialogProps {
  network: WifiNetwork;
  wifi: WifiState;
  onClose: () => void;
}
