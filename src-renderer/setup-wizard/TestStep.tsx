import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { testObstacle, viewOf, type CaptureState, type CaptureView } from '../capture/captureFlow';
import type { CaptureScreenModel } from '../capture/captureScreenModel';
import { EndMessage } from '../capture/ResultMessage';
import { EndPanel } from '../capture/ResultPanel';

interface TestStepProps {
  model: CaptureScreenModel;
  state: CaptureState;
  isLost: boolean;
}

/** True where a test has gone well. */
export function hasPassed(view: CaptureView): boolean {
  return view.kind === 'outcome' && view.capture.outcome === 'captured';
}

/** A first test, and how it went; while it runs it looks as each capture does. */
export function TestStep({ model, state, isLost }: TestStepProps) {
  const { words, faultWords } = useTranslation();
  const view = viewOf(state);
  const obstacle = isLost ? null : testObstacle(state.overview);
  const button = (
    <button
      type="button"
      className={hasPassed(view) ? 'button' : 'button button-main button-wide'}
      disabled={isLost || obstacle !== null}
      onClick={() => {
        model.goOn();
        void model.test();
      }}
    >
      {view.kind === 'form' ? words.test : words.firstStart.testAgain}
    </button>
  );
  if (view.kind === 'outcome') {
    return (
      <EndPanel model={model} state={state} capture={view.capture}>
        {button}
      </EndPanel>
    );
  }
  if (view.kind === 'refusal') {
    return (
      <EndMessage tone="error" title={words.refusedTitle} {...faultWords(view.fault)}>
        {button}
      </EndMessage>
    );
  }
  return (
    <>
      <p>{words.firstStart.testText}</p>
      {obstacle && <Notice tone="error" {...faultWords(obstacle)} />}
      {button}
    </>
  );
}
