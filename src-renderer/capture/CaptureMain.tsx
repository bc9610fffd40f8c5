import type { KioskClient, KioskState } from '../client/kioskClient';
import { ActivityLog } from '../status/ActivityLog';
import { Previews } from '../ui/Previews';
import { viewOf, type CaptureState } from './captureFlow';
import type { CaptureScreenModel } from './captureScreenModel';
import { FormPanel } from './FormPanel';
import { ProgressPanel } from './ProgressPanel';
import { RejectedPanel } from './RejectedPanel';
import { ResultPanel } from './ResultPanel';
import { ReviewPanel } from './ReviewPanel';
import './CaptureMain.css';

interface CaptureMainProps {
  client: KioskClient;
  kiosk: KioskState;
  model: CaptureScreenModel;
  state: CaptureState;
}

/** The capture itself, as far as it has come. */
export function CaptureMain({ client, kiosk, model, state }: CaptureMainProps) {
  const isLost = kiosk.connection === 'lost';
  const view = viewOf(state);
  return (
    <main className={`capture-screen capture-screen-${view.kind}`}>
      {view.kind === 'form' && (
        <>
          <FormPanel model={model} state={state} isLost={isLost} />
          <Previews client={client} overview={state.overview} isLost={isLost} />
        </>
      )}
      {view.kind === 'progress' && (
        <ProgressPanel model={model} state={state} goatId={view.goatId} receivedAtMs={kiosk.receivedAtMs} />
      )}
      {view.kind === 'review' && (
        <ReviewPanel
          sessions={client.sessions}
          model={model}
          state={state}
          review={view.review}
          receivedAtMs={kiosk.receivedAtMs}
        />
      )}
      {view.kind === 'refusal' && <RejectedPanel model={model} state={state} fault={view.fault} />}
      {view.kind === 'outcome' && <ResultPanel model={model} state={state} capture={view.capture} />}
      {view.kind !== 'form' && view.kind !== 'review' && (
        <aside className="happenings">
          <ActivityLog activity={state.overview.activity} />
        </aside>
      )}
    </main>
  );
}
