import type { WizardStep } from '#contract/setupWizard';
import type { KioskClient } from '../client/kioskClient';
import { AppearanceChoices } from '../ui/AppearanceChoices';
import { useTranslation } from '../ui/useTranslation';
import type { CaptureState } from '../capture/captureFlow';
import type { CaptureScreenModel } from '../capture/captureScreenModel';
import { PinGate } from '../settings/PinGate';
import { PinSection } from '../settings/PinSection';
import { RemoteAccessSection } from '../settings/RemoteAccessSection';
import { CamerasStep } from './CamerasStep';
import { StoreStep, type StoreStepProps } from './StoreStep';
import { TestStep } from './TestStep';

interface StepContentProps extends Omit<StoreStepProps, 'isSimulated'> {
  step: WizardStep;
  client: KioskClient;
  model: CaptureScreenModel;
  state: CaptureState;
  isLost: boolean;
  /** Leads on where the PIN is not known. */
  onSkip: () => void;
}

/** What is to be done in a step: mostly what Set up has too. */
export function StepContent({ step, client, model, state, isLost, onSkip, ...store }: StepContentProps) {
  const { messages } = useTranslation();
  const { overview } = state;
  const { pin, remoteAccess } = client;
  switch (step) {
    case 'screen':
      return (
        <>
          <p>{messages.setupWizard.welcome}</p>
          <AppearanceChoices />
        </>
      );
    case 'cameras':
      return <CamerasStep client={client} overview={overview} isLost={isLost} />;
    case 'store':
      return (
        <PinGate pin={pin} onClose={onSkip}>
          <StoreStep isSimulated={overview.health.simulated} {...store} />
        </PinGate>
      );
    case 'remote':
      return (
        <PinGate pin={pin} onClose={onSkip}>
          <div className="first-remote">
            {remoteAccess && <RemoteAccessSection source={remoteAccess} />}
            <section className="first-pin">
              <h3>{messages.pin}</h3>
              {pin && <PinSection pin={pin} />}
            </section>
          </div>
        </PinGate>
      );
    case 'test':
      return <TestStep model={model} state={state} isLost={isLost} />;
  }
}
