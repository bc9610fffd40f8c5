import type { KioskClient } from '../client/kioskClient';
import { useTranslation } from '../ui/useTranslation';
import { StoreSection } from '../settings/StoreSection';

export interface StoreStepProps {
  store: KioskClient['store'];
  isSimulated: boolean;
  isUnsaved: boolean;
  onUnsaved: (isUnsaved: boolean) => void;
  /** Keeps the step that follows, for the restart that a new store needs. */
  keepNext: () => Promise<void>;
}

/** Where pictures go. What is saved holds at once: the program starts again with it, and the next step comes. */
export function StoreStep({ store, isSimulated, isUnsaved, onUnsaved, keepNext }: StoreStepProps) {
  const messages = useTranslation().messages.setupWizard;
  return (
    <>
      {isSimulated && <p>{messages.simulatedStore}</p>}
      {store && (
        <StoreSection
          client={store}
          onUnsaved={onUnsaved}
          onSaved={({ needs_restart: needsRestart }, restart) => {
            if (needsRestart) void keepNext().then(restart);
          }}
        />
      )}
      {isUnsaved && <p role="status">{messages.unsaved}</p>}
    </>
  );
}
