import { useTranslation } from '../ui/useTranslation';
import type { Problem } from './problems';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import './MachineProblems.css';

/** What is wrong and what to do, or that nothing is. */
export function MachineProblems({ problems }: { problems: readonly Problem[] }) {
  const { messages, describeFault } = useTranslation();
  if (problems.length === 0)
    return (
      <p className="machine-well">
        <Icon name="check" />
        {messages.noProblems}
      </p>
    );
  return problems.map(({ level, fault }) => (
    <Notice key={fault.code} tone={level} {...describeFault(fault)} />
  ));
}
