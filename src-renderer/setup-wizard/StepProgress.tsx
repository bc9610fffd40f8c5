import { FIRST_STEPS, type FirstStep } from '#contract/setupWizard';
import { useTranslation } from '../ui/useTranslation';

/** Which of the steps this is, in words, and as dots for a glance. */
export function StepProgress({ step }: { step: FirstStep }) {
  const { words, number } = useTranslation();
  const place = FIRST_STEPS.indexOf(step);
  return (
    <p className="first-progress">
      {words.firstStart.progress(number(place + 1), number(FIRST_STEPS.length))}
      <span className="first-dots" aria-hidden="true">
        {FIRST_STEPS.map((one, index) => (
          <span key={one} className={index <= place ? 'first-dot first-dot-reached' : 'first-dot'} />
        ))}
      </span>
    </p>
  );
}
