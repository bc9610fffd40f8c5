import {
  focusRequestSchema,
  type BusBenchmark,
  type CancelAnswer,
  type DiagnosticsAnswer,
  type FocusAnswer,
  type HealthAnswer,
  type RecordAnswer,
  type StatusAnswer,
} from '#contract/captureApi';
import type { CameraName } from '#contract/cameras';
import type { CounterAnswer, QueueAnswer } from '#contract/sessionApi';
import { translateFault, type Fault } from '#contract/errors';
import type { Overview } from '#contract/useCases';
import type { Session } from '#contract/session';
import { publishCameraEvents } from '#engine/cameras/publishCameraEvents';
import { CameraMonitor } from '#engine/cameras/cameraMonitor';
import { CaptureDevices, type CaptureDevicesParts } from '#engine/cameras/captureDevices';
import { setFocusLock } from '#engine/cameras/controls';
import { Previews, type PreviewViewer } from '#engine/cameras/previews';
import { benchmarkBus, type BusBenchmarkOptions } from '#engine/capture/busBenchmark';
import { ConcurrencyLimits } from '#engine/capture/concurrencyLimit';
import { LatestPictures } from '#engine/status/latestPictures';
import { CaptureService, type CaptureServiceOptions } from '#engine/capture/captureService';
import { legacyTimestamp } from '#engine/platform/clock';
import { UploadService, type UploadServiceOptions } from '#engine/upload/uploadService';
import { makeBundle, type BundleParts } from '#engine/diagnostics/bundle';
import { diagnose } from '#engine/diagnostics/diagnose';
import { requiredMb } from '#engine/machine/diskSpace';
import { configurationOf, healthOf, type HealthParts } from '#engine/diagnostics/health';
import { Machine } from '#engine/machine/machine';
import { MachineMonitor, type MachineMonitorOptions } from '#engine/machine/machineMonitor';
import { readMachineHealth, type MachineHealth } from '#engine/machine/machineHealth';
import { EventBus } from '#engine/status/eventBus';
import { parseBody } from '#engine/platform/parseRequestBody';
import { SessionService } from '#engine/sessions/sessionService';
import { recoverSessions } from '#engine/sessions/recovery';
import { UsbExport } from '#engine/usb-export/usbExportService';
import { checkCameras } from '#engine/cameras/camera';
import { makeOverview } from '#engine/diagnostics/overview';

/** Sessions that a bundle tells of. */
const BUNDLED_SESSIONS = 50;

export type EngineParts = CaptureServiceOptions &
  HealthParts &
  UploadServiceOptions &
  BusBenchmarkOptions &
  BundleParts &
  CaptureDevicesParts &
  Pick<MachineMonitorOptions, 'machinePrograms'>;

