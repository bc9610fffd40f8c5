import {
  focusRequestSchema,
  type BusTest,
  type CancelAnswer,
  type DiagnosticsAnswer,
  type FocusAnswer,
  type HealthAnswer,
  type RecordAnswer,
  type StatusAnswer,
} from '#contract/captureApi';
import type { CameraName } from '#contract/cameras';
import type { CounterAnswer, QueueAnswer } from '#contract/sessionApi';
import { wordsOf, type Fault } from '#contract/errors';
import type { Overview } from '#contract/useCases';
import type { Session } from '#contract/session';
import { obstacleOf } from '#engine/capture/preconditions';
import { cameraNews } from '#engine/cameras/publishCameraEvents';
import { CameraWatch } from '#engine/cameras/cameraMonitor';
import { CaptureDevices, type CaptureDevicesParts } from '#engine/cameras/captureDevices';
import { setFocusLock } from '#engine/cameras/controls';
import { Previews, type PreviewViewer } from '#engine/cameras/previews';
import { testBus, type BusTestParts } from '#engine/capture/busBenchmark';
import { LearnedLimits } from '#engine/capture/concurrencyLimit';
import { NewestPictures } from '#engine/status/latestPictures';
import { Captures, type CapturesParts } from '#engine/capture/captureService';
import { isoWithOffset, seedTimestamp } from '#engine/platform/clock';
import { Delivery, type DeliveryParts } from '#engine/upload/delivery';
import { makeBundle, type BundleParts } from '#engine/diagnostics/bundle';
import { diagnose } from '#engine/diagnostics/diagnose';
import { requiredMb } from '#engine/machine/diskSpace';
import { configurationOf, healthOf, warningsOf, type HealthParts } from '#engine/diagnostics/health';
import { Machine } from '#engine/machine/machine';
import { MachineWatch, type MachineWatchParts } from '#engine/machine/machineMonitor';
import { readMachineHealth, type MachineHealth } from '#engine/machine/machineHealth';
import { News } from '#engine/status/eventBus';
import { readBody } from '#engine/platform/parseRequestBody';
import { Sessions } from '#engine/sessions/sessionService';
import { recoverSessions } from '#engine/sessions/recovery';
import { StickExport } from '#engine/usb-export/usbExportService';
import { checkCameras } from '#engine/cameras/camera';

/** Sessions that a bundle tells of. */
const BUNDLED_SESSIONS = 50;

export type EngineParts = CapturesParts &
  HealthParts &
  DeliveryParts &
  BusTestParts &
  BundleParts &
  CaptureDevicesParts &
  Pick<MachineWatchParts, 'machinePrograms'>;

