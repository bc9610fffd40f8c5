import { useState } from 'react';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { MACHINE_COMPONENTS, problemsOf, type MachineComponent, type Problem } from './problems';
import { Icon, type IconName } from '../ui/Icon';
import { MachinePanel } from './MachinePanel';
import { ComponentPanel, type Navigation } from './ComponentPanel';
import { useComponentDescription } from './describeComponent';
import './MachineComponents.css';

const ICONS: Record<MachineComponent, IconName> = {
  cameras: 'camera',
  store: 'box',
  disk: 'disk',
  temperature: 'thermometer',
  time: 'clock',
  machine: 'info',
};

/** Each part of the machine with its number; the worst trouble in words, in the place of its part. A touch tells more. */
export function MachineComponents({ overview, navigation }: { overview: Overview; navigation: Navigation }) {
  const [open, setOpen] = useState<MachineComponent | 'all' | null>(null);
  const problems = problemsOf(overview);
  const close = () => {
    setOpen(null);
  };
  return (
    <>
      <div className={problems.length > 0 ? 'parts parts-troubled' : 'parts'}>
        {MACHINE_COMPONENTS.map((part) => (
          <MachineComponentButton
            key={part}
            component={part}
            overview={overview}
            problems={problems.filter((problem) => problem.component === part)}
            isWorst={problems[0]?.component === part}
            onTouch={() => {
              setOpen(part);
            }}
          />
        ))}
      </div>
      {open === 'all' && <MachinePanel overview={overview} onClose={close} />}
      {open !== null && open !== 'all' && (
        <ComponentPanel
          component={open}
          overview={overview}
          navigation={navigation}
          onAll={() => {
            setOpen('all');
          }}
          onClose={close}
        />
      )}
    </>
  );
}

interface MachineComponentButtonProps {
  component: MachineComponent;
  overview: Overview;
  problems: readonly Problem[];
  isWorst: boolean;
  onTouch: () => void;
}

function MachineComponentButton({
  component: part,
  overview,
  problems,
  isWorst,
  onTouch,
}: MachineComponentButtonProps) {
  const { messages, number, describeFault } = useTranslation();
  const { label, value } = useComponentDescription(part, overview);
  const [worst] = problems;
  if (value === null && !worst) return null;
  const tone = worst ? `part-${worst.level}` : '';
  const description = worst && describeFault(worst.fault);
  return (
    <button
      type="button"
      className={`part part-of-${part} ${tone} ${isWorst ? 'part-worst' : ''}`}
      aria-haspopup="dialog"
      onClick={onTouch}
    >
      <Icon name={worst ? 'warning' : ICONS[part]} />
      <span className="spoken">{label}: </span>
      <b className="part-value">{value ?? label}</b>
      {description && (
        <span className={isWorst ? 'part-words' : 'spoken'}>
          {' '}
          <b>{description.message}</b> {description.fix}
        </span>
      )}
      {problems.length > 1 && (
        <span className="part-more">{messages.moreProblems(number(problems.length - 1))}</span>
      )}
    </button>
  );
}
