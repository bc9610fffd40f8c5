import { useState } from 'react';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { asAppError, type Fault } from '#contract/errors';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { CloseButton } from '../ui/CloseButton';
import { BusBenchmark } from './cameras/BusBenchmark';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { Preview, PreviewButton } from '../ui/Previews';
import { AssignCameras } from './cameras/AssignCameras';
import { PinGate } from './PinGate';
import './CamerasSection.css';

interface CamerasSectionProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
}

/** What each camera sees, whether it keeps its focus, and what all of them carry together. */
export function CamerasSection({ client, overview, isLost }: CamerasSectionProps) {
  const { messages } = useTranslation();
  const [open, setOpen] = useState<CameraName | 'bus-test' | 'assign' | null>(null);
  const close = () => {
    setOpen(null);
  };
  // Each device is looked through in turn there: three streams beside that would only be in the way.
  // The first start shows this to who has not typed the PIN.
  if (open === 'assign')
    return (
      <PinGate pin={client.pin} onClose={close}>
        <AssignCameras client={client.cameraSettings} onBack={close} />
      </PinGate>
    );
  return (
    <>
      <p>{messages.focusText}</p>
      <div className="cameras-row">
        {CAMERA_NAMES.map((name) => (
          <PreviewButton key={name} onTouch={setOpen} {...{ name, client, overview, isLost }}>
            <span className="cameras-focus">
              <Icon name={overview.focus_locks[name] === null ? 'info' : 'lock'} />
              {overview.focus_locks[name] === null ? messages.focusFree : messages.focusKept}
            </span>
          </PreviewButton>
        ))}
      </div>
      <div className="set-up-buttons">
        <button
          type="button"
          className="button"
          onClick={() => {
            setOpen('bus-test');
          }}
        >
          {messages.busBenchmark}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            setOpen('assign');
          }}
        >
          <Icon name="camera" />
          {messages.whichIsWhich}
        </button>
      </div>
      {open === 'bus-test' && <BusBenchmark client={client} onClose={close} />}
      {open !== null && open !== 'bus-test' && (
        <FocusDialog name={open} client={client} overview={overview} isLost={isLost} onClose={close} />
      )}
    </>
  );
}

/** One camera large, or its middle larger, to see whether it is in focus. */
function FocusDialog({
  name,
  client,
  overview,
  isLost,
  onClose,
}: CamerasSectionProps & { name: CameraName; onClose: () => void }) {
  const { messages, describeFault } = useTranslation();
  const [isMagnified, setMagnified] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const isKept = overview.focus_locks[name] !== null;
  const change = async () => {
    setBusy(true);
    setFault(null);
    try {
      await client.focus(name, !isKept);
    } catch (thrown) {
      setFault(asAppError(thrown).fault);
    }
    setBusy(false);
  };
  return (
    <Dialog title={messages.cameraLabel(messages.cameras[name])} onClose={onClose}>
      <div className={isMagnified ? 'preview-large focus-magnified' : 'preview-large'}>
        <Preview name={name} client={client} overview={overview} isLost={isLost} />
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <div className="set-up-buttons">
          <button
            type="button"
            className="button"
            aria-pressed={isMagnified}
            onClick={() => {
              setMagnified(!isMagnified);
            }}
          >
            {isMagnified ? messages.wholePicture : messages.magnify}
          </button>
          <button type="button" className="button" disabled={isBusy} onClick={() => void change()}>
            <Icon name="lock" />
            {isKept ? messages.freeFocus : messages.keepFocus}
          </button>
          <CloseButton onClose={onClose} />
        </div>
      </div>
    </Dialog>
  );
}
