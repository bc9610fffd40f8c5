import { useTranslation } from '../ui/useTranslation';
import type { Trouble } from './problems';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import './MachineProblems.css';

/** What is wrong and what to do, or that nothing is. */
export function MachineTroubles({ troubles }: { troubles: readonly Trouble[] }) {
  const { words, faultWords } = useTranslation();
  if (troubles.length === 0)
    return (
      <p className="machine-well">
        <Icon name="check" />
        {words.allIsWell}
      </p>
    );
  return troubles.map(({ level, fault }) => <Notice key={fault.code} tone={level} {...faultWords(fault)} />);
}
