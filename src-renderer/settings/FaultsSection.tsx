import { useCallback, useEffect, useState } from 'react';
import { translateFinding, type Finding } from '#contract/diagnostics';
import { asAppError, type Fault } from '#contract/errors';
import type { KioskClient } from '../client/kioskClient';
import { Icon, type IconName } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { SaveBundle } from './SaveBundle';
import './FaultsSection.css';

const ICONS: Record<Finding['state'], IconName> = { ok: 'check', warning: 'warning', error: 'cross' };
const WORST_FIRST: readonly Finding['state'][] = ['error', 'warning', 'ok'];

/** Looks at the whole machine, and says what is wrong and what to do; all of it can be saved to send it. */
export function FaultsSection({ client }: { client: KioskClient }) {
  const { messages, describeFault } = useTranslation();
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const look = useCallback(() => {
    client.diagnose().then(
      (answer) => {
        setFindings(answer.findings);
      },
      (thrown: unknown) => {
        setFault(asAppError(thrown).fault);
      },
    );
  }, [client]);
  useEffect(look, [look]);
  const isLooking = findings === null && fault === null;
  const problems = findings?.filter(({ state }) => state !== 'ok').length ?? 0;
  const summary = problems === 0 ? messages.noProblems : messages.findingsToSee(String(problems));

  return (
    <>
      <p role="status">{isLooking ? messages.diagnosing : findings && summary}</p>
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      <div className="set-up-buttons">
        <button
          type="button"
          className="button"
          disabled={isLooking}
          onClick={() => {
            setFindings(null);
            setFault(null);
            look();
          }}
        >
          {messages.lookAgain}
        </button>
        {'address' in client.bundle && (
          <a className="button findings-save" href={client.bundle.address} download>
            {messages.bundle}
          </a>
        )}
      </div>
      {'save' in client.bundle && <SaveBundle save={client.bundle.save} />}
      <ul aria-label={messages.sections.faults}>
        {WORST_FIRST.flatMap((severity) => findings?.filter(({ state }) => state === severity) ?? []).map(
          (finding, index) => (
            <Found key={index} finding={finding} />
          ),
        )}
      </ul>
    </>
  );
}

function Found({ finding }: { finding: Finding }) {
  const { messages, language } = useTranslation();
  const { message, fix } = translateFinding(finding, language);
  return (
    <li className={`found found-${finding.state}`}>
      <Icon name={ICONS[finding.state]} />
      <div>
        <span className="found-area">
          {messages.areas[finding.area]}: {messages.findingStates[finding.state]}
        </span>
        <b>{message}</b> {fix}
      </div>
    </li>
  );
}
