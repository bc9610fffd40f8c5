import type { ErrorCode } from '#contract/errors';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { troublesOf, type MachinePart } from './problems';
import { CloseButton } from '../ui/CloseButton';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { MachineTroubles } from './MachineProblems';
import { usePartWords } from './describeComponent';
import './ComponentPanel.css';
import type { SectionName } from '#contract/screens';

/** Where a person can go to see to something. */
export interface Ways {
  /** What was captured, and the queue. */
  onSessions: () => void;
  onStick: () => void;
  /** Opens Set up at a section; null where that can't be had now. */
  setUpAt: (section: SectionName) => (() => void) | null;
}

interface PartPanelProps {
  part: MachinePart;
  overview: Overview;
  ways: Ways;
  /** Shows how all of the machine is. */
  onAll: () => void;
  onClose: () => void;
}

const SECTIONS: Partial<Record<MachinePart, SectionName>> = {
  cameras: 'cameras',
  store: 'store',
  temperature: 'faults',
  time: 'time',
  machine: 'faults',
};
/** Where a fault is mended elsewhere than its part. */
const SECTION_OF_FAULT: Partial<Record<ErrorCode, SectionName>> = {
  ORIGINAL_RUNS: 'about',
  OPEN_TO_ALL: 'remote',
};

/** One part of the machine: how it stands, what is wrong with it and what to do, and the ways to where that is done. */
export function PartPanel({ part, overview, ways, onAll, onClose }: PartPanelProps) {
  const { words, dayAndTime } = useTranslation();
  const { label, value } = usePartWords(part, overview);
  const troubles = troublesOf(overview).filter((trouble) => trouble.part === part);
  const fault = troubles[0]?.fault;
  const section = (fault && SECTION_OF_FAULT[fault.code]) ?? SECTIONS[part];
  const onSetUp = section === undefined ? null : ways.setUpAt(section);
  const way = (name: string, go: () => void, icon?: 'gear') => (
    <button
      type="button"
      className="button"
      onClick={() => {
        onClose();
        go();
      }}
    >
      {icon && <Icon name={icon} />}
      {name}
    </button>
  );
  return (
    <Dialog title={label} onClose={onClose}>
      <div className="dialog-long part-panel">
        {value !== null && (
          <p className="part-panel-value">{part === 'time' ? dayAndTime(overview.now) : value}</p>
        )}
        <MachineTroubles troubles={troubles} />
        <div className="part-panel-ways">
          {(part === 'store' || part === 'disk') && (
            <>
              {way(words.sessions.title, ways.onSessions)}
              {way(words.sticks.title, ways.onStick)}
            </>
          )}
          {section && onSetUp && way(words.setUpAt(words.sections[section]), onSetUp, 'gear')}
          <button type="button" className="button" onClick={onAll}>
            {words.machine}
          </button>
          <CloseButton onClose={onClose} />
        </div>
      </div>
    </Dialog>
  );
}
