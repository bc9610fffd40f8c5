import type { Fault } from '#contract/errors';
import type { CaptureState } from './captureFlow';
import { goatNumberOf, testBlockingFault } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';
import { GoatDataFields } from '../ui/GoatDataFields';
import { GoatNumber } from './GoatNumber';
import { useTranslation } from '../ui/useTranslation';
import './FormPanel.css';
import './Actions.css';

interface FormPanelProps {
  model: CaptureScreenModel;
  state: CaptureState;
  isLost: boolean;
}

/** Before a capture: which goat, what is known of it, and the two buttons that photograph. */
export function FormPanel({ model, state, isLost }: FormPanelProps) {
  const { messages, describeFault } = useTranslation();
  const { obstacle: blockingFault } = state.overview;
  const hindrance: Fault | null = isLost ? { code: 'CONNECTION_LOST', parameters: {} } : blockingFault;
  const reason = hindrance && describeFault(hindrance);
  const canTest = !isLost && !testBlockingFault(state.overview);

  return (
    <>
      <section className="panel number-panel" aria-label={messages.goatNumber}>
        <GoatNumber
          goatNumber={goatNumberOf(state)}
          nextFree={state.overview.next_goat_number}
          onChange={model.change}
        />
      </section>
      <section className="panel data-panel" aria-label={messages.goatData}>
        <GoatDataFields form={state.form} onChange={model.change} />
      </section>
      <div className="actions">
        <button
          type="button"
          className="capture"
          disabled={reason !== null}
          aria-describedby="capture-why"
          onClick={() => void model.capture()}
        >
          <span>{messages.capture}</span>
        </button>
        <p className={reason ? 'actions-why actions-why-not' : 'actions-why'} id="capture-why" role="status">
          {reason ? (
            <>
              <b>{reason.message}</b> {reason.fix}
            </>
          ) : (
            messages.onlyRealData
          )}
        </p>
        <div className="actions-test">
          <button
            type="button"
            className="test"
            disabled={!canTest}
            aria-describedby="test-hint"
            onClick={() => void model.test()}
          >
            {messages.test}
          </button>
          <p className="actions-hint" id="test-hint">
            {messages.testHint}
          </p>
        </div>
      </div>
    </>
  );
}
