import type { ErrorCode } from '#contract/errors';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { problemsOf, type MachineComponent } from './problems';
import { CloseButton } from '../ui/CloseButton';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { MachineProblems } from './MachineProblems';
import { useComponentDescription } from './describeComponent';
import './ComponentPanel.css';
import type { SectionName } from '#contract/screens';

/** Where a person can go to see to something. */
export interface Navigation {
  /** What was captured, and the queue. */
  onSessions: () => void;
  onUsbExport: () => void;
  /** Opens Set up at a section; null where that can't be had now. */
  settingsAt: (section: SectionName) => (() => void) | null;
}

interface ComponentPanelProps {
  component: MachineComponent;
  overview: Overview;
  navigation: Navigation;
  /** Shows how all of the machine is. */
  onAll: () => void;
  onClose: () => void;
}

const SECTIONS: Partial<Record<MachineComponent, SectionName>> = {
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
export function ComponentPanel({
  component: part,
  overview,
  navigation,
  onAll,
  onClose,
}: ComponentPanelProps) {
  const { messages, dayAndTime } = useTranslation();
  const { label, value } = useComponentDescription(part, overview);
  const problems = problemsOf(overview).filter((problem) => problem.component === part);
  const fault = problems[0]?.fault;
  const section = (fault && SECTION_OF_FAULT[fault.code]) ?? SECTIONS[part];
  const onSettings = section === undefined ? null : navigation.settingsAt(section);
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
        <MachineProblems problems={problems} />
        <div className="part-panel-ways">
          {(part === 'store' || part === 'disk') && (
            <>
              {way(messages.sessions.title, navigation.onSessions)}
              {way(messages.usbExport.title, navigation.onUsbExport)}
            </>
          )}
          {section && onSettings && way(messages.settingsAt(messages.sections[section]), onSettings, 'gear')}
          <button type="button" className="button" onClick={onAll}>
            {messages.machine}
          </button>
          <CloseButton onClose={onClose} />
        </div>
      </div>
    </Dialog>
  );
}
