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
import { SetupWizardScreen } from './setup-wizard/SetupWizardScreen';
import type { SetupWizardState } from './setup-wizard/useSetupWizard';
import { ProtectedSettings } from './settings/ProtectedSettings';
import { hasSection } from './client/sections';
import { UsbExportPanel } from './usb-export/UsbExportPanel';
import { SessionsScreen } from './sessions/SessionsScreen';
import type { SectionName } from '#contract/screens';
import { CaptureMain } from './capture/CaptureMain';

/** Somebody is in Set up: since which session was the newest, and at which section. */
interface SettingsVisit {
  session: string | null;
  section: SectionName;
}

interface MainScreenProps {
  client: KioskClient;
  opened: Overview;
  setupWizard: SetupWizardState;
}

/** The screen for the person at the pen: before, during and after a capture. */
export function MainScreen({ client, opened, setupWizard }: MainScreenProps) {
  const [model] = useState(() => createCaptureScreenModel(client, opened, preferences.unit.get()));
  useEffect(() => model.start(), [model]);
  const state = useSyncExternalStore(model.state.subscribe, model.state.get);
  const kiosk = useSyncExternalStore(client.state.subscribe, client.state.get);

  const [isAway, setAway] = useState(false);
  const isLost = kiosk.connection === 'lost';
  const view = viewOf(state);
  const session = state.overview.status.session_id;
  // Set up is over when a capture begins, wherever that was asked for.
  const [settingsVisit, setSettingsVisit] = useState<SettingsVisit | null>(null);
  const [isUsbExportOpen, setUsbExportOpen] = useState(false);
  const isSettingsOpen = view.kind === 'form' && settingsVisit?.session === session;
  const { step } = setupWizard;
  const showSessions = () => {
    setSettingsVisit(null);
    setAway(true);
  };
  const openSettingsAt = (section: SectionName) => {
    setAway(false);
    setSettingsVisit({ session, section });
  };
  const openUsbExport = () => {
    setUsbExportOpen(true);
  };
  const navigation = {
    onSessions: showSessions,
    onUsbExport: openUsbExport,
    settingsAt: (section: SectionName) =>
      view.kind === 'form' && hasSection(client, section)
        ? () => {
            openSettingsAt(section);
          }
        : null,
  };

  return (
    <div className="screen">
      <StatusStrip overview={state.overview} isLost={isLost} navigation={navigation}>
        <Menu
          client={client}
          loggedIn={kiosk.loggedIn}
          onSessions={showSessions}
          onUsbExport={openUsbExport}
          onSettings={isSettingsOpen ? null : navigation.settingsAt('cameras')}
        />
      </StatusStrip>
      {client.pin && <IdleDimmer mayDim={view.kind !== 'progress'} />}
      {isSettingsOpen && (
        <ProtectedSettings
          client={client}
          overview={state.overview}
          isLost={isLost}
          open={settingsVisit.section}
          onOpen={openSettingsAt}
          onSetupWizard={
            client.setupWizard &&
            (() => {
              setSettingsVisit(null);
              setupWizard.goTo('screen');
            })
          }
          onClose={() => {
            setSettingsVisit(null);
          }}
        />
      )}
      {isAway && (
        <SessionsScreen
          client={client}
          kiosk={kiosk}
          overview={state.overview}
          isCaptureWaiting={view.kind !== 'form'}
          onUsbExport={openUsbExport}
          onBack={() => {
            setAway(false);
          }}
        />
      )}
      {isUsbExportOpen && (
        <UsbExportPanel
          client={client.usbExport}
          onClose={() => {
            setUsbExportOpen(false);
          }}
        />
      )}
      {!isSettingsOpen &&
        !isAway &&
        (isStepShown(step, view) ? (
          <SetupWizardScreen {...{ client, setupWizard: setupWizard, step, model, state, isLost }} />
        ) : (
          <CaptureMain {...{ client, kiosk, model, state }} />
        ))}
    </div>
  );
}
