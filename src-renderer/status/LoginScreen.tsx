import { useState } from 'react';
import { PASSWORD_LENGTH } from '#contract/authApi';
import { asAppError, type Fault } from '#contract/errors';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { Notice } from '../ui/Notice';
import { TypedField } from '../ui/TypedField';
import { useTranslation } from '../ui/useTranslation';
import './LoginScreen.css';

/** Asks for the password: in a browser alone, where the machine wants one. */
export function LoginScreen({ login }: { login: (password: string) => Promise<void> }) {
  const { messages, describeFault } = useTranslation();
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);

  const send = async () => {
    setBusy(true);
    setFault(null);
    try {
      await login(password);
    } catch (thrown) {
      setFault(asAppError(thrown).fault);
      setBusy(false);
    }
  };

  return (
    <main className="gate">
      <LanguageSwitch />
      <form
        className="panel gate-panel"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <h1>{messages.appName}</h1>
        <p>{messages.loginText}</p>
        {/* Password managers keep a password for a name; there is only the one. */}
        <input type="text" name="username" autoComplete="username" value="kiosk" readOnly hidden />
        <TypedField
          label={messages.password}
          name="password"
          autoComplete="current-password"
          value={password}
          maxLength={PASSWORD_LENGTH.most}
          isSecret={!isShown}
          onChange={setPassword}
        />
        <label className="gate-show">
          <input
            type="checkbox"
            checked={isShown}
            onChange={(event) => {
              setShown(event.target.checked);
            }}
          />
          {messages.showPassword}
        </label>
        {fault && <Notice tone="error" {...describeFault(fault)} />}
        <button type="submit" className="button button-main button-wide" disabled={isBusy || password === ''}>
          {isBusy ? messages.loggingIn : messages.login}
        </button>
      </form>
    </main>
  );
}
