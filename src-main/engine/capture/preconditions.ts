import { recordRequestSchema, type CameraCheck, type RecordRequest } from '#contract/captureApi';
import { CAMERA_NAMES, type CameraName, type PerCamera } from '#contract/cameras';
import { appError, asAppError, type AppError } from '#contract/errors';
import { TEST_ID_PREFIX, type GoatData } from '#contract/goats';
import { checkCameras, type Camera, type Cameras } from '#engine/cameras/camera';
import type { Settings } from '#contract/settings';
import type { Spool } from '#engine/sessions/spool';
import { freeMb, requiredMb } from '#engine/machine/diskSpace';
import type { GoatNumbers } from '#engine/sessions/goatNumbers';

/** What is looked at before a capture starts. */
export interface PreconditionParts {
  settings: Settings;
  cameras: Cameras;
  dataDir: string;
  spool: Spool;
}

/** A capture that may start. */
export interface PreparedCapture {
  goatId: string;
  goatData: GoatData;
  isTest: boolean;
  requireAllCameras: boolean;
  overwrite: boolean;
  /** The cameras that take part, in order. */
  cameras: Camera[];
  missing: CameraName[];
}

/** What a request asks for, with the seed's defaults filled in. */
export type Wanted = Omit<PreparedCapture, 'cameras' | 'missing'>;

/**
 * Reads the body of a request to record.
 * @param now gives the id where none is asked for.
 * @throws AppError INVALID_GOAT_ID or INVALID_REQUEST.
 */
export function readRequest(body: unknown, now: Date): Wanted {
  const parsed = recordRequestSchema.safeParse(body ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.path[0] === 'goat_id') throw appError('INVALID_GOAT_ID', { given: givenId(body) });
    const field = issue?.path.join('.') ?? '';
    throw appError('INVALID_REQUEST', {
      detail: field === '' ? (issue?.message ?? '') : `${field}: ${issue?.message ?? ''}`,
    });
  }
  return withDefaults(parsed.data, now);
}

function withDefaults(request: RecordRequest, now: Date): Wanted {
  const goatId = request.goat_id ?? `goat_${Math.floor(now.getTime() / 1000)}`;
  const forcedTest = goatId.startsWith(TEST_ID_PREFIX);
  const isTest = forcedTest || (request.is_test ?? false);
  return {
    goatId,
    goatData: request.goat_data ?? {},
    isTest,
    // A real capture needs all cameras, whatever is asked for.
    requireAllCameras: !isTest || (!forcedTest && (request.require_all_cameras ?? true)),
    overwrite: request.overwrite ?? false,
  };
}

/** The goat id of a body that was refused, shortened for the answer. */
function givenId(body: unknown): string {
  const given = typeof body === 'object' && body !== null && 'goat_id' in body ? body.goat_id : null;
  return JSON.stringify(given).slice(0, 80);
}

/**
 * Checks whether a capture may start, in the seed's order: the goat's number, the disk, the cameras.
 * @throws AppError GOAT_EXISTS, LOW_DISK_SPACE, MISSING_CAMERAS or NO_CAMERAS.
 */
export async function checkPreconditions(
  wanted: Wanted,
  parts: PreconditionParts,
  numbers: Pick<GoatNumbers, 'has' | 'next'>,
): Promise<PreparedCapture> {
  if (!wanted.isTest && !wanted.overwrite && numbers.has(wanted.goatId)) {
    throw appError(
      'GOAT_EXISTS',
      { goat_id: wanted.goatId },
      { details: { next_goat_number: numbers.next() } },
    );
  }
  await checkDiskSpace(parts);
  const checks = await checkCameras(parts.cameras, true);
  const fault = blockingCameraFault(checks, wanted.requireAllCameras);
  if (fault) throw fault;
  const { available, missing } = partitionCameras(checks);
  return { ...wanted, cameras: available.map((name) => parts.cameras[name]), missing };
}

/**
 * The cameras that are ready, in order.
 * @throws AppError NO_CAMERAS where none is.
 */
export async function readyCameras(cameras: Cameras): Promise<Camera[]> {
  const checks = await checkCameras(cameras, true);
  const fault = blockingCameraFault(checks, false);
  if (fault) throw fault;
  return partitionCameras(checks).available.map((name) => cameras[name]);
}

/** Why a real capture would be refused now, or null; without looking into other processes. */
export async function findBlockingFault(parts: PreconditionParts): Promise<AppError | null> {
  try {
    await checkDiskSpace(parts);
    return blockingCameraFault(await checkCameras(parts.cameras, false), true);
  } catch (error) {
    return asAppError(error);
  }
}

async function checkDiskSpace({ settings, dataDir, spool }: PreconditionParts): Promise<void> {
  const required = requiredMb(settings, spool);
  const free = await freeMb(dataDir);
  if (free < required) throw appError('LOW_DISK_SPACE', { free_mb: free, required_mb: required });
}

function blockingCameraFault(checks: PerCamera<CameraCheck>, requireAllCameras: boolean): AppError | null {
  const { available, missing } = partitionCameras(checks);
  const details = {
    cameras_missing: missing,
    cameras_available: available,
    cameras: checks,
    errors: missing.map((name) => checks[name].error),
    fixes: missing.map((name) => checks[name].fix),
  };
  if (missing.length > 0 && requireAllCameras) {
    return appError('MISSING_CAMERAS', { cameras: missing.join(', ') }, { details });
  }
  return available.length === 0 ? appError('NO_CAMERAS', {}, { details }) : null;
}

function partitionCameras(checks: PerCamera<CameraCheck>): {
  available: CameraName[];
  missing: CameraName[];
} {
  const isReady = (name: CameraName) => checks[name].error === null;
  return { available: CAMERA_NAMES.filter(isReady), missing: CAMERA_NAMES.filter((name) => !isReady(name)) };
}
