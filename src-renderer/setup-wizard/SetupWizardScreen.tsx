import { useState } from 'react';
import type { WizardStep } from '#contract/setupWizard';
import type { KioskClient } from '../client/kioskClient';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { viewOf, type CaptureState } from '../capture/captureFlow';
import type { CaptureScreenModel } from '../capture/captureScreenModel';
import { areAllReady } from './CamerasStep';
import { stepAfter, stepBefore } from './setupWizardFlow';
import { StepContent } from './StepContent';
import { StepProgress } from './StepProgress';
import { hasPassed } from './TestStep';
import type { SetupWizardState } from './useSetupWizard';
import '../settings/SettingsScreen.css';
import './SetupWizardScreen.css';

interface SetupWizardScreenProps {
  client: KioskClient;
  setupWizard: SetupWizardState;
  step: WizardStep;
  model: CaptureScreenModel;
  state: CaptureState;
  isLost: boolean;
}

/** Leads through what makes a new kiosk ready, a step at a time. Each can be skipped, and CAPTURE is one touch away. */
export function SetupWizardScreen({
  client,
  setupWizard,
  step,
  model,
  state,
  isLost,
}: SetupWizardScreenProps) {
  const { messages: all, describeFault } = useTranslation();
  const messages = all.setupWizard;
  const [isUnsaved, setUnsaved] = useState(false);
  const goTo = (next: Parameters<SetupWizardState['goTo']>[0]) => {
    // How a test went has been seen.
    model.goOn();
    setUnsaved(false);
    // Where it can't be told, Set up closes by itself after a while.
    if (next === 'done') client.pin?.lock().catch(() => undefined);
    setupWizard.goTo(next);
  };
  const before = stepBefore(step);
  const after = stepAfter(step);
  const skip = () => {
    goTo(after);
  };
  /** Where there is still something to do, the way on is to skip it. */
  const isDone: Record<WizardStep, boolean> = {
    screen: true,
    cameras: areAllReady(state.overview),
    store: !isUnsaved,
    remote: true,
    test: hasPassed(viewOf(state)),
  };
  return (
    <main className="first">
      <section className="panel set-up-panel" aria-labelledby="first-title">
        <header className="set-up-head">
          <div>
            <h2 id="first-title">{messages.titles[step]}</h2>
            <StepProgress step={step} />
          </div>
          <button
            type="button"
            className="button"
            onClick={() => {
              goTo('done');
            }}
          >
            {messages.skipAll}
          </button>
        </header>
        {setupWizard.fault && <Notice tone="error" {...describeFault(setupWizard.fault)} />}
        <div key={step} className="set-up-content" tabIndex={0} role="group" aria-labelledby="first-title">
          <StepContent
            {...{ step, client, model, state, isLost, isUnsaved }}
            store={client.store}
            onUnsaved={setUnsaved}
            keepNext={() => setupWizard.keep(after)}
            onSkip={skip}
          />
        </div>
      </section>
      <nav className="first-buttons" aria-label={messages.steps}>
        <button
          type="button"
          className="button button-wide"
          disabled={before === null}
          onClick={() => {
            if (before) goTo(before);
          }}
        >
          {all.back}
        </button>
        <button type="button" className="button button-wide" onClick={skip}>
          {messages.skip}
        </button>
        <button
          type="button"
          className="button button-main button-wide"
          disabled={!isDone[step]}
          onClick={skip}
        >
          {after === 'done' ? messages.finish : messages.next}
        </button>
      </nav>
    </main>
  );
}
