import type { CameraName } from '#contract/cameras';
import type { CaptureDevice } from '#contract/cameraSettings';
import { Icon } from '../../ui/Icon';
import { useTranslation } from '../../ui/useTranslation';
import type { Drag, DragHandlers } from './useDrag';
import type { Snapshot } from './useSnapshots';

interface DeviceTileProps {
  device: CaptureDevice;
  role: CameraName | null;
  snapshot: Snapshot | undefined;
  isChosen: boolean;
  drag: Drag | null;
  handlers: DragHandlers;
}

/** A device: what it sees, which camera it is, and where it is plugged in. */
export function DeviceTile({ device, role, snapshot, isChosen, drag, handlers }: DeviceTileProps) {
  const { messages, describeFault } = useTranslation();
  const isDragged = drag?.device === device.device;
  const isUnder = drag?.over === device.device;
  const state = isDragged ? 'device-dragged' : isUnder ? 'device-under' : '';
  return (
    <button
      type="button"
      className={`device ${state}`}
      aria-pressed={isChosen}
      style={isDragged ? { transform: `translate(${String(drag.x)}px, ${String(drag.y)}px)` } : undefined}
      {...handlers}
    >
      <span className="device-picture">
        {snapshot?.picture ? (
          <img src={snapshot.picture} alt="" draggable={false} />
        ) : (
          <span className="device-nothing">
            {snapshot?.fault ? describeFault(snapshot.fault).message : messages.deviceLooks}
          </span>
        )}
      </span>
      <span className={role ? 'device-role' : 'device-role device-none'}>
        <Icon name={role ? 'camera' : 'minus'} />
        {role ? messages.cameras[role] : messages.deviceIsNone}
      </span>
      <span className="device-place">{placeOf()}</span>
    </button>
  );

  function placeOf(): string {
    if (device.simulated) return messages.deviceSimulated(device.device.split(':')[1] ?? '');
    return device.usb_port === null ? device.label : messages.devicePlace(device.usb_port, device.label);
  }
}
