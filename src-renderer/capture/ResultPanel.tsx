import type { ReactNode } from 'react';
import type { LastCapture } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { EndMessage } from './ResultMessage';
import { goatNumberOf, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';

interface EndPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  capture: LastCapture;
  /** The ways on; the one back to the form where not given. */
  children?: ReactNode;
}

/** How a capture ended, and what leads on. */
export function EndPanel({ model, state, capture, children }: EndPanelProps) {
  const { words, number, faultWords } = useTranslation();
  const { goat_id, is_test, outcome, images, fault } = capture;
  const { obstacle } = state.overview;
  const goat = String(goatNumberOf(state));
  const written = number(images);

  const told = () => {
    switch (outcome) {
      case 'captured':
        return is_test
          ? {
              title: words.testPassedTitle,
              message: words.testPassedText(written),
              // A test goes well with the cameras that are there; a goat needs all.
              fix: obstacle ? faultWords(obstacle).message : words.testPassedFix,
            }
          : {
              title: words.capturedTitle(goat_id),
              message: words.capturedText(written),
              fix: state.overview.health.simulated ? words.capturedSimulatedFix : words.capturedFix,
            };
      case 'cancelled':
        return { title: words.cancelledTitle, message: words.cancelledText, fix: words.cancelledFix };
      case 'failed':
        return {
          title: is_test ? words.testFailedTitle : words.failedTitle(goat_id),
          ...faultWords(fault ?? { code: 'INTERNAL_ERROR', parameters: {} }),
        };
    }
  };

  return (
    <EndMessage tone={TONES[outcome]} {...told()}>
      {children ?? (
        <button type="button" className="button button-main button-wide" onClick={model.goOn}>
          {outcome === 'captured' && !is_test ? words.nextGoat(goat) : words.backToGoat(goat)}
        </button>
      )}
    </EndMessage>
  );
}

const TONES = { captured: 'success', cancelled: 'neutral', failed: 'error' } as const;
