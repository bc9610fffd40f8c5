import type { DiagnosticsAnswer, HealthAnswer } from '#contract/captureApi';
import { CAMERA_NAMES, forEachCamera } from '#contract/cameras';
import { appError, translateFault, type Fault } from '#contract/errors';
import { resolutionOf, type Settings } from '#contract/settings';
import { ofEach } from '#engine/cameras/camera';
import type { ConcurrencyLimits } from '#engine/capture/concurrencyLimit';
import { limitsOf, planSteps, type ControllerOf } from '#engine/capture/plan';
import { freeMb, requiredMb } from '#engine/machine/diskSpace';
import { readMachineHealth, type MachineHealth } from '#engine/machine/machineHealth';
import { heatFaults } from '#engine/machine/machineFaults';
import { LEGACY_SERVICE } from '#engine/machine/legacyServer';
import type { PreconditionParts } from '#engine/capture/preconditions';

export interface HealthParts extends PreconditionParts {
  version: string;
}

/**
 * The answer of `/health`: quick, and without looking into other processes.
 * @param watched what is wrong with the machine's power and clock, and with sessions on the disk.
 */
export async function healthOf(
  parts: HealthParts,
  recordingActive: boolean,
  watched: readonly Fault[],
): Promise<HealthAnswer> {
  const { cameras, settings, dataDir, version, spool } = parts;
  const ready = await ofEach(async (name) => (await cameras[name].fault(false)) === null);
  const free = await freeMb(dataDir);
  const machine = await readMachineHealth();
  const fine = CAMERA_NAMES.every((name) => ready[name]) && free >= requiredMb(settings, spool);
  return {
    status: fine ? 'ok' : 'degraded',
    cameras: ready,
    disk_free_mb: free,
    recording_active: recordingActive,
    simulated: CAMERA_NAMES.some((name) => cameras[name].simulated),
    version,
    warnings: warningsOf(settings, machine, watched).map((fault) => translateFault(fault, 'en').message),
  };
}

/**
 * What should not stay as it is, though nothing fails by it.
 * @param watched what is wrong with the machine's power and clock, and with sessions on the disk.
 */
export function warningsOf(
  { API_AUTH }: Pick<Settings, 'API_AUTH'>,
  { temperatureC, isLegacyServerRunning }: Pick<MachineHealth, 'temperatureC' | 'isLegacyServerRunning'>,
  watched: readonly Fault[],
): Fault[] {
  return [
    ...(isLegacyServerRunning ? [appError('ORIGINAL_RUNS', { service: LEGACY_SERVICE }).fault] : []),
    ...(API_AUTH === 'none' ? [appError('OPEN_TO_ALL', {}).fault] : []),
    ...heatFaults(temperatureC),
    ...watched,
  ];
}

/** The disk and capture parts of `/diagnostics`. */
export async function configurationOf(
  { cameras, settings, dataDir, spool }: HealthParts,
  controllerOf: ControllerOf,
  concurrencyLimits: ConcurrencyLimits,
): Promise<Pick<DiagnosticsAnswer, 'disk' | 'capture_config'>> {
  const free = await freeMb(dataDir);
  const all = Object.values(forEachCamera((name) => cameras[name]));
  const concurrencyLimit = settings.MAX_PARALLEL === 'auto' ? await concurrencyLimits.of(all) : null;
  const steps = planSteps(all, limitsOf(settings.MAX_PARALLEL, concurrencyLimit), controllerOf);
  const required = requiredMb(settings, spool);
  return {
    disk: { ok: free >= required, free_mb: free, required_mb: required },
    capture_config: {
      num_images: settings.NUM_IMAGES,
      capture_fps: settings.CAPTURE_FPS,
      resolution: resolutionOf(settings),
      format: 'MJPEG',
      pipeline: settings.CAPTURE_PIPELINE,
      max_parallel: settings.MAX_PARALLEL,
      plan: steps.map((step) => step.map(({ name }) => name)),
      learned: concurrencyLimit,
    },
  };
}