/** The product: every use case once, for the API and the kiosk alike. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #news: News;
  readonly #delivery: Delivery;
  readonly #captures: Captures;
  /** What people do with the sessions that are here. */
  readonly sessions: Sessions;
  /** What is copied to USB sticks. */
  readonly sticks: StickExport;
  /** What people do with the machine itself. */
  readonly machine: Machine;
  /** What could be one of the three cameras. */
  readonly devices: CaptureDevices;
  readonly #machineWatch: MachineWatch;
  readonly #cameraWatch: CameraWatch;
  readonly #previews: Previews;
  readonly #newest: NewestPictures;
  #lastBusTest: BusTest | null = null;
  /** What is wrong with the API; the kiosk goes on without it. */
  #apiFault: Fault | null = null;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#news = new News(parts.clock);
    this.#delivery = new Delivery(parts, this.#news);
    this.#previews = new Previews(parts.cameras, parts, parts.controllerOf, () => {
      this.#news.changed();
    });
    this.#newest = new NewestPictures();
    this.#captures = new Captures(parts, this.#delivery, this.#news, this.#previews, this.#newest);
    this.sessions = new Sessions(parts, this.#delivery, this.#news, this.#newest);
    this.sticks = new StickExport({ ...parts, mayGoOn: (signal) => this.#captures.idle(signal) }, this.#news);
    const requireFree = this.requireFree.bind(this);
    this.machine = new Machine({ ...parts, requireFree });
    this.devices = new CaptureDevices(parts, this.#previews, requireFree);
    this.#machineWatch = new MachineWatch(parts, () => {
      this.#news.changed();
    });
    this.#cameraWatch = new CameraWatch(parts.cameras, parts, cameraNews(this.#news, parts.log));
  }

  /** Takes up what an earlier run has left; the spool is open by then. */
  async start(): Promise<void> {
    await recoverSessions(this.#parts.spool);
    await this.#delivery.start();
    await this.#cameraWatch.start();
    this.#news.tell('info', 'started', { version: this.#parts.version });
  }

  /** Ends what runs, in order; what is captured stays queued. */
  async stop(): Promise<void> {
    await this.#cameraWatch.stop();
    await this.#previews.stop();
    await this.#captures.cancel();
    await this.sticks.stop();
    await this.#delivery.stop();
    await this.#parts.processes.stopAll();
  }

  /** Calls back after anything that a screen shows has changed; returns how to end that. */
  onChange(listener: () => void): () => void {
    this.#news.on('change', listener);
    return () => this.#news.off('change', listener);
  }

  /** Calls back with each session whose capture has ended, however. */
  onCaptureEnd(listener: (session: Session) => void): void {
    this.#news.on('capture-end', listener);
  }

  /** Calls back after each try to bring a session to the store; with the fault where it has to wait. */
  onUploadEnd(listener: (session: Session, fault: Fault | null) => void): void {
    this.#news.on('upload-end', listener);
  }

  /**
   * Starts a capture; returns as soon as it runs.
   * @param body the request as it came from outside.
   * @throws AppError CAPTURE_IN_PROGRESS or BUS_TEST_IN_PROGRESS, INVALID_GOAT_ID, INVALID_REQUEST, GOAT_EXISTS,
   * LOW_DISK_SPACE, MISSING_CAMERAS, NO_CAMERAS, in this order; DISK_FULL.
   */
  record(body: unknown, source: Session['source']): Promise<RecordAnswer> {
    return this.#captures.record(body, source);
  }

  /** Ends what is being captured or checked, or measured, with its processes; what is captured already is left alone. */
  cancel(): Promise<CancelAnswer> {
    return this.#captures.cancel();
  }

  /**
   * Locks a camera's focus where it is now, or lets it go; see contract/captureApi.ts.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, CAMERA_CONTROL_MISSING,
   * FFMPEG_MISSING, CAMERA_LOST.
   */
  async setFocus(body: unknown): Promise<FocusAnswer> {
    const { camera, locked } = readBody(focusRequestSchema, body);
    this.#captures.requireFree();
    const { cameras, focusLocks, log } = this.#parts;
    await setFocusLock(cameras[camera], locked);
    log.info({ camera, focus: focusLocks.get(camera) }, locked ? 'the focus is locked' : 'the focus is free');
    this.#news.changed();
    return { status: 'ok', focus_locks: focusLocks.all };
  }

  /** @throws AppError CAPTURE_IN_PROGRESS or BUS_TEST_IN_PROGRESS where something has the cameras. */
  requireFree(): void {
    this.#captures.requireFree();
  }

  /** Shows a camera live, as contract/preview.ts says, until the returned function is called. */
  preview(camera: CameraName, onFrame: PreviewViewer): () => void {
    return this.#previews.watch(camera, onFrame);
  }

  /** Tells on the screen why other machines can't reach this one; null where they can. */
  tellApiFault(fault: Fault | null): void {
    this.#apiFault = fault;
    const { log } = this.#parts;
    if (fault) log.warn({ fault }, wordsOf(fault, 'en').message);
    else log.info('the API listens');
    this.#news.changed();
  }

  /** How the newest session stands. */
  status(): StatusAnswer {
    return this.#news.board.status;
  }

  /** How the queue of sessions that wait for the store stands. */
  queue(): QueueAnswer {
    return this.#delivery.queueInfo();
  }

  /** Tries to send what waits at once, however long the queue would rest. */
  retryQueue(): QueueAnswer {
    this.#delivery.queue.wake();
    this.#news.changed();
    return this.queue();
  }

  /** The next free goat number. */
  counter(): CounterAnswer {
    return { next_goat_number: this.#delivery.numbers.next() };
  }

  /** How the machine stands, quickly. */
  health(): Promise<HealthAnswer> {
    return healthOf(this.#parts, this.#captures.recording, this.#watched);
  }

  /** What of the machine itself matters to captures. */
  machineHealth(): Promise<MachineHealth> {
    return readMachineHealth();
  }

  /** Free space that the next capture needs, in MB. */
  requiredDiskMb(): number {
    return requiredMb(this.#parts.settings, this.#parts.spool);
  }

  /** How the machine stands, with a look at each device and the store. */
  async diagnostics(): Promise<DiagnosticsAnswer> {
    const { clock, cameras, controllerOf } = this.#parts;
    const store = { place: this.#delivery.store.place, examine: () => this.#delivery.examine() };
    const { activity } = this.#news;
    const [checks, diagnosis, configuration] = await Promise.all([
      checkCameras(cameras, true),
      diagnose({ ...this.#parts, store, activity, isBusy: this.#captures.isBusy }),
      configurationOf(this.#parts, controllerOf, new LearnedLimits(this.#parts)),
    ]);
    return {
      timestamp: seedTimestamp(clock.now()),
      cameras: checks,
      ...configuration,
      ...diagnosis,
      bus_test: this.#lastBusTest,
      state: this.status(),
    };
  }

  /**
   * The bytes of a tar.gz with all that somebody needs who is asked for help; no pictures, and no secrets.
   * @throws errors of the file system.
   */
  async bundle(): Promise<Buffer> {
    return makeBundle(await this.diagnostics(), this.sessions.list({ limit: BUNDLED_SESSIONS }), this.#parts);
  }

  /**
   * Measures what the USB bus carries, with the cameras that are ready, and makes `MAX_PARALLEL=auto` go by it; about
   * 45 s with three cameras. Captures are refused meanwhile, and `cancel` ends it.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, NO_CAMERAS, CANCELLED.
   */
  async testBus(): Promise<BusTest> {
    this.#lastBusTest = await this.#captures.testBus((cameras, signal) =>
      testBus(cameras, this.#parts, signal),
    );
    return this.#lastBusTest;
  }

  /** Forgets what `MAX_PARALLEL=auto` has learned: the next session tries all cameras that the plan allows at once. */
  forgetLearnedLimits(): Promise<void> {
    return new LearnedLimits(this.#parts).forget();
  }

  /** All that a screen shows. */
  async overview(): Promise<Overview> {
    const [health, machine, obstacle] = await Promise.all([
      this.health(),
      this.machineHealth(),
      obstacleOf(this.#parts),
    ]);
    const status = this.status();
    const { store, queue, numbers, review } = this.#delivery;
    return {
      now: isoWithOffset(this.#parts.clock.now()),
      health,
      status,
      next_goat_number: numbers.next(),
      store: { kind: store.kind, place: store.place, alert: queue.alert },
      waiting_sessions: queue.waiting.length,
      needs_attention: this.#parts.spool.inState('needs-attention').length,
      sessions_version: this.#parts.spool.version,
      review: review.current,
      images_per_camera: this.#parts.settings.NUM_IMAGES,
      focus_locks: this.#parts.focusLocks.all,
      previews: this.#previews.states,
      newest_pictures: this.#newest.numbers(status.session_id),
      left_ms: this.#captures.leftMs,
      temperature_c: machine.temperatureC,
      obstacle: obstacle?.fault ?? null,
      warnings: [
        ...(this.#apiFault ? [this.#apiFault] : []),
        ...warningsOf(this.#parts.settings, machine, this.#watched),
      ],
      last_capture: this.#news.lastCapture,
      activity: [...this.#news.activity],
    };
  }

  /** What is wrong beside what is asked for each time: what the machine is watched for, and what the spool could not read. */
  get #watched(): Fault[] {
    return [...this.#parts.spool.unreadFaults, ...this.#machineWatch.faults];
  }
}
