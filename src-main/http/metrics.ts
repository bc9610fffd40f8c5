import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CAMERA_NAMES } from '#contract/cameras';
import type { Fault } from '#contract/errors';
import type { Session } from '#contract/session';
import type { Engine } from '#engine/engine';

const PREFIX = 'goat_capture_';
const BYTES_PER_MB = 1e6;
/** The event loop is looked at every so many ms: more often would keep a Pi's processor from resting. */
const EVENT_LOOP_PRECISION_MS = 100;
/** Bounds, in seconds, of how far the distance of two pictures may be from the wanted one; a capture allows 0.1. */
const SPACING_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
/** Bounds in seconds; the seed's captures take 21, 42 or 63. */
const DURATION_BUCKETS = [5, 10, 20, 25, 30, 45, 60, 75, 90];

/** What the metrics are told by. */
type Source = Pick<
  Engine,
  'health' | 'queue' | 'machineHealth' | 'requiredDiskMb' | 'onCaptureEnd' | 'onUploadEnd'
>;

/** `GET /metrics`: how the machine does, for Prometheus. Counters begin with the program. */
export function serveMetrics(engine: Source): RequestHandler {
  const register = new Registry();
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });
  countCaptures(engine, register);
  countUploads(engine, register);
  const setGauges = makeGauges(register);
  return async (_request, response) => {
    await setGauges(engine);
    response.type(register.contentType).send(await register.metrics());
  };
}

function countCaptures(engine: Source, register: Registry): void {
  const registers = [register];
  const captures = new Counter({
    ...{ name: `${PREFIX}captures_total`, help: 'Captures that have ended.', registers },
    labelNames: ['outcome', 'test'],
  });
  const failures = new Counter({
    ...{ name: `${PREFIX}capture_failures_total`, help: 'Captures that failed, by error code.', registers },
    labelNames: ['code'],
  });
  const duration = new Histogram({
    ...{ name: `${PREFIX}capture_duration_seconds`, help: 'How long captures take that go well.', registers },
    buckets: DURATION_BUCKETS,
  });
  const spacing = new Histogram({
    name: `${PREFIX}frame_spacing_error_seconds`,
    help: "By how much two pictures in a row are nearer or farther apart than wanted, by the camera's clock.",
    ...{ labelNames: ['camera'], buckets: SPACING_BUCKETS, registers },
  });
  engine.onCaptureEnd((session) => {
    const outcome = session.state === 'failed' || session.state === 'cancelled' ? session.state : 'captured';
    captures.inc({ outcome, test: String(session.isTest) });
    if (outcome === 'failed' && session.fault) failures.inc({ code: session.fault.code });
    if (outcome !== 'captured') return;
    if (session.durationSec !== null) duration.observe(session.durationSec);
    for (const camera of CAMERA_NAMES)
      for (const error of spacingErrorsSec(session, camera)) spacing.observe({ camera }, error);
  });
}

function spacingErrorsSec({ cameras, captureFps }: Session, camera: keyof Session['cameras']): number[] {
  const seconds = cameras[camera].pictures.map(({ timestampUs }) => timestampUs / 1e6);
  return seconds.slice(1).map((second, index) => Math.abs(second - (seconds[index] ?? 0) - 1 / captureFps));
}

function countUploads(engine: Source, register: Registry): void {
  const registers = [register];
  const uploads = new Counter({
    ...{ name: `${PREFIX}uploads_total`, help: 'Captures that the store has confirmed.', registers },
  });
  const bytes = new Counter({
    ...{ name: `${PREFIX}uploaded_bytes_total`, help: 'Bytes of those captures in the store.', registers },
  });
  const failures = new Counter({
    ...{
      name: `${PREFIX}upload_failures_total`,
      help: 'Tries to upload that failed, by error code.',
      registers,
    },
    labelNames: ['code'],
  });
  engine.onUploadEnd((session: Session, fault: Fault | null) => {
    if (fault) failures.inc({ code: fault.code });
    // A session that is there already may fail to have its data corrected.
    if (fault || session.state !== 'uploaded') return;
    uploads.inc();
    bytes.inc(session.stored.reduce((sum, stored) => sum + stored.bytes, 0));
  });
}

/** What is looked at when somebody asks. */
function makeGauges(register: Registry): (engine: Source) => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `${PREFIX}${name}`, help, labelNames, registers: [register] });
  const info = gauge('info', 'Always 1; the version of the program.', ['version']);
  const recording = gauge('recording', '1 while a capture runs.');
  const ready = gauge('camera_ready', '1 where the camera can be used.', ['camera']);
  const diskFree = gauge('disk_free_bytes', 'Free space where the captures are kept.');
  const diskNeeded = gauge('disk_required_bytes', 'Free space that the next capture needs.');
  const sessions = gauge('queue_sessions', 'Captures on their way to the store.', ['state']);
  const queueBytes = gauge('queue_bytes', 'Bytes of captures that the store has not confirmed.');
  const rate = gauge('upload_bytes_per_second', 'What goes to the store, over the last twenty seconds.');
  const temperature = gauge(
    'temperature_celsius',
    "The processor's temperature; missing where none is told.",
  );
  const memory = gauge('memory_bytes', "The machine's memory.");
  const available = gauge('memory_available_bytes', 'Memory that programs could still take.');
  return async (engine) => {
    const [health, machine] = await Promise.all([engine.health(), engine.machineHealth()]);
    const queue = engine.queue();
    info.set({ version: health.version }, 1);
    recording.set(Number(health.recording_active));
    for (const camera of CAMERA_NAMES) ready.set({ camera }, Number(health.cameras[camera]));
    diskFree.set(health.disk_free_mb * BYTES_PER_MB);
    diskNeeded.set(engine.requiredDiskMb() * BYTES_PER_MB);
    for (const state of ['waiting', 'sending', 'in_review', 'needs_attention'] as const)
      sessions.set({ state }, queue[state]);
    queueBytes.set(queue.bytes_waiting);
    rate.set(queue.bytes_per_second);
    temperature.remove();
    if (machine.temperatureC !== null) temperature.set(machine.temperatureC);
    memory.set(machine.memoryBytes);
    available.set(machine.memoryAvailableBytes);
  };
}
