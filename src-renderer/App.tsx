import { useEffect, useSyncExternalStore } from 'react';
import type { KioskClient } from './client/kioskClient';
import { MainScreen } from './MainScreen';
import { ConnectingScreen } from './status/ConnectingScreen';
import { useSetupWizard } from './setup-wizard/useSetupWizard';
import { LoginScreen } from './status/LoginScreen';

/** The whole of what a person sees: one screen at a time, by what the machine says. */
export function App({ client }: { client: KioskClient }) {
  const { connection, overview } = useSyncExternalStore(client.state.subscribe, client.state.get);
  useEffect(() => client.start(), [client]);
  const setupWizard = useSetupWizard(client.setupWizard);
  const stands = overview !== null && setupWizard.step !== null;
  useEffect(() => {
    if (stands) client.shown?.();
  }, [client, stands]);

  if (connection === 'login' && client.account) return <LoginScreen login={client.account.login} />;
  if (!overview || setupWizard.step === null) return <ConnectingScreen isLost={connection === 'lost'} />;
  return <MainScreen client={client} opened={overview} setupWizard={setupWizard} />;
}
