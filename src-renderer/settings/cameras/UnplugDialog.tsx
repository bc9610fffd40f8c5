import { useEffect, useState } from 'react';
import { CAMERA_NAMES, type CameraName, type PerCamera } from '#contract/cameras';
import { Choices } from '../../ui/Choices';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { useTicks } from '../../ui/useSeconds';
import { afterLook, beginUnplugging, type Unplugging } from './unplugSteps';

/** After so many seconds without anything happening it is said what may be wrong. */
const LATE_SEC = 20;

interface UnplugStepsProps {
  /** What is plugged in now. */
  devices: readonly string[];
  isFixed: PerCamera<boolean>;
  onFound: (role: CameraName, device: string, moved: boolean) => void;
  onCancel: () => void;
}

/** Finds a camera by its cable: choose it, unplug it, plug it in again. */
export function UnplugSteps({ devices, isFixed, onFound, onCancel }: UnplugStepsProps) {
  const { words } = useTranslation();
  const [role, setRole] = useState<CameraName | null>(null);
  const free = CAMERA_NAMES.filter((name) => !isFixed[name]);
  return (
    <div className="unplug">
      {role === null ? (
        <>
          <p>{words.unplugWhich}</p>
          <Choices
            label={words.unplugWhich}
            choices={free}
            chosen={null}
            words={words.cameras}
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
          {words.cancelUnplug}
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
  const { words } = useTranslation();
  const [now, setNow] = useState<Unplugging>(() => beginUnplugging(devices));
  const [seen, setSeen] = useState(devices);
  if (seen !== devices) {
    setSeen(devices);
    setNow(afterLook(now, devices));
  }
  useEffect(() => {
    if (now.step === 'found') onFound(now.device, now.moved);
  }, [now, onFound]);
  if (now.step === 'found') return null;
  const name = words.cameras[role];
  return (
    <>
      <p className="unplug-step" role="status">
        <Icon name="unplugged" />
        <b>{now.step === 'unplug' ? words.unplugNow(name) : words.plugInAgain(name)}</b>
      </p>
      <Waited key={now.step} {...(now.step === 'unplug' ? words.unplugLate : words.plugInLate)} />
      {now.several && <Notice tone="error" {...words.unplugSeveral} />}
    </>
  );
}

/** How long a step takes by now, and after a while what may be wrong. */
function Waited(late: { message: string; fix: string }) {
  const { words, number } = useTranslation();
  const seconds = useTicks(1000);
  return (
    <>
      <p className="unplug-time">{words.waitedSeconds(number(seconds))}</p>
      {seconds >= LATE_SEC && <Notice tone="warning" {...late} />}
    </>
  );
}
