import { useState } from 'react';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import type { CameraSetUpAnswer } from '#contract/cameraSettings';
import type { CameraSetUpClient } from '../../client/kioskClient';
import { Choices } from '../../ui/Choices';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { useReading } from '../../client/useFetch';
import { useTicks } from '../../ui/useSeconds';
import { FixedSetting } from '../LockedSetting';
import { RestartNotice } from '../RestartNotice';
import { useSettings } from '../useSettings';
import { DeviceTile } from './DeviceTile';
import { changesOf, given, leftWithout, roleOf, swapped, type Roles } from './roles';
import { UnplugSteps } from './UnplugDialog';
import { useDrag } from './useDrag';
import { useStills } from './useSnapshots';
import './AssignCameras.css';

/** A cable that is pulled or plugged in is seen within so many ms. */
const LOOK_MS = 1000;
const NO_DEVICES: readonly string[] = [];

interface AssignCamerasProps {
  client: CameraSetUpClient;
  onBack: () => void;
}

/** Which camera is which, told by their pictures or by their cables. */
export function AssignCameras({ client, onBack }: AssignCamerasProps) {
  const { words, faultWords } = useTranslation();
  const settings = useSettings(client);
  const { value, fault } = useReading(client.read, useTicks(LOOK_MS));
  const answer = value ?? settings.answer;
  return (
    <>
      <RestartNotice settings={{ ...settings, answer }} />
      {fault && !settings.isRestarting && <Notice tone="error" {...faultWords(fault)} />}
      {answer ? (
        <Assignment {...{ client, answer, save: settings.save, onBack }} />
      ) : (
        <div className="set-up-buttons">
          <BackButton label={words.back} onBack={onBack} />
        </div>
      )}
    </>
  );
}

interface AssignmentProps extends AssignCamerasProps {
  answer: CameraSetUpAnswer;
  save: (roles: ReturnType<typeof changesOf>) => Promise<CameraSetUpAnswer | null>;
}

function Assignment({ client, answer, save, onBack }: AssignmentProps) {
  const { words } = useTranslation();
  const [draft, setDraft] = useState<Roles | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isUnplugging, setUnplugging] = useState(false);
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { devices, is_fixed: isFixed } = answer;
  const ids = devices.map(({ device }) => device);
  const roles = draft ?? answer.roles;
  const stills = useStills(client.still, isUnplugging || isBusy ? NO_DEVICES : ids);
  const change = (next: Roles, toSay = '') => {
    const locked = CAMERA_NAMES.find((name) => isFixed[name] && next[name] !== roles[name]);
    setSaid(locked ? `${words.cameras[locked]} ${words.settingIsFixed}` : toSay);
    if (!locked) setDraft(next);
  };
  const { drag, handlersOf } = useDrag(
    (device) => {
      setChosen(device === chosen ? null : device);
    },
    (device, onto) => {
      change(swapped(roles, device, onto));
      setChosen(null);
    },
  );
  const free = CAMERA_NAMES.filter((name) => !isFixed[name]);
  const lacking = leftWithout(roles, answer);
  const changes = changesOf(roles, answer);
  const canSave = Object.keys(changes).length > 0 && lacking === null && !isBusy;
  const tryAndSave = async () => {
    setBusy(true);
    setSaid(words.tryingCameras);
    const isSaved = (await save(changes)) !== null;
    if (isSaved) setDraft(null);
    setChosen(null);
    setSaid(isSaved ? words.camerasSaved : words.camerasNotSaved);
    setBusy(false);
  };
  if (isUnplugging)
    return (
      <UnplugSteps
        devices={ids}
        isFixed={isFixed}
        onCancel={() => {
          setUnplugging(false);
        }}
        onFound={(role, device, moved) => {
          setUnplugging(false);
          setChosen(device);
          const name = words.cameras[role];
          change(given(roles, device, role), moved ? words.foundElsewhere(name) : words.foundCamera(name));
        }}
      />
    );
  return (
    <>
      {free.length > 0 ? <p>{words.assignText}</p> : <FixedSetting value={words.whichIsWhich} />}
      {devices.length === 0 && <Notice tone="error" {...words.noDevices} />}
      <div className="devices">
        {devices.map((device) => (
          <DeviceTile
            key={device.device}
            device={device}
            role={roleOf(roles, device.device)}
            still={stills.get(device.device)}
            isChosen={chosen === device.device}
            drag={drag}
            handlers={handlersOf(device.device)}
          />
        ))}
      </div>
      <div className="assign-roles">
        {chosen !== null && ids.includes(chosen) && free.length > 0 ? (
          <Choices<CameraName>
            label={words.deviceShallBe}
            choices={free}
            chosen={roleOf(roles, chosen)}
            words={words.cameras}
            columns="three"
            onTouch={(role) => {
              change(given(roles, chosen, role));
            }}
          />
        ) : (
          free.length > 0 && <p className="label">{words.touchDevice}</p>
        )}
      </div>
      <p role="status" className="assign-said">
        {lacking ? words.stillWithout(words.cameras[lacking]) : said}
      </p>
      <div className="set-up-buttons">
        <button
          type="button"
          className="button button-main"
          disabled={!canSave}
          onClick={() => void tryAndSave()}
        >
          <Icon name="check" />
          {words.tryAndSave}
        </button>
        {free.length > 0 && devices.some(({ simulated }) => !simulated) && (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => {
              setUnplugging(true);
            }}
          >
            <Icon name="unplugged" />
            {words.findByCable}
          </button>
        )}
        <BackButton label={draft ? words.dropChanges : words.back} isBusy={isBusy} onBack={onBack} />
      </div>
    </>
  );
}

function BackButton({
  label,
  isBusy = false,
  onBack,
}: {
  label: string;
  isBusy?: boolean;
  onBack: () => void;
}) {
  return (
    <button type="button" className="button" disabled={isBusy} onClick={onBack}>
      <Icon name="left" />
      {label}
    </button>
  );
}
