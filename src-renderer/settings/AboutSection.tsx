import type { Overview } from '#contract/useCases';
import type { MachineClient } from '../client/kioskClient';
import { useTranslation } from '../ui/useTranslation';
import { MachineActions } from './MachineActions';
import './AboutSection.css';

interface AboutSectionProps {
  overview: Overview;
  /** Null where what is done with the machine itself is not offered. */
  machine: MachineClient | null;
  /** Leads through the first steps again; null where they are not to be had. */
  onFirstStart: (() => void) | null;
}

/** What this is, and what can be done with the machine that it runs on. */
export function AboutSection({ overview, machine, onFirstStart }: AboutSectionProps) {
  const { words } = useTranslation();
  const { health, store } = overview;
  return (
    <>
      <dl className="about">
        <dt>{words.program}</dt>
        <dd>{words.appName}</dd>
        <dt>{words.version}</dt>
        <dd>{health.version}</dd>
        <dt>{store.kind === 's3' ? words.bucket : words.folder}</dt>
        <dd>{store.place}</dd>
        <dt>{words.font}</dt>
        <dd>Inter, SIL Open Font License 1.1</dd>
      </dl>
      {onFirstStart && (
        <div className="set-up-buttons">
          <button type="button" className="button" onClick={onFirstStart}>
            {words.firstStart.again}
          </button>
        </div>
      )}
      {machine && <MachineActions machine={machine} />}
    </>
  );
}
