import { useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { SavedFile } from '#contract/usbExport';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';

/** Writes all that is known of the machine to a USB stick, for who is asked for help. */
export function SaveBundle({ save }: { save: () => Promise<SavedFile> }) {
  const { messages, describeFault } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const begin = async () => {
    setSaving(true);
    setSaved(null);
    setFault(null);
    try {
      setSaved(await save());
    } catch (thrown) {
      setFault(asAppError(thrown).fault);
    }
    setSaving(false);
  };
  return (
    <>
      <div className="set-up-buttons">
        <button type="button" className="button" disabled={isSaving} onClick={() => void begin()}>
          <Icon name="disk" />
          {messages.bundleToStick}
        </button>
      </div>
      <p className="findings-hint" role="status">
        {isSaving && messages.bundleSaving}
        {saved &&
          `${messages.bundleSaved(saved.file, saved.stick)} ${messages.usbExport.releases[saved.safe_to_pull]}`}
        {!isSaving && !saved && !fault && messages.bundleHint}
      </p>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
    </>
  );
}
