import { CAMERA_NAMES } from '#contract/cameras';
import type { Overview } from '#contract/useCases';
import type { KioskClient } from '../client/kioskClient';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { CamerasSection } from '../settings/CamerasSection';

interface CamerasStepProps {
  client: KioskClient;
  overview: Overview;
  isLost: boolean;
}

/** True where each camera can be seen. */
export function areAllReady({ health }: Overview): boolean {
  return CAMERA_NAMES.every((name) => health.cameras[name]);
}

/** Whether all three cameras are there, and what to do where one is not. */
export function CamerasStep({ client, overview, isLost }: CamerasStepProps) {
  const { messages, describeFault } = useTranslation();
  const missing = CAMERA_NAMES.filter((name) => !overview.health.cameras[name]);
  const fault = { code: 'MISSING_CAMERAS', parameters: { cameras: missing.join(', ') } } as const;
  return (
    <>
      {missing.length > 0 && <Notice tone="error" {...describeFault(fault)} />}
      <p>{missing.length > 0 ? messages.setupWizard.camerasMissing : messages.setupWizard.camerasReady}</p>
      <CamerasSection client={client} overview={overview} isLost={isLost} />
    </>
  );
}
