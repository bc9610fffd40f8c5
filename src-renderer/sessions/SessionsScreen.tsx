import { useState } from 'react';
import type { Overview } from '#contract/useCases';
import type { KioskClient, KioskState } from '../client/kioskClient';
import { Icon } from '../ui/Icon';
import { useTranslation } from '../ui/useTranslation';
import { QueuePanel } from './QueuePanel';
import { SessionDetail } from './SessionDetail';
import { SessionList, type ListPlace } from './SessionList';
import './SessionsScreen.css';

interface SessionsScreenProps {
  client: KioskClient;
  kiosk: KioskState;
  overview: Overview;
  /** True where the capture screen has something to tell: a capture runs, or one waits for a word. */
  isCaptureWaiting: boolean;
  /** Shows what can be copied to a USB stick. */
  onUsbExport: () => void;
  onBack: () => void;
}

/** What was captured today and before, and the way of it to the store. */
export function SessionsScreen({
  client,
  kiosk,
  overview,
  isCaptureWaiting,
  onUsbExport,
  onBack,
}: SessionsScreenProps) {
  const { messages } = useTranslation();
  const [place, setPlace] = useState<ListPlace>({ filter: 'all', turned: [] });
  const [open, setOpen] = useState<string | null>(null);
  const isLost = kiosk.connection === 'lost';
  // After a loss all is read again, since the machine may have begun to count anew.
  const version = `${kiosk.connection} ${overview.sessions_version}`;
  const second = `${version} ${Math.floor(kiosk.receivedAtMs / 1000)}`;
  const note = isCaptureWaiting && (
    <p className="sessions-capture" role="status">
      <Icon name="camera" />
      {messages.sessions.captureWaits}
    </p>
  );
  return (
    <main className={open === null ? 'sessions-screen' : 'sessions-screen sessions-screen-detail'}>
      {open === null ? (
        <>
          <header className="sessions-head">
            <button type="button" className="button" onClick={onBack}>
              <Icon name="camera" />
              {messages.sessions.backToCapture}
            </button>
            <h2>{messages.sessions.title}</h2>
            {note}
          </header>
          <SessionList
            sessions={client.sessions}
            version={version}
            place={place}
            onMove={setPlace}
            onOpen={setOpen}
          />
          <QueuePanel
            sessions={client.sessions}
            version={second}
            isLost={isLost}
            onAttention={() => {
              setPlace({ filter: 'attention', turned: [] });
            }}
            onUsbExport={onUsbExport}
          />
        </>
      ) : (
        <SessionDetail
          key={open}
          sessions={client.sessions}
          id={open}
          version={version}
          nextGoatNumber={overview.next_goat_number}
          isLost={isLost}
          note={note}
          onBack={() => {
            setOpen(null);
          }}
        />
      )}
    </main>
  );
}
