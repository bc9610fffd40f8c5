import type { Fault } from '#contract/errors';
import { useTranslation } from '../ui/useTranslation';
import { EndMessage } from './ResultMessage';
import { goatNumberOf, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';

interface RefusalPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  fault: Fault;
}

/** The machine did not do what was asked: why, and the way back; for a number that is taken also the ways on. */
export function RefusalPanel({ model, state, fault }: RefusalPanelProps) {
  const { words, faultWords } = useTranslation();
  const { message, fix } = faultWords(fault);
  const isTaken = fault.code === 'GOAT_EXISTS';

  return (
    <EndMessage tone="error" title={words.refusedTitle} message={message} fix={fix}>
      <button
        type="button"
        className={isTaken ? 'button button-wide' : 'button button-main button-wide'}
        onClick={model.goOn}
      >
        {words.backToGoat(String(goatNumberOf(state)))}
      </button>
      {isTaken && (
        <button type="button" className="button button-wide" onClick={() => void model.takeAnew()}>
          {words.takeAnew(String(goatNumberOf(state)))}
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
          {words.useNextFreeNumber(String(state.overview.next_goat_number))}
        </button>
      )}
    </EndMessage>
  );
}
