import type { DiagnosticsAnswer } from '#contract/captureApi';
import { CAMERA_NAMES } from '#contract/cameras';
import { AREAS, type DiagnosticsDetails, type Finding } from '#contract/diagnostics';
import { translateFault, type Fault } from '#contract/errors';
import type { Activity } from '#contract/useCases';
import { warningsOf } from './health';
import { isLegacyServerRunning } from '#engine/machine/legacyServer';
import type { StoreCheckResult } from '#engine/upload/store';
import { reportCamera, type CameraReportParts } from './cameraReport';
import { reportDisk, type DiskReportParts } from './diskReport';
import { faultFinding } from './finding';
import { reportMachine, reportNetwork, reportProgram } from './machineReport';
import { reportStore } from './storeReport';
import { ofEach } from '#engine/cameras/camera';

/** Errors and warnings that are told. */
const MAX_ERRORS = 10;

export interface DiagnoseParts extends CameraReportParts, DiskReportParts {
  activity: readonly Activity[];
  /** True while a capture runs. */
  isBusy: boolean;
  store: { place: string; examine: () => Promise<StoreCheckResult> };
}

/** Looks at all that captures need, and tells what was found and what to do about it. */
export async function diagnose(
  parts: DiagnoseParts,
): Promise<Pick<DiagnosticsAnswer, 'findings' | 'details' | 's3'>> {
  const { cameras, settings, processes, version, store, isBusy, activity } = parts;
  const [ofCameras, disk, examined, machine, program] = await Promise.all([
    ofEach((name) => reportCamera(cameras[name], parts)),
    reportDisk(parts, isBusy),
    store.examine(),
    reportMachine(processes, parts.clock),
    reportProgram(processes, version),
  ]);
  const network = reportNetwork();
  // The report on the machine tells of heat, power and clock.
  const warnings = warningsOf(
    settings,
    { temperatureC: null, isLegacyServerRunning: await isLegacyServerRunning() },
    parts.spool.unreadFaults,
  );
  const inStore = reportStore(examined, store.place);
  const findings = [
    ...CAMERA_NAMES.flatMap((name) => ofCameras[name].findings),
    ...[disk, inStore, network, machine, program].flatMap((report) => report.findings),
    ...warnings.map((fault) => faultFinding('program', fault, 'warning')),
  ];
  const details: DiagnosticsDetails = {
    cameras: {
      side: ofCameras.side.details,
      top: ofCameras.top.details,
      front: ofCameras.front.details,
    },
    disk: disk.details,
    store: inStore.details,
    network: network.details,
    machine: machine.details,
    versions: program.details,
    last_errors: lastErrors(activity),
  };
  const error = examined.fault && translateFault(examined.fault, 'en').message;
  return { findings: inOrder(findings), details, s3: { ok: error === null, bucket: store.place, error } };
}

function inOrder(findings: Finding[]): Finding[] {
  return AREAS.flatMap((area) => findings.filter((finding) => finding.area === area));
}

function lastErrors(activity: readonly Activity[]): DiagnosticsDetails['last_errors'] {
  const faults = activity.flatMap(({ at, code, parameters }): { at: string; fault: Fault }[] =>
    code ? [{ at, fault: { code, parameters } }] : [],
  );
  const newest = faults.slice(-MAX_ERRORS).reverse();
  return newest.map(({ at, fault }) => ({ at, fault, ...translateFault(fault, 'en') }));
}
