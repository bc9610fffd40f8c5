import type { Fault } from '#contract/errors';
import { useTranslation } from '../ui/useTranslation';
import { ResultMessage } from './ResultMessage';
import { goatNumberOf, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';

interface RejectedPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  fault: Fault;
}

/** The machine did not do what was asked: why, and the way back; for a number that is taken also the ways on. */
export function RejectedPanel({ model, state, fault }: RejectedPanelProps) {
  const { messages, describeFault } = useTranslation();
  const { message, fix } = describeFault(fault);
  const isTaken = fault.code === 'GOAT_EXISTS';

  return (
    <ResultMessage tone="error" title={messages.rejectedTitle} message={message} fix={fix}>
      <button
        type="button"
        className={isTaken ? 'button button-wide' : 'button button-main button-wide'}
        onClick={model.goOn}
      >
        {messages.backToGoat(String(goatNumberOf(state)))}
      </button>
      {isTaken && (
        <button type="button" className="button button-wide" onClick={() => void model.retakeGoat()}>
          {messages.retakeGoat(String(goatNumberOf(state)))}
        </button>
      )}
      {isTaken && (
        <button
          type="button"
          className="button button-main button-wide"
          onClick={() => {
            model.change({ type: 'next-free-chosen' });
            model.goOn();
          }}
        >
          {messages.useNextFreeNumber(String(state.overview.next_goat_number))}
        </button>
      )}
    </ResultMessage>
  );
}
