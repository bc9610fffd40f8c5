import type { ReactNode } from 'react';
import { CAMERA_NAMES } from '../../src-main/contract/cameras';
import type { Overview } from '../../src-main/contract/kiosk';
import { useTranslation } from '../i18n/useTranslation';
import { Icon } from './Icon';
import { LanguageSwitch } from './LanguageSwitch';
import './StatusStrip.css';

interface StatusStripProps {
  overview: Overview;
  isLost: boolean;
  /** The buttons at its end, before the language. */
  children: ReactNode;
}

/** How the machine is, at a glance: cameras, store, what waits, disk. Old news is not shown while the connection is lost. */
export function StatusStrip({ overview, isLost, children }: StatusStripProps) {
  const { words } = useTranslation();
  return (
    <header className="strip">
      <h1 className="strip-name">{words.appName}</h1>
      {isLost ? <Lost /> : <Machine overview={overview} />}
      <div className="strip-buttons">
        {children}
        <LanguageSwitch />
      </div>
    </header>
  );
}

function Lost() {
  const { words } = useTranslation();
  return (
    <p className="strip-lost" role="alert">
      <Icon name="unplugged" />
      <b>{words.connectionLost}</b>
      {words.reconnecting}
    </p>
  );
}

function Machine({ overview: { health, store, waiting_sessions } }: { overview: Overview }) {
  const { words, number, diskSpace } = useTranslation();
  return (
    <dl className="strip-items">
      {health.simulated && (
        <div className="strip-simulated">
          <dt>{words.simulated}</dt>
          <dd>{words.simulatedHint}</dd>
        </div>
      )}
      <Item label={words.camerasLabel} className="strip-cameras">
        {CAMERA_NAMES.map((name) => (
          <span key={name} className={health.cameras[name] ? 'strip-good' : 'strip-bad'}>
            <Icon name={health.cameras[name] ? 'check' : 'cross'} />
            {words.cameras[name]}
            <span className="spoken">{health.cameras[name] ? words.cameraReady : words.cameraMissing}</span>
          </span>
        ))}
      </Item>
      <Item label={store.kind === 's3' ? words.bucket : words.folder}>
        {store.alert ? (
          <span className="strip-bad">
            <Icon name="warning" />
            {words.storeAlert}
          </span>
        ) : (
          <span className="strip-place">{store.place}</span>
        )}
      </Item>
      <Item label={words.waiting}>
        {waiting_sessions === 0
          ? words.nothingWaits
          : words.waitingSessions(waiting_sessions, number(waiting_sessions))}
      </Item>
      <Item label={words.freeDisk}>{diskSpace(health.disk_free_mb)}</Item>
    </dl>
  );
}

function Item({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={className}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
