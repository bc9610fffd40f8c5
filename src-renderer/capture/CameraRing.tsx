import type { StatusAnswer } from '#contract/captureApi';
import type { CameraName } from '#contract/cameras';
import { useTranslation } from '../ui/useTranslation';
import { Icon, type IconName } from '../ui/Icon';
import './CameraRing.css';

type Camera = StatusAnswer['cameras'][CameraName];

const ICONS: Record<Camera['state'], IconName> = {
  idle: 'clock',
  waiting: 'clock',
  recording: 'camera',
  checking: 'info',
  captured: 'check',
  failed: 'warning',
  missing: 'unplugged',
  cancelled: 'stop',
};

interface CameraRingProps {
  name: CameraName;
  camera: Camera;
  /** Pictures that it will take. */
  total: number;
  /** The address of the newest one, small; null before there is one. */
  picture: string | null;
}

/** One camera of a running capture: a ring with a piece for each picture, the newest one in it, the number, and the state in words. */
export function CameraRing({ name, camera, total, picture }: CameraRingProps) {
  const { messages, number } = useTranslation();
  const images = Math.min(camera.images, total);
  const counted = messages.imagesOf(number(images), number(total));
  const state = messages.cameraStates[camera.state];
  return (
    <section className={`camera camera-${camera.state}`}>
      <h3 className="camera-name">{messages.cameras[name]}</h3>
      <div
        className="camera-ring"
        role="progressbar"
        aria-label={messages.cameraLabel(messages.cameras[name])}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={images}
        aria-valuetext={`${counted}, ${state}`}
      >
        <span className="camera-picture">{picture !== null && <img src={picture} alt="" />}</span>
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle
            className="camera-track"
            cx="50"
            cy="50"
            r="44"
            pathLength={total}
            strokeDasharray={pieces(total)}
          />
          {images > 0 && (
            <circle
              className="camera-pictures"
              cx="50"
              cy="50"
              r="44"
              pathLength={total}
              strokeDasharray={`${pieces(images)} 0 ${total}`}
            />
          )}
        </svg>
        <span className="camera-count" aria-hidden="true">
          <b>{number(images)}</b>
          {messages.ofImages(number(total))}
        </span>
      </div>
      <p className="camera-state">
        <Icon name={ICONS[camera.state]} />
        {state}
      </p>
    </section>
  );
}

/** The dashes of `count` pictures with a gap after each, one unit of the path for each picture. */
function pieces(count: number): string {
  return Array<string>(count).fill('0.78 0.22').join(' ');
}
