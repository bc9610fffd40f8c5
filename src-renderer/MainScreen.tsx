import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from './client/kioskClient';
import { IdleDimmer } from './ui/IdleDimmer';
import { Menu } from './status/Menu';
import { StatusStrip } from './status/StatusStrip';
import { preferences } from './ui/preferences';
import { viewOf } from './capture/captureFlow';
import { createCaptureScreenModel } from './capture/captureScreenModel';
import { isStepShown } from './setup-wizard/setupWizardFlow';
import { FirstStartScreen } from './setup-wizard/SetupWizardScreen';
import type { FirstStartInHand } from './setup-wizard/useSetupWizard';
import { SetUpDoor } from './settings/ProtectedSettings';
import { hasSection } from './client/sections';
import { StickPanel } from './usb-export/UsbExportPanel';
import { SessionsScreen } from './sessions/SessionsScreen';
import type { SectionName } from '#contract/screens';
import { CaptureMain } from './capture/CaptureMain';

/** Somebody is in Set up: since which session was the newest, and at which section. */
interface SetUpVisit {
  session: string | null;
  section: SectionName;
}

interface MainScreenProps {
  client: KioskClient;
  opened: Overview;
  firstStart: FirstStartInHand;
}

/** The screen for the person at the pen: before, during and after a capture. */
export function MainScreen({ client, opened, firstStart }: MainScreenProps) {
  const [model] = useState(() => createCaptureScreenModel(client, opened, preferences.unit.get()));
  useEffect(() => model.start(), [model]);
  const state = useSyncExternalStore(model.state.subscribe, model.state.get);
  const kiosk = useSyncExternalStore(client.state.subscribe, client.state.get);

  const [isAway, setAway] = useState(false);
  const isLost = kiosk.connection === 'lost';
  const view = viewOf(state);
  const session = state.overview.status.session_id;
  // Set up is over when a capture begins, wherever that was asked for.
  const [setUpSince, setSetUpSince] = useState<SetUpVisit | null>(null);
  const [isStickOpen, setStickOpen] = useState(false);
  const isSetUpOpen = view.kind === 'form' && setUpSince?.session === session;
  const { step } = firstStart;
  const showSessions = () => {
    setSetUpSince(null);
    setAway(true);
  };
  const showSetUp = (section: SectionName) => {
    setAway(false);
    setSetUpSince({ session, section });
  };
  const showStick = () => {
    setStickOpen(true);
  };
  const ways = {
    onSessions: showSessions,
    onStick: showStick,
    setUpAt: (section: SectionName) =>
      view.kind === 'form' && hasSection(client, section)
        ? () => {
            showSetUp(section);
          }
        : null,
  };

  return (
    <div className="screen">
      <StatusStrip overview={state.overview} isLost={isLost} ways={ways}>
        <Menu
          client={client}
          loggedIn={kiosk.loggedIn}
          onSessions={showSessions}
          onStick={showStick}
          onSetUp={isSetUpOpen ? null : ways.setUpAt('cameras')}
        />
      </StatusStrip>
      {client.pin && <IdleDimmer mayDim={view.kind !== 'progress'} />}
      {isSetUpOpen && (
        <SetUpDoor
          client={client}
          overview={state.overview}
          isLost={isLost}
          open={setUpSince.section}
          onOpen={showSetUp}
          onFirstStart={
            client.firstStart &&
            (() => {
              setSetUpSince(null);
              firstStart.goTo('screen');
            })
          }
          onClose={() => {
            setSetUpSince(null);
          }}
        />
      )}
      {isAway && (
        <SessionsScreen
          client={client}
          kiosk={kiosk}
          overview={state.overview}
          isCaptureWaiting={view.kind !== 'form'}
          onStick={showStick}
          onBack={() => {
            setAway(false);
          }}
        />
      )}
      {isStickOpen && (
        <StickPanel
          client={client.sticks}
          onClose={() => {
            setStickOpen(false);
          }}
        />
      )}
      {!isSetUpOpen &&
        !isAway &&
        (isStepShown(step, view) ? (
          <FirstStartScreen {...{ client, firstStart, step, model, state, isLost }} />
        ) : (
          <CaptureMain {...{ client, kiosk, model, state }} />
        ))}
    </div>
  );
}
