import { useState, type ReactNode } from 'react';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { Dialog } from './Dialog';
import { Icon, type IconName } from './Icon';
import { LivePicture } from './LivePicture';
import { useTranslation } from './useTranslation';
import './Previews.css';

interface PreviewsProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
}

/** What the three cameras see at this moment; a touch shows one of them large. */
export function Previews({ client, overview, isLost }: PreviewsProps) {
  const { messages } = useTranslation();
  const [large, setLarge] = useState<CameraName | null>(null);
  const close = () => {
    setLarge(null);
  };
  return (
    <section className="previews" aria-label={messages.camerasLabel}>
      {CAMERA_NAMES.map((name) => (
        <PreviewButton key={name} onTouch={setLarge} {...{ name, client, overview, isLost }} />
      ))}
      {large && (
        <Dialog title={messages.cameraLabel(messages.cameras[large])} onClose={close}>
          <div className="preview-large">
            <Preview name={large} client={client} overview={overview} isLost={isLost} />
            <button type="button" className="button button-main" onClick={close}>
              {messages.close}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** One camera, to be touched for more of it. */
export function PreviewButton({
  onTouch,
  children,
  ...camera
}: PreviewsProps & { name: CameraName; onTouch: (name: CameraName) => void; children?: ReactNode }) {
  return (
    <button
      type="button"
      className="preview-button"
      aria-haspopup="dialog"
      onClick={() => {
        onTouch(camera.name);
      }}
    >
      <Preview {...camera} />
      {children}
    </button>
  );
}

/** One camera: its picture, its name, and in words whether that is live. */
export function Preview({ name, client, overview, isLost }: PreviewsProps & { name: CameraName }) {
  const { messages } = useTranslation();
  const isReady = overview.health.cameras[name];
  const state = isLost ? 'off' : overview.previews[name];
  const isLive = isReady && state === 'live';
  const icon: IconName = isLive ? 'camera' : isReady ? 'clock' : 'unplugged';
  return (
    <span className={`preview preview-${isLive ? 'live' : isReady ? 'waiting' : 'missing'}`}>
      {!isLost && <LivePicture source={client.preview} camera={name} />}
      <span className="preview-label">
        <Icon name={icon} />
        <b>{messages.cameras[name]}</b>{' '}
        <span>{isReady ? messages.previewStates[state] : messages.cameraMissing}</span>
      </span>
    </span>
  );
}
