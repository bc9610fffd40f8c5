import { WIZARD_STEPS, type WizardStep } from '#contract/setupWizard';
import { useTranslation } from '../ui/useTranslation';

/** Which of the steps this is, in words, and as dots for a glance. */
export function StepProgress({ step }: { step: WizardStep }) {
  const { messages, number } = useTranslation();
  const place = WIZARD_STEPS.indexOf(step);
  return (
    <p className="first-progress">
      {messages.setupWizard.progress(number(place + 1), number(WIZARD_STEPS.length))}
      <span className="first-dots" aria-hidden="true">
        {WIZARD_STEPS.map((one, index) => (
          <span key={one} className={index <= place ? 'first-dot first-dot-reached' : 'first-dot'} />
        ))}
      </span>
    </p>
  );
}
