import { useEffect, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { SetupWizardAnswer } from '#contract/setupWizard';
import type { SetupWizardClient } from '../client/kioskClient';

type Step = SetupWizardAnswer['step'];

/** How far the first start has come, as the screen has it. */
export interface SetupWizardState {
  /** Null until it is known. */
  readonly step: Step | null;
  /** Why the machine could not keep the last step. */
  readonly fault: Fault | null;
  /** Shows a step at once, and keeps it. */
  readonly goTo: (step: Step) => void;
  /** Keeps a step for the next start of the program; this screen stays. Resolves when it is kept, or can't be. */
  readonly keep: (step: Step) => Promise<void>;
}

/** Reads how far the first start has come, and leads on from there. In a browser it is over. */
export function useSetupWizard(client: SetupWizardClient | null): SetupWizardState {
  const [step, setStep] = useState<Step | null>(client ? null : 'done');
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    client?.read().then(
      (answer) => {
        setStep(answer.step);
      },
      // Whatever is wrong there, the way to CAPTURE is open; a connection that is lost is told by all screens.
      () => {
        setStep('done');
      },
    );
  }, [client]);
  const keep = async (next: Step) => {
    setFault(null);
    try {
      await client?.goTo(next);
    } catch (thrown) {
      setFault(asAppError(thrown).fault);
    }
  };
  return {
    step,
    fault,
    keep,
    goTo: (next) => {
      setStep(next);
      void keep(next);
    },
  };
}
