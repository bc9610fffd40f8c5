import { useState } from 'react';
import { WIFI_NAME_BYTES, wifiForgetRequestSchema } from '#contract/wifi';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { TextPad } from '../../ui/TextPad';
import { useTranslation } from '../../ui/useTranslation';
import { WifiPasswordDialog } from './WifiPasswordDialog';
import type { WifiState } from './useWifi';

/** A network that does not tell its name: its name is typed, then its key, then it is joined. */
export function HiddenNetwork({ wifi, onClose }: { wifi: WifiState; onClose: () => void }) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.wifi;
  const [name, setName] = useState('');
  const [step, setStep] = useState<'name' | 'lock' | 'key' | 'joining' | 'joined'>('name');
  const { fault } = wifi;
  const join = async (key?: string) => {
    setStep('joining');
    const isJoined = await wifi.join({ name, hidden: true, ...(key !== undefined && { key }) });
    setStep(isJoined ? 'joined' : 'lock');
  };
  if (step === 'name')
    return (
      <TextPad
        title={messages.otherName}
        initial={name}
        maxLength={WIFI_NAME_BYTES}
        isFit={(text) => wifiForgetRequestSchema.safeParse({ name: text }).success}
        onDone={(text) => {
          setName(text);
          setStep('lock');
        }}
        onClose={onClose}
      />
    );
  if (step === 'key')
    return (
      <WifiPasswordDialog
        network={name}
        onDone={(key) => void join(key)}
        onClose={() => {
          setStep('lock');
        }}
      />
    );
  const button = (label: string, isMain: boolean, onTouch: () => void) => (
    <button type="button" className={isMain ? 'button button-main' : 'button'} onClick={onTouch}>
      {label}
    </button>
  );
  return (
    <Dialog title={name} onClose={onClose}>
      <div className="machine-question">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <p role="status">{said()}</p>
        {step !== 'joining' && (
          <div className="set-up-buttons">
            {button(all.back, step === 'joined', onClose)}
            {step === 'lock' && button(messages.otherIsOpen, false, () => void join())}
            {step === 'lock' &&
              button(messages.typeKey, true, () => {
                setStep('key');
              })}
          </div>
        )}
      </div>
    </Dialog>
  );

  function said(): string {
    if (step === 'joining') return messages.joining(name);
    if (step !== 'joined') return '';
    return wifi.address === null ? messages.connectedNow : messages.connectedAt(wifi.address);
  }
}
