import { useState } from 'react';
import { PASSWORD_LENGTH } from '#contract/authApi';
import type { AccessClient } from '../client/kioskClient';
import { useTranslation } from '../ui/useTranslation';
import { TypedField } from '../ui/TypedField';

interface PasswordFormProps {
  access: AccessClient;
  attempt: (work: () => Promise<void>, success: string) => Promise<boolean>;
}

/** Changes the password. In a browser the one before is asked for; who sits at the kiosk has no need of it. */
export function PasswordForm({ access, attempt }: PasswordFormProps) {
  const { messages } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const send = async () => {
    if (!(await attempt(() => access.changePassword(next, current), messages.passwordChanged))) return;
    setCurrent('');
    setNext('');
  };
  return (
    <section>
      <h3>{messages.changePassword}</h3>
      <form
        className="access-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {access.wantsCurrentPassword && (
          <TypedField
            label={messages.currentPassword}
            name="current_password"
            autoComplete="current-password"
            value={current}
            maxLength={PASSWORD_LENGTH.most}
            isSecret
            onChange={setCurrent}
          />
        )}
        <TypedField
          label={messages.nextPassword}
          name="new_password"
          autoComplete="new-password"
          value={next}
          maxLength={PASSWORD_LENGTH.most}
          onChange={setNext}
        />
        <p>{messages.passwordRule(String(PASSWORD_LENGTH.least))}</p>
        <button type="submit" className="button" disabled={next.length < PASSWORD_LENGTH.least}>
          {messages.changePassword}
        </button>
      </form>
    </section>
  );
}
