import { useCallback, useState } from 'react';
import { asAppError, type Fault } from '#contract/errors';
import type { AccessClient } from '../client/kioskClient';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { PasswordForm } from './PasswordForm';
import { TokenList } from './TokenList';
import './AccessSection.css';

/** Who gets in from elsewhere: the password, the logins, and the tokens of programs. */
export function AccessSection({ access }: { access: AccessClient }) {
  const { messages, describeFault } = useTranslation();
  const [fault, setFault] = useState<Fault | null>(null);
  const [done, setDone] = useState('');
  const onFailed = useCallback((thrown: unknown) => {
    setFault(asAppError(thrown).fault);
  }, []);
  /** Does something, and says at the top how it went; gives whether it went well. */
  const attempt = async (work: () => Promise<void>, success: string): Promise<boolean> => {
    setFault(null);
    setDone('');
    try {
      await work();
      setDone(success);
      return true;
    } catch (thrown) {
      onFailed(thrown);
      return false;
    }
  };
  return (
    <div className="access">
      <div className="access-said">
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <p role="status">{done}</p>
      </div>
      <PasswordForm access={access} attempt={attempt} />
      <section>
        <h3>{messages.logins}</h3>
        <p>{messages.loginsText}</p>
        <button
          type="button"
          className="button"
          onClick={() => void attempt(access.logOutEverywhere, messages.loggedOutEverywhere)}
        >
          {messages.logOutEverywhere}
        </button>
      </section>
      <TokenList access={access} attempt={attempt} onFailed={onFailed} />
    </div>
  );
}