/** The product: every use case once, for the API and the kiosk alike. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #eventBus: EventBus;
  readonly #uploadService: UploadService;
  readonly #captureService: CaptureService;
  /** What people do with the sessions that are here. */
  readonly sessions: SessionService;
  /** What is copied to USB sticks. */
  readonly usbExport: UsbExport;
  /** What people do with the machine itself. */
  readonly machine: Machine;
  /** What could be one of the three cameras. */
  readonly devices: CaptureDevices;
  readonly #machineMonitor: MachineMonitor;
  readonly #cameraMonitor: CameraMonitor;
  readonly #previews: Previews;
  readonly #latestPictures: LatestPictures;
  #lastBusBenchmark: BusBenchmark | null = null;
  /** What is wrong with the API; the kiosk goes on without it. */
  #apiFault: Fault | null = null;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#eventBus = new EventBus(parts.clock);
    this.#uploadService = new UploadService(parts, this.#eventBus);
    this.#previews = new Previews(parts.cameras, parts, parts.controllerOf, () => {
      this.#eventBus.notifyChanged();
    });
    this.#latestPictures = new LatestPictures();
    this.#captureService = new CaptureService(
      parts,
      this.#uploadService,
      this.#eventBus,
      this.#previews,
      this.#latestPictures,
    );
    this.sessions = new SessionService(parts, this.#uploadService, this.#eventBus, this.#latestPictures);
    this.usbExport = new UsbExport(
      { ...parts, waitUntilIdle: (signal) => this.#captureService.idle(signal) },
      this.#eventBus,
    );
    const requireFree = this.requireFree.bind(this);
    this.machine = new Machine({ ...parts, requireFree });
    this.devices = new CaptureDevices(parts, this.#previews, requireFree);
    this.#machineMonitor = new MachineMonitor(parts, () => {
      this.#eventBus.notifyChanged();
    });
    this.#cameraMonitor = new CameraMonitor(
      parts.cameras,
      parts,
      publishCameraEvents(this.#eventBus, parts.log),
    );
  }

  /** Takes up what an earlier run has left; the spool is open by then. */
  async start(): Promise<void> {
    await recoverSessions(this.#parts.spool);
    await this.#uploadService.start();
    await this.#cameraMonitor.start();
    this.#eventBus.publish('info', 'started', { version: this.#parts.version });
  }

  /** Ends what runs, in order; what is captured stays queued. */
  async stop(): Promise<void> {
    await this.#cameraMonitor.stop();
    await this.#previews.stop();
    await this.#captureService.cancel();
    await this.usbExport.stop();
    await this.#uploadService.stop();
    await this.#parts.processes.stopAll();
  }

  /** Calls back after anything that a screen shows has changed; returns how to end that. */
  onChange(listener: () => void): () => void {
    this.#eventBus.on('change', listener);
    return () => this.#eventBus.off('change', listener);
  }

  /** Calls back with each session whose capture has ended, however. */
  onCaptureEnd(listener: (session: Session) => void): void {
    this.#eventBus.on('capture-end', listener);
  }

  /** Calls back after each try to bring a session to the store; with the fault where it has to wait. */
  onUploadEnd(listener: (session: Session, fault: Fault | null) => void): void {
    this.#eventBus.on('upload-end', listener);
  }

  /**
   * Starts a capture; returns as soon as it runs.
   * @param body the request as it came from outside.
   * @throws AppError CAPTURE_IN_PROGRESS or BUS_TEST_IN_PROGRESS, INVALID_GOAT_ID, INVALID_REQUEST, GOAT_EXISTS,
   * LOW_DISK_SPACE, MISSING_CAMERAS, NO_CAMERAS, in this order; DISK_FULL.
   */
  record(body: unknown, source: Session['source']): Promise<RecordAnswer> {
    return this.#captureService.record(body, source);
  }

  /** Ends what is being captured or checked, or measured, with its processes; what is captured already is left alone. */
  cancel(): Promise<CancelAnswer> {
    return this.#captureService.cancel();
  }

  /**
   * Locks a camera's focus where it is now, or lets it go; see contract/captureApi.ts.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, CAMERA_CONTROL_MISSING,
   * FFMPEG_MISSING, CAMERA_LOST.
   */
  async setFocus(body: unknown): Promise<FocusAnswer> {
    const { camera, locked } = parseBody(focusRequestSchema, body);
    this.#captureService.requireFree();
    const { cameras, focusLocks, log } = this.#parts;
    await setFocusLock(cameras[camera], locked);
    log.info({ camera, focus: focusLocks.get(camera) }, locked ? 'the focus is locked' : 'the focus is free');
    this.#eventBus.notifyChanged();
    return { status: 'ok', focus_locks: focusLocks.all };
  }

  /** @throws AppError CAPTURE_IN_PROGRESS or BUS_TEST_IN_PROGRESS where something has the cameras. */
  requireFree(): void {
    this.#captureService.requireFree();
  }

  /** Shows a camera live, as contract/preview.ts says, until the returned function is called. */
  preview(camera: CameraName, onFrame: PreviewViewer): () => void {
    return this.#previews.watch(camera, onFrame);
  }

  /** Tells on the screen why other machines can't reach this one; null where they can. */
  publishApiFault(fault: Fault | null): void {
    this.#apiFault = fault;
    const { log } = this.#parts;
    if (fault) log.warn({ fault }, translateFault(fault, 'en').message);
    else log.info('the API listens');
    this.#eventBus.notifyChanged();
  }

  /** How the newest session stands. */
  status(): StatusAnswer {
    return this.#eventBus.legacyStatus.status;
  }

  /** How the queue of sessions that wait for the store stands. */
  queue(): QueueAnswer {
    return this.#uploadService.queueInfo();
  }

  /** Tries to send what waits at once, however long the queue would rest. */
  retryQueue(): QueueAnswer {
    this.#uploadService.queue.wake();
    this.#eventBus.notifyChanged();
    return this.queue();
  }

  /** The next free goat number. */
  counter(): CounterAnswer {
    return { next_goat_number: this.#uploadService.numbers.next() };
  }

  /** How the machine stands, quickly. */
  health(): Promise<HealthAnswer> {
    return healthOf(this.#parts, this.#captureService.recording, this.#watchedFaults);
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
    const store = { place: this.#uploadService.store.place, examine: () => this.#uploadService.examine() };
    const { activity } = this.#eventBus;
    const [checks, diagnosis, configuration] = await Promise.all([
      checkCameras(cameras, true),
      diagnose({ ...this.#parts, store, activity, isBusy: this.#captureService.isBusy }),
      configurationOf(this.#parts, controllerOf, new ConcurrencyLimits(this.#parts)),
    ]);
    return {
      timestamp: legacyTimestamp(clock.now()),
      cameras: checks,
      ...configuration,
      ...diagnosis,
      bus_test: this.#lastBusBenchmark,
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
  async benchmarkBus(): Promise<BusBenchmark> {
    this.#lastBusBenchmark = await this.#captureService.benchmarkBus((cameras, signal) =>
      benchmarkBus(cameras, this.#parts, signal),
    );
    return this.#lastBusBenchmark;
  }

  /** Forgets what `MAX_PARALLEL=auto` has learned: the next session tries all cameras that the plan allows at once. */
  clearConcurrencyLimits(): Promise<void> {
    return new ConcurrencyLimits(this.#parts).clear();
  }

  /** All that a screen shows. */
  async overview(): Promise<Overview> {
    const [health, machine] = await Promise.all([this.health(), this.machineHealth()]);
    return makeOverview({
      ...this.#parts,
      health,
      machine,
      uploads: this.#uploadService,
      events: this.#eventBus,
      previews: this.#previews.states,
      latestPictures: this.#latestPictures,
      leftMs: this.#captureService.leftMs,
      apiFault: this.#apiFault,
      watchedFaults: this.#watchedFaults,
    });
  }

  /** What is wrong beside what is asked for each time: what the machine is watched for, and what the spool could not read. */
  get #watchedFaults(): Fault[] {
    return [...this.#parts.spool.unreadFaults, ...this.#machineMonitor.faults];
  }
}
