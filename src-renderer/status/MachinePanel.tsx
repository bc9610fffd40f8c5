import { CAMERA_NAMES } from '#contract/cameras';
import type { Overview } from '#contract/useCases';
import { useTranslation } from '../ui/useTranslation';
import { troublesOf } from './problems';
import { ActivityLog } from './ActivityLog';
import { CloseButton } from '../ui/CloseButton';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import { MachineTroubles } from './MachineProblems';
import './MachinePanel.css';

/** All of how the machine is: what is wrong and what to do, its numbers, and what happened. */
export function MachinePanel({ overview, onClose }: { overview: Overview; onClose: () => void }) {
  const { words, number, diskSpace, temperature } = useTranslation();
  const { health, store, waiting_sessions: waiting, temperature_c: degrees, activity } = overview;
  return (
    <Dialog title={words.machine} onClose={onClose}>
      <div className="machine">
        <MachineTroubles troubles={troublesOf(overview)} />
        <dl className="machine-facts">
          <div>
            <dt>{words.camerasLabel}</dt>
            {CAMERA_NAMES.map((name) => (
              <dd key={name} className={health.cameras[name] ? 'machine-good' : 'machine-bad'}>
                <Icon name={health.cameras[name] ? 'check' : 'cross'} />
                {words.cameras[name]}{' '}
                <span className="spoken">
                  {health.cameras[name] ? words.cameraReady : words.cameraMissing}
                </span>
              </dd>
            ))}
          </div>
          <Fact label={store.kind === 's3' ? words.bucket : words.folder} value={store.place} />
          <Fact
            label={words.waiting}
            value={waiting === 0 ? words.nothingWaits : words.waitingSessions(waiting, number(waiting))}
          />
          <Fact label={words.freeDisk} value={diskSpace(health.disk_free_mb)} />
          {degrees !== null && <Fact label={words.temperature} value={temperature(degrees)} />}
          <Fact label={words.version} value={health.version} />
        </dl>
        <h3 className="label">{words.activity}</h3>
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
