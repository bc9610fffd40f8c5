import { CAMERA_NAMES } from '#contract/cameras';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { problemsOf } from './problems';
import { ActivityLog } from './ActivityLog';
import { CloseButton } from '../ui/CloseButton';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { MachineProblems } from './MachineProblems';
import './MachinePanel.css';

/** All of how the machine is: what is wrong and what to do, its numbers, and what happened. */
export function MachinePanel({ overview, onClose }: { overview: Overview; onClose: () => void }) {
  const { messages, number, diskSpace, temperature } = useTranslation();
  const { health, store, waiting_sessions: waiting, temperature_c: degrees, activity } = overview;
  return (
    <Dialog title={messages.machine} onClose={onClose}>
      <div className="machine">
        <MachineProblems problems={problemsOf(overview)} />
        <dl className="machine-facts">
          <div>
            <dt>{messages.camerasLabel}</dt>
            {CAMERA_NAMES.map((name) => (
              <dd key={name} className={health.cameras[name] ? 'machine-good' : 'machine-bad'}>
                <Icon name={health.cameras[name] ? 'check' : 'cross'} />
                {messages.cameras[name]}{' '}
                <span className="spoken">
                  {health.cameras[name] ? messages.cameraReady : messages.cameraMissing}
                </span>
              </dd>
            ))}
          </div>
          <Fact label={store.kind === 's3' ? messages.bucket : messages.folder} value={store.place} />
          <Fact
            label={messages.waiting}
            value={waiting === 0 ? messages.nothingWaits : messages.waitingSessions(waiting, number(waiting))}
          />
          <Fact label={messages.freeDisk} value={diskSpace(health.disk_free_mb)} />
          {degrees !== null && <Fact label={messages.temperature} value={temperature(degrees)} />}
          <Fact label={messages.version} value={health.version} />
        </dl>
        <h3 className="label">{messages.activity}</h3>
        <ActivityLog activity={activity} />
        <CloseButton onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
