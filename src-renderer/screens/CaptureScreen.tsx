import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Overview } from '../../src-main/contract/kiosk';
import type { KioskClient } from '../client/kioskClient';
import { ActivityLog } from '../components/ActivityLog';
import { Notice } from '../components/Notice';
import { StatusStrip } from '../components/StatusStrip';
import { useTranslation } from '../i18n/useTranslation';
import { readPreference } from '../preferences';
import { viewOf } from './captureFlow';
import { createCaptureScreenModel } from './captureScreenModel';
import { EndPanel } from './EndPanel';
import { FormPanel } from './FormPanel';
import { WEIGHT_UNITS } from './goatForm';
import { ProgressPanel } from './ProgressPanel';
import { RefusalPanel } from './RefusalPanel';
import { RemoteAccess } from './RemoteAccess';
import './CaptureScreen.css';

/** The screen for the person at the pen: before, during and after a capture. */
export function CaptureScreen({ client, opened }: { client: KioskClient; opened: Overview }) {
  const [model] = useState(() =>
    createCaptureScreenModel(client, opened, readPreference('unit', WEIGHT_UNITS) ?? 'lbs'),
  );
  useEffect(() => model.start(), [model]);
  const state = useSyncExternalStore(model.state.subscribe, model.state.get);
  const kiosk = useSyncExternalStore(client.state.subscribe, client.state.get);
  const { words, faultWords } = useTranslation();

  const isLost = kiosk.connection === 'lost';
  const view = viewOf(state);
  const { store, activity } = state.overview;

  return (
    <div className="screen">
      <StatusStrip overview={state.overview} isLost={isLost}>
        {client.remoteAccess && <RemoteAccess source={client.remoteAccess} />}
        {client.account && kiosk.loggedIn && (
          <button type="button" className="button" onClick={() => void client.account?.logout()}>
            {words.logout}
          </button>
        )}
      </StatusStrip>
      <main className={`capture-screen capture-screen-${view.kind}`}>
        {view.kind === 'form' && <FormPanel model={model} state={state} isLost={isLost} />}
        {view.kind === 'progress' && (
          <ProgressPanel model={model} state={state} goatId={view.goatId} receivedAtMs={kiosk.receivedAtMs} />
        )}
        {view.kind === 'refusal' && <RefusalPanel model={model} state={state} fault={view.fault} />}
        {view.kind === 'outcome' && <EndPanel model={model} state={state} capture={view.capture} />}
        <aside className="happenings">
          {store.alert && <Notice tone="warning" {...faultWords(store.alert)} />}
          <ActivityLog activity={activity} />
        </aside>
      </main>
    </div>
  );
}
