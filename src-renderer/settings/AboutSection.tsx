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
  onSetupWizard: (() => void) | null;
}

/** What this is, and what can be done with the machine that it runs on. */
export function AboutSection({ overview, machine, onSetupWizard }: AboutSectionProps) {
  const { messages } = useTranslation();
  const { health, store } = overview;
  return (
    <>
      <dl className="about">
        <dt>{messages.program}</dt>
        <dd>{messages.appName}</dd>
        <dt>{messages.version}</dt>
        <dd>{health.version}</dd>
        <dt>{store.kind === 's3' ? messages.bucket : messages.folder}</dt>
        <dd>{store.place}</dd>
        <dt>{messages.font}</dt>
        <dd>Inter, SIL Open Font License 1.1</dd>
      </dl>
      {onSetupWizard && (
        <div className="set-up-buttons">
          <button type="button" className="button" onClick={onSetupWizard}>
            {messages.setupWizard.again}
          </button>
        </div>
      )}
      {machine && <MachineActions machine={machine} />}
    </>
  );
}
