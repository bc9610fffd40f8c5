import { useState } from 'react';
import type { WifiNetwork } from '#contract/wifi';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { KeyPad } from './WifiPasswordDialog';
import type { WifiInHand } from './useWifi';

/** What can be done with a network that is in reach. */
export function NetworkDialog({ network, wifi, onClose }: NetworkDialogProps) {
  const { words: all, faultWords } = useTranslation();
  const words = all.wifi;
  const [isTyping, setTyping] = useState(false);
  const { name, lock, connected, known } = network;
  const { doing, fault } = wifi;
  const said = (() => {
    if (doing === 'join') return words.joining(name);
    if (doing === 'forget') return words.forgetting;
    if (connected) return wifi.address === null ? words.connectedNow : words.connectedAt(wifi.address);
    if (lock === 'key') return known ? words.forgetWarning : '';
    return lock === 'open' ? words.openWarning : words.otherWarning;
  })();
  const join = (key?: string) => {
    void wifi.join({ name, ...(key !== undefined && { key }) });
  };
  if (isTyping)
    return (
      <KeyPad
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
        {fault && <Notice tone="error" {...faultWords(fault)} />}
        <p role="status">{said}</p>
        {doing !== 'join' && doing !== 'forget' && (
          <div className="set-up-buttons">
            <button type="button" className="button" onClick={onClose}>
              {all.back}
            </button>
            {known && (
              <button type="button" className="button" onClick={() => void wifi.forget(name)}>
                {words.forget}
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
                {words.typeKey}
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
                {words.join}
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
  wifi: WifiInHand;
  onClose: () => void;
}
