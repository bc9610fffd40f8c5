import { Icon } from '../ui/Icon';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { useTranslation } from '../ui/useTranslation';
import './LoginScreen.css';

/** Until the first overview has come. */
export function ConnectingScreen({ isLost }: { isLost: boolean }) {
  const { messages } = useTranslation();
  return (
    <main className="gate">
      <LanguageSwitch />
      <div className="panel gate-panel">
        <h1>{messages.appName}</h1>
        {isLost ? (
          <p className="gate-lost" role="alert">
            <Icon name="unplugged" />
            <span>
              <b>{messages.connectionLost}</b> {messages.reconnecting}
            </span>
          </p>
        ) : (
          <p role="status">{messages.connecting}</p>
        )}
      </div>
    </main>
  );
}
