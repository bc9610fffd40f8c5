import type { SectionName } from '#contract/screens';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { PinGate } from './PinGate';
import { SettingsScreen } from './SettingsScreen';

interface ProtectedSettingsProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
  /** The section that is shown. */
  open: SectionName;
  onOpen: (section: SectionName) => void;
  /** Leads through the first steps again; null where they are not to be had. */
  onSetupWizard: (() => void) | null;
  onClose: () => void;
}

/** Set up, for who knows the PIN: in a browser the password has been asked before. */
export function ProtectedSettings({ client, onClose, ...screen }: ProtectedSettingsProps) {
  const { pin } = client;
  const leave = () => {
    // Where it can't be told, it closes by itself after a while.
    pin?.lock().catch(() => undefined);
    onClose();
  };
  return (
    <PinGate pin={pin} onClose={onClose}>
      <SettingsScreen client={client} onClose={leave} {...screen} />
    </PinGate>
  );
}
