import type { Fault } from '#contract/errors';
import type { CaptureState } from './captureFlow';
import { goatNumberOf, testObstacle } from './captureFlow';
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
  const { words, faultWords } = useTranslation();
  const { obstacle } = state.overview;
  const hindrance: Fault | null = isLost ? { code: 'CONNECTION_LOST', parameters: {} } : obstacle;
  const reason = hindrance && faultWords(hindrance);
  const canTest = !isLost && !testObstacle(state.overview);

  return (
    <>
      <section className="panel number-panel" aria-label={words.goatNumber}>
        <GoatNumber
          goatNumber={goatNumberOf(state)}
          nextFree={state.overview.next_goat_number}
          onChange={model.change}
        />
      </section>
      <section className="panel data-panel" aria-label={words.goatData}>
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
          <span>{words.capture}</span>
        </button>
        <p className={reason ? 'actions-why actions-why-not' : 'actions-why'} id="capture-why" role="status">
          {reason ? (
            <>
              <b>{reason.message}</b> {reason.fix}
            </>
          ) : (
            words.onlyRealData
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
            {words.test}
          </button>
          <p className="actions-hint" id="test-hint">
            {words.testHint}
          </p>
        </div>
      </div>
    </>
  );
}
