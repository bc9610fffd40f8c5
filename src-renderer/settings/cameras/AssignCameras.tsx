import { useState } from 'react';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import type { CameraSettingsAnswer } from '#contract/cameraSettings';
import type { CameraSettingsClient } from '../../client/kioskClient';
import { Choices } from '../../ui/Choices';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { useTranslation } from '../../ui/useTranslation';
import { useFetch } from '../../client/useFetch';
import { useTicks } from '../../ui/useSeconds';
import { LockedSetting } from '../LockedSetting';
import { RestartNotice } from '../RestartNotice';
import { useSettings } from '../useSettings';
import { DeviceTile } from './DeviceTile';
import { changesOf, given, leftWithout, roleOf, swapped, type Roles } from './roles';
import { UnplugDialog } from './UnplugDialog';
import { useDrag } from './useDrag';
import { useSnapshots } from './useSnapshots';
import './AssignCameras.css';

/** A cable that is pulled or plugged in is seen within so many ms. */
const POLL_INTERVAL_MS = 1000;
const NO_DEVICES: readonly string[] = [];

interface AssignCamerasProps {
  client: CameraSettingsClient;
  onBack: () => void;
}

/** Which camera is which, told by their pictures or by their cables. */
export function AssignCameras({ client, onBack }: AssignCamerasProps) {
  const { messages, describeFault } = useTranslation();
  const settings = useSettings(client);
  const { value, fault } = useFetch(client.read, useTicks(POLL_INTERVAL_MS));
  const answer = value ?? settings.answer;
  return (
    <>
      <RestartNotice settings={{ ...settings, answer }} />
      {fault && !settings.isRestarting && <Notice tone="error" {...describeFault(fault)} />}
      {answer ? (
        <Assignment {...{ client, answer, save: settings.save, onBack }} />
      ) : (
        <div className="set-up-buttons">
          <BackButton label={messages.back} onBack={onBack} />
        </div>
      )}
    </>
  );
}

interface AssignmentProps extends AssignCamerasProps {
  answer: CameraSettingsAnswer;
  save: (roles: ReturnType<typeof changesOf>) => Promise<CameraSettingsAnswer | null>;
}

function Assignment({ client, answer, save, onBack }: AssignmentProps) {
  const { messages } = useTranslation();
  const [draft, setDraft] = useState<Roles | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isUnplugging, setUnplugging] = useState(false);
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { devices, is_fixed: isFixed } = answer;
  const ids = devices.map(({ device }) => device);
  const roles = draft ?? answer.roles;
  const snapshots = useSnapshots(client.snapshot, isUnplugging || isBusy ? NO_DEVICES : ids);
  const change = (next: Roles, toSay = '') => {
    const locked = CAMERA_NAMES.find((name) => isFixed[name] && next[name] !== roles[name]);
    setSaid(locked ? `${messages.cameras[locked]} ${messages.settingIsFixed}` : toSay);
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
    setSaid(messages.tryingCameras);
    const isSaved = (await save(changes)) !== null;
    if (isSaved) setDraft(null);
    setChosen(null);
    setSaid(isSaved ? messages.camerasSaved : messages.camerasNotSaved);
    setBusy(false);
  };
  if (isUnplugging)
    return (
      <UnplugDialog
        devices={ids}
        isFixed={isFixed}
        onCancel={() => {
          setUnplugging(false);
        }}
        onFound={(role, device, moved) => {
          setUnplugging(false);
          setChosen(device);
          const name = messages.cameras[role];
          change(
            given(roles, device, role),
            moved ? messages.foundElsewhere(name) : messages.foundCamera(name),
          );
        }}
      />
    );
  return (
    <>
      {free.length > 0 ? <p>{messages.assignText}</p> : <LockedSetting value={messages.whichIsWhich} />}
      {devices.length === 0 && <Notice tone="error" {...messages.noDevices} />}
      <div className="devices">
        {devices.map((device) => (
          <DeviceTile
            key={device.device}
            device={device}
            role={roleOf(roles, device.device)}
            snapshot={snapshots.get(device.device)}
            isChosen={chosen === device.device}
            drag={drag}
            handlers={handlersOf(device.device)}
          />
        ))}
      </div>
      <div className="assign-roles">
        {chosen !== null && ids.includes(chosen) && free.length > 0 ? (
          <Choices<CameraName>
            label={messages.deviceShallBe}
            choices={free}
            chosen={roleOf(roles, chosen)}
            labels={messages.cameras}
            columns="three"
            onTouch={(role) => {
              change(given(roles, chosen, role));
            }}
          />
        ) : (
          free.length > 0 && <p className="label">{messages.touchDevice}</p>
        )}
      </div>
      <p role="status" className="assign-said">
        {lacking ? messages.stillWithout(messages.cameras[lacking]) : said}
      </p>
      <div className="set-up-buttons">
        <button
          type="button"
          className="button button-main"
          disabled={!canSave}
          onClick={() => void tryAndSave()}
        >
          <Icon name="check" />
          {messages.tryAndSave}
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
            {messages.findByCable}
          </button>
        )}
        <BackButton label={draft ? messages.dropChanges : messages.back} isBusy={isBusy} onBack={onBack} />
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
