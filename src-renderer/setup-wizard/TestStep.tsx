import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { testBlockingFault, viewOf, type CaptureState, type CaptureView } from '../capture/captureFlow';
import type { CaptureScreenModel } from '../capture/captureScreenModel';
import { ResultMessage } from '../capture/ResultMessage';
import { ResultPanel } from '../capture/ResultPanel';

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
  const { messages, describeFault } = useTranslation();
  const view = viewOf(state);
  const blockingFault = isLost ? null : testBlockingFault(state.overview);
  const button = (
    <button
      type="button"
      className={hasPassed(view) ? 'button' : 'button button-main button-wide'}
      disabled={isLost || blockingFault !== null}
      onClick={() => {
        model.goOn();
        void model.test();
      }}
    >
      {view.kind === 'form' ? messages.test : messages.setupWizard.testAgain}
    </button>
  );
  if (view.kind === 'outcome') {
    return (
      <ResultPanel model={model} state={state} capture={view.capture}>
        {button}
      </ResultPanel>
    );
  }
  if (view.kind === 'refusal') {
    return (
      <ResultMessage tone="error" title={messages.rejectedTitle} {...describeFault(view.fault)}>
        {button}
      </ResultMessage>
    );
  }
  return (
    <>
      <p>{messages.setupWizard.testText}</p>
      {blockingFault && <Notice tone="error" {...describeFault(blockingFault)} />}
      {button}
    </>
  );
}
