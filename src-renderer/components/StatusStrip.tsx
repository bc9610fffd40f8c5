import { useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Overview } from '../../src-main/contract/kiosk';
import { troublesOf } from '../troubles';
import { useTranslation } from '../i18n/useTranslation';
import { Icon, type IconName } from './Icon';
import { MachinePanel } from './MachinePanel';
import './StatusStrip.css';

interface StatusStripProps {
  overview: Overview;
  isLost: boolean;
  /** Shows what was captured, and how the queue stands. */
  onQueue: () => void;
  /** The buttons at its end. */
  children: ReactNode;
}

/** How the machine is, at a glance: its numbers, and in words what is wrong. Old news is not shown while the connection is lost. */
export function StatusStrip({ overview, isLost, onQueue, children }: StatusStripProps) {
  const { words } = useTranslation();
  const { simulated } = overview.health;
  return (
    <header className="strip">
      <h1 className="strip-name">{words.appName}</h1>
      {isLost ? (
        <Lost />
      ) : (
        <div className="strip-machine">
          {simulated && (
            <p className="strip-simulated">
              <b>{words.simulated}</b>
              <span>{words.simulatedHint}</span>
            </p>
          )}
          <Queue overview={overview} onTouch={onQueue} />
          <Machine overview={overview} />
        </div>
      )}
      <div className="strip-buttons">{children}</div>
    </header>
  );
}

function Lost() {
  const { words } = useTranslation();
  return (
    <p className="strip-lost" role="alert">
      <Icon name="unplugged" />
      <span>
        <b>{words.connectionLost}</b> {words.reconnecting}
      </span>
    </p>
  );
}

/** What waits for the store. */
function Queue({ overview, onTouch }: { overview: Overview; onTouch: () => void }) {
  const { words, number } = useTranslation();
  const { waiting_sessions: waiting } = overview;
  return (
    <button type="button" className="strip-queue" onClick={onTouch}>
      <Fact
        icon="send"
        label={words.waiting}
        value={waiting === 0 ? words.nothingWaits : words.waitingSessions(waiting, number(waiting))}
      />
    </button>
  );
}

/** A touch on the numbers, or on what is wrong, tells more. */
function Machine({ overview }: { overview: Overview }) {
  const { words, diskSpace, temperature, clockTime } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const minute = useMinute();
  const { health, store, temperature_c: degrees } = overview;
  const troubles = troublesOf(overview);
  return (
    <>
      <button
        type="button"
        className={`strip-state strip-state-${troubles[0]?.level ?? 'well'}`}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <span className="strip-facts">
          <Fact icon="box" label={store.kind === 's3' ? words.bucket : words.folder} value={store.place} />
          <Fact icon="disk" label={words.freeDisk} value={diskSpace(health.disk_free_mb)} />
          {degrees !== null && (
            <Fact icon="thermometer" label={words.temperature} value={temperature(degrees)} />
          )}
          <Fact icon="clock" label={words.clock} value={clockTime(minute)} />
        </span>
        <Troubles overview={overview} />
      </button>
      {isOpen && (
        <MachinePanel
          overview={overview}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function Fact({ icon, label, value }: { icon: IconName; label: string; value: string }) {
  return (
    <span className="strip-fact">
      <Icon name={icon} />
      <span className="spoken">{label}: </span>
      <b>{value}</b>
    </span>
  );
}

/** The worst trouble in words, and how many more there are. */
function Troubles({ overview }: { overview: Overview }) {
  const { words, number, faultWords } = useTranslation();
  const [worst, ...others] = troublesOf(overview);
  if (!worst) return null;
  const { message, fix } = faultWords(worst.fault);
  return (
    <span className="strip-trouble">
      <Icon name="warning" />
      <span className="strip-words">
        <b>{message}</b> {fix}
      </span>
      {others.length > 0 && <span className="strip-more">{words.moreTroubles(number(others.length))}</span>}
    </span>
  );
}

const MINUTE_MS = 60_000;

/** The time in ms since 1970, changing with each minute. */
function useMinute(): number {
  return useSyncExternalStore(subscribeToMinutes, () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
}

function subscribeToMinutes(onTick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    timer = setTimeout(
      () => {
        onTick();
        wait();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS),
    );
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
}
