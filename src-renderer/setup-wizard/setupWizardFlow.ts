import { WIZARD_STEPS, type SetupWizardAnswer, type WizardStep } from '#contract/setupWizard';
import type { CaptureView } from '../capture/captureFlow';

/**
 * True where a step has the screen: what is captured, and how that ended, is shown as always, and comes first. Only the
 * test that belongs to the last step ends in that step.
 */
export function isStepShown(step: SetupWizardAnswer['step'] | null, view: CaptureView): step is WizardStep {
  if (step === null || step === 'done') return false;
  if (view.kind === 'form') return true;
  return step === 'test' && (view.kind === 'refusal' || (view.kind === 'outcome' && view.capture.is_test));
}

/** The step before one; null before the first. */
export function stepBefore(step: WizardStep): WizardStep | null {
  return WIZARD_STEPS[WIZARD_STEPS.indexOf(step) - 1] ?? null;
}

/** What comes after a step. */
export function stepAfter(step: WizardStep): SetupWizardAnswer['step'] {
  return WIZARD_STEPS[WIZARD_STEPS.indexOf(step) + 1] ?? 'done';
}
