import { useEffect } from 'react';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { picturePath } from '#contract/sessionApi';
import type { Overview } from '#contract/useCases';
import { CameraRing } from './CameraRing';
import { HoldButton } from '../ui/HoldButton';
import { Notice } from '../ui/Notice';
import { playClick } from './clickSound';
import { useTranslation } from '../ui/useTranslation';
import { preferences, usePreference } from '../ui/preferences';
import { camerasOf, isTestId, newestPicture, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';
import { useSecondsLeft } from '../ui/useSeconds';
import './Actions.css';
import './ProgressPanel.css';

interface ProgressPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  goatId: string;
  /** When the overview arrived, in ms of `performance.now()`. */
  receivedAtMs: number;
}

/** While a capture runs: how far each camera is, what it sees, for how long it goes on, and the way out. */
export function ProgressPanel({ model, state, goatId, receivedAtMs }: ProgressPanelProps) {
  const { messages, number, describeFault } = useTranslation();
  const { overview, cancelling, rejection } = state;
  const isRunning = overview.health.recording_active;
  const secondsLeft = useSecondsLeft(overview.left_ms ?? 0, receivedAtMs);
  const cameras = camerasOf(overview);
  const [flash] = usePreference(preferences.flash);
  const [tick] = usePreference(preferences.tick);
  const second = newestPicture(cameras);
  useEffect(() => {
    if (tick === 'on' && second > 0) playClick();
  }, [tick, second]);

  return (
    <>
      {/* Another element for each second, so that each one flashes anew. */}
      {flash === 'on' && second > 0 && <div key={second} className="flash" aria-hidden="true" />}
      <section className="panel progress-panel">
        <header className="progress-head">
          <h2>{isTestId(goatId) ? messages.testRun : messages.goat(goatId)}</h2>
          <p role="status">
            {isRunning ? messages.stages[overview.status.progress ?? 'capturing'] : messages.starting}
          </p>
        </header>
        <div className="progress-cameras">
          {CAMERA_NAMES.map((name) => (
            <CameraRing
              key={name}
              name={name}
              camera={cameras[name]}
              total={overview.images_per_camera}
              picture={newestPictureOf(overview, name)}
            />
          ))}
        </div>
        {rejection && <Notice tone="error" {...describeFault(rejection)} />}
      </section>
      <div className="actions actions-progress">
        <p className="left">
          <b>{isRunning && overview.left_ms !== null ? number(secondsLeft) : '–'}</b>
          {messages.secondsLeft}
        </p>
        <HoldButton
          label={cancelling ? messages.cancelling : messages.cancel}
          hint={messages.cancelHint}
          disabled={cancelling || !isRunning}
          onHeld={() => void model.cancel()}
        />
      </div>
    </>
  );
}

/** The address of what a camera has taken last; null where it has taken none yet. */
function newestPictureOf({ health, status, newest_pictures }: Overview, camera: CameraName): string | null {
  const { session_id: id } = status;
  const number = newest_pictures[camera];
  // What is there until a capture has begun is of the one before.
  if (!health.recording_active || id === null || number === null) return null;
  return picturePath({ session_id: id, camera, number }, 'newest');
}
