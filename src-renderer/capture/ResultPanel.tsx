import type { ReactNode } from 'react';
import type { LastCapture } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { ResultMessage } from './ResultMessage';
import { goatNumberOf, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';

interface ResultPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  capture: LastCapture;
  /** The ways on; the one back to the form where not given. */
  children?: ReactNode;
}

/** How a capture ended, and what leads on. */
export function ResultPanel({ model, state, capture, children }: ResultPanelProps) {
  const { messages, number, describeFault } = useTranslation();
  const { goat_id, is_test, outcome, images, fault } = capture;
  const { obstacle: blockingFault } = state.overview;
  const goat = String(goatNumberOf(state));
  const written = number(images);

  const told = () => {
    switch (outcome) {
      case 'captured':
        return is_test
          ? {
              title: messages.testPassedTitle,
              message: messages.testPassedText(written),
              // A test goes well with the cameras that are there; a goat needs all.
              fix: blockingFault ? describeFault(blockingFault).message : messages.testPassedFix,
            }
          : {
              title: messages.capturedTitle(goat_id),
              message: messages.capturedText(written),
              fix: state.overview.health.simulated ? messages.capturedSimulatedFix : messages.capturedFix,
            };
      case 'cancelled':
        return {
          title: messages.cancelledTitle,
          message: messages.cancelledText,
          fix: messages.cancelledFix,
        };
      case 'failed':
        return {
          title: is_test ? messages.testFailedTitle : messages.failedTitle(goat_id),
          ...describeFault(fault ?? { code: 'INTERNAL_ERROR', parameters: {} }),
        };
    }
  };

  return (
    <ResultMessage tone={TONES[outcome]} {...told()}>
      {children ?? (
        <button type="button" className="button button-main button-wide" onClick={model.goOn}>
          {outcome === 'captured' && !is_test ? messages.nextGoat(goat) : messages.backToGoat(goat)}
        </button>
      )}
    </ResultMessage>
  );
}

const TONES = { captured: 'success', cancelled: 'neutral', failed: 'error' } as const;
