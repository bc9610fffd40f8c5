import { Icon } from '../ui/Icon';
import { LanguageSwitch } from '../ui/LanguageSwitch';
import { useTranslation } from '../ui/useTranslation';
import './LoginScreen.css';

/** Until the first overview has come. */
export function ConnectingScreen({ isLost }: { isLost: boolean }) {
  const { words } = useTranslation();
  return (
    <main className="gate">
      <LanguageSwitch />
      <div className="panel gate-panel">
        <h1>{words.appName}</h1>
        {isLost ? (
          <p className="gate-lost" role="alert">
            <Icon name="unplugged" />
            <span>
              <b>{words.connectionLost}</b> {words.reconnecting}
            </span>
          </p>
        ) : (
          <p role="status">{words.connecting}</p>
        )}
      </div>
    </main>
  );
}
