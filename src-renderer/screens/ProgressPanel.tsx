import { CAMERA_NAMES } from '../../src-main/contract/cameras';
import { CameraRing } from '../components/CameraRing';
import { HoldButton } from '../components/HoldButton';
import { Notice } from '../components/Notice';
import { useTranslation } from '../i18n/useTranslation';
import { preferences, usePreference } from '../preferences';
import { camerasOf, isTestId, newestPicture, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';
import { useElapsedSeconds } from './useSeconds';
import './ProgressPanel.css';

interface ProgressPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  goatId: string;
  /** When the overview arrived, in ms of `performance.now()`. */
  receivedAtMs: number;
}

/** While a capture runs: how far each camera is, for how long, and the way out. */
export function ProgressPanel({ model, state, goatId, receivedAtMs }: ProgressPanelProps) {
  const { words, number, faultWords } = useTranslation();
  const { overview, cancelling, refusal } = state;
  const isRunning = overview.health.recording_active;
  const seconds = useElapsedSeconds(overview.elapsed_ms, receivedAtMs);
  const cameras = camerasOf(overview);
  const [flash] = usePreference(preferences.flash);
  const second = newestPicture(cameras);

  return (
    <>
      {/* Another element for each second, so that each one flashes anew. */}
      {flash === 'on' && second > 0 && <div key={second} className="flash" aria-hidden="true" />}
      <section className="panel progress-panel">
        <header className="progress-head">
          <h2>{isTestId(goatId) ? words.testRun : words.goat(goatId)}</h2>
          <p role="status">
            {isRunning ? words.stages[overview.status.progress ?? 'capturing'] : words.starting}
          </p>
        </header>
        <div className="progress-cameras">
          {CAMERA_NAMES.map((name) => (
            <CameraRing key={name} name={name} camera={cameras[name]} total={overview.images_per_camera} />
          ))}
        </div>
        {refusal && <Notice tone="error" {...faultWords(refusal)} />}
      </section>
      <div className="actions actions-progress">
        <p className="elapsed">
          <b>{number(seconds)}</b>
          {words.elapsed}
        </p>
        <HoldButton
          label={cancelling ? words.cancelling : words.cancel}
          hint={words.cancelHint}
          disabled={cancelling || !isRunning}
          onHeld={() => void model.cancel()}
        />
      </div>
    </>
  );
}
