import { useState } from 'react';
import type { SessionAnswer } from '#contract/sessionApi';
import type { Fault } from '#contract/errors';
import type { GoatData } from '#contract/goats';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { preferences } from '../ui/preferences';
import { GoatDataFields } from '../ui/GoatDataFields';
import { correctedData, formOf, reduceForm } from '../ui/goatForm';

interface GoatDataCorrectionProps {
  session: SessionAnswer;
  isBusy: boolean;
  /** Why the last try to save went wrong. */
  rejection: Fault | null;
  onSave: (data: GoatData) => void;
  onBack: () => void;
}

/** What is known of a goat, on the form that it was entered on. */
export function GoatDataCorrection({ session, isBusy, rejection, onSave, onBack }: GoatDataCorrectionProps) {
  const { messages, describeFault } = useTranslation();
  // As it was when it was opened: only what is changed here is changed there.
  const [shown] = useState(() => formOf(session.goat_data, preferences.unit.get()));
  const [form, setForm] = useState(shown);
  const isStored = session.uploaded.length > 0;
  return (
    <>
      <header className="sessions-head">
        <button type="button" className="button" onClick={onBack}>
          <Icon name="left" />
          {messages.back}
        </button>
        <h2>{messages.sessions.correctionTitle(session.goat_id)}</h2>
        {isStored && <p>{messages.sessions.correctionText}</p>}
      </header>
      <section className="panel session-correction">
        {rejection && <Notice tone="error" {...describeFault(rejection)} />}
        <div className="data-panel session-fields">
          <GoatDataFields
            form={form}
            onChange={(event) => {
              setForm(reduceForm(form, event));
            }}
          />
        </div>
        <button
          type="button"
          className="button button-main button-wide"
          disabled={isBusy || form === shown}
          onClick={() => {
            onSave(correctedData(session.goat_data, shown, form));
          }}
        >
          <Icon name="check" />
          {messages.sessions.save}
        </button>
      </section>
    </>
  );
}
