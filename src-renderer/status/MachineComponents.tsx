import { useState } from 'react';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { MACHINE_PARTS, troublesOf, type MachinePart, type Trouble } from './problems';
import { Icon, type IconName } from '../ui/Icon';
import { MachinePanel } from './MachinePanel';
import { PartPanel, type Ways } from './ComponentPanel';
import { usePartWords } from './describeComponent';
import './MachineComponents.css';

const ICONS: Record<MachinePart, IconName> = {
  cameras: 'camera',
  store: 'box',
  disk: 'disk',
  temperature: 'thermometer',
  time: 'clock',
  machine: 'info',
};

/** Each part of the machine with its number; the worst trouble in words, in the place of its part. A touch tells more. */
export function MachineParts({ overview, ways }: { overview: Overview; ways: Ways }) {
  const [open, setOpen] = useState<MachinePart | 'all' | null>(null);
  const troubles = troublesOf(overview);
  const close = () => {
    setOpen(null);
  };
  return (
    <>
      <div className={troubles.length > 0 ? 'parts parts-troubled' : 'parts'}>
        {MACHINE_PARTS.map((part) => (
          <Part
            key={part}
            part={part}
            overview={overview}
            troubles={troubles.filter((trouble) => trouble.part === part)}
            isWorst={troubles[0]?.part === part}
            onTouch={() => {
              setOpen(part);
            }}
          />
        ))}
      </div>
      {open === 'all' && <MachinePanel overview={overview} onClose={close} />}
      {open !== null && open !== 'all' && (
        <PartPanel
          part={open}
          overview={overview}
          ways={ways}
          onAll={() => {
            setOpen('all');
          }}
          onClose={close}
        />
      )}
    </>
  );
}

interface PartProps {
  part: MachinePart;
  overview: Overview;
  troubles: readonly Trouble[];
  isWorst: boolean;
  onTouch: () => void;
}

function Part({ part, overview, troubles, isWorst, onTouch }: PartProps) {
  const { words, number, faultWords } = useTranslation();
  const { label, value } = usePartWords(part, overview);
  const [worst] = troubles;
  if (value === null && !worst) return null;
  const tone = worst ? `part-${worst.level}` : '';
  const tell = worst && faultWords(worst.fault);
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
      {tell && (
        <span className={isWorst ? 'part-words' : 'spoken'}>
          {' '}
          <b>{tell.message}</b> {tell.fix}
        </span>
      )}
      {troubles.length > 1 && (
        <span className="part-more">{words.moreTroubles(number(troubles.length - 1))}</span>
      )}
    </button>
  );
}
