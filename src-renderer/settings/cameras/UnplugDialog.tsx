import { useEffect, useState } from 'react';
import { CAMERA_NAMES, type CameraName, type PerCamera } from '#contract/cameras';
import { Choices } from '../../ui/Choices';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { useTicks } from '../../ui/useSeconds';
import { nextUnplugState, startUnplug, type UnplugState } from './unplugSteps';

/** After so many seconds without anything happening it is said what may be wrong. */
const LATE_SEC = 20;

interface UnplugDialogProps {
  /** What is plugged in now. */
  devices: readonly string[];
  isFixed: PerCamera<boolean>;
  onFound: (role: CameraName, device: string, moved: boolean) => void;
  onCancel: () => void;
}

/** Finds a camera by its cable: choose it, unplug it, plug it in again. */
export function UnplugDialog({ devices, isFixed, onFound, onCancel }: UnplugDialogProps) {
  const { messages } = useTranslation();
  const [role, setRole] = useState<CameraName | null>(null);
  const free = CAMERA_NAMES.filter((name) => !isFixed[name]);
  return (
    <div className="unplug">
      {role === null ? (
        <>
          <p>{messages.unplugWhich}</p>
          <Choices
            label={messages.unplugWhich}
            choices={free}
            chosen={null}
            labels={messages.cameras}
            columns="three"
            onTouch={setRole}
          />
        </>
      ) : (
        <Steps
          role={role}
          devices={devices}
          onFound={(device, moved) => {
            onFound(role, device, moved);
          }}
        />
      )}
      <div className="set-up-buttons">
        <button type="button" className="button" onClick={onCancel}>
          <Icon name="cross" />
          {messages.cancelUnplug}
        </button>
      </div>
    </div>
  );
}

interface StepsProps {
  role: CameraName;
  devices: readonly string[];
  onFound: (device: string, moved: boolean) => void;
}

function Steps({ role, devices, onFound }: StepsProps) {
  const { messages } = useTranslation();
  const [now, setNow] = useState<UnplugState>(() => startUnplug(devices));
  const [seen, setSeen] = useState(devices);
  if (seen !== devices) {
    setSeen(devices);
    setNow(nextUnplugState(now, devices));
  }
  useEffect(() => {
    if (now.step === 'found') onFound(now.device, now.moved);
  }, [now, onFound]);
  if (now.step === 'found') return null;
  const name = messages.cameras[role];
  return (
    <>
      <p className="unplug-step" role="status">
        <Icon name="unplugged" />
        <b>{now.step === 'unplug' ? messages.unplugNow(name) : messages.plugInAgain(name)}</b>
      </p>
      <Waited key={now.step} {...(now.step === 'unplug' ? messages.unplugLate : messages.plugInLate)} />
      {now.several && <Notice tone="error" {...messages.unplugSeveral} />}
    </>
  );
}

/** How long a step takes by now, and after a while what may be wrong. */
function Waited(late: { message: string; fix: string }) {
  const { messages, number } = useTranslation();
  const seconds = useTicks(1000);
  return (
    <>
      <p className="unplug-time">{messages.waitedSeconds(number(seconds))}</p>
      {seconds >= LATE_SEC && <Notice tone="warning" {...late} />}
    </>
  );
}
