import type { ReactNode } from 'react';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { ActivityLog } from '../status/ActivityLog';
import { Icon, type IconName } from '../ui/Icon';
import { useTranslation } from '../ui/useTranslation';
import { AboutSection } from './AboutSection';
import { AccessSection } from './AccessSection';
import { CamerasSection } from './CamerasSection';
import { CaptureSection } from './CaptureSection';
import { FaultsSection } from './FaultsSection';
import { PinSection } from './PinSection';
import { RemoteAccessSection } from './RemoteAccessSection';
import { ScreenSection } from './ScreenSection';
import { StoreSection } from './StoreSection';
import { TimeSection } from './TimeSection';
import { WifiSection } from './wifi/WifiSection';
import { hasSection } from '../client/sections';
import './SettingsScreen.css';
import type { SectionName } from '#contract/screens';

interface SettingsScreenProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
  /** The section that is shown. */
  open: SectionName;
  onOpen: (section: SectionName) => void;
  onSetupWizard: (() => void) | null;
  onClose: () => void;
}

/** All that is set up once and then seldom touched, a section at a time. What can't be done from here is not shown. */
export function SettingsScreen({
  client,
  overview,
  isLost,
  open,
  onOpen,
  onSetupWizard,
  onClose,
}: SettingsScreenProps) {
  const { messages } = useTranslation();
  const { pin, remoteAccess, store } = client;
  const letIn = (
    <>
      {remoteAccess && <RemoteAccessSection source={remoteAccess} />}
      <AccessSection access={client.access} />
    </>
  );
  const sections: readonly { name: SectionName; icon: IconName; content: ReactNode }[] = [
    {
      name: 'cameras',
      icon: 'camera',
      content: <CamerasSection client={client} overview={overview} isLost={isLost} />,
    },
    ...(hasSection(client, 'capture')
      ? [
          {
            name: 'capture' as const,
            icon: 'gear' as const,
            content: <CaptureSection client={client.settings} />,
          },
        ]
      : []),
    ...(store
      ? [{ name: 'store' as const, icon: 'disk' as const, content: <StoreSection client={store} /> }]
      : []),
    {
      name: 'screen',
      icon: 'sun',
      content: (
        <ScreenSection isKiosk={pin !== null} clock={hasSection(client, 'time') ? client.clock : null} />
      ),
    },
    ...(hasSection(client, 'time')
      ? [{ name: 'time' as const, icon: 'clock' as const, content: <TimeSection client={client.clock} /> }]
      : []),
    ...(client.wifi
      ? [{ name: 'wifi' as const, icon: 'wifi' as const, content: <WifiSection client={client.wifi} /> }]
      : []),
    ...(hasSection(client, 'remote')
      ? [{ name: 'remote' as const, icon: 'send' as const, content: letIn }]
      : []),
    ...(pin ? [{ name: 'pin' as const, icon: 'lock' as const, content: <PinSection pin={pin} /> }] : []),
    { name: 'faults', icon: 'info', content: <FaultsSection client={client} /> },
    { name: 'log', icon: 'menu', content: <ActivityLog activity={overview.activity} /> },
    {
      name: 'about',
      icon: 'box',
      content: <AboutSection overview={overview} machine={client.machine} onSetupWizard={onSetupWizard} />,
    },
  ];
  const shown = sections.find(({ name }) => name === open);
  return (
    <main className="set-up">
      <nav className="set-up-sections" aria-label={messages.settings}>
        {sections.map(({ name, icon }) => (
          <button
            key={name}
            type="button"
            className={name === open ? 'button set-up-tab set-up-tab-open' : 'button set-up-tab'}
            aria-current={name === open}
            onClick={() => {
              onOpen(name);
            }}
          >
            <Icon name={icon} />
            {messages.sections[name]}
          </button>
        ))}
      </nav>
      <section className="panel set-up-panel" aria-labelledby="set-up-title">
        <header className="set-up-head">
          <h2 id="set-up-title">{messages.sections[open]}</h2>
          <button type="button" className="button button-main" onClick={onClose}>
            <Icon name="check" />
            {messages.closeSettings}
          </button>
        </header>
        {/* It may scroll, so that it can be reached without a pointer too. */}
        <div key={open} className="set-up-content" tabIndex={0} role="group" aria-labelledby="set-up-title">
          {shown?.content}
        </div>
      </section>
    </main>
  );
}
