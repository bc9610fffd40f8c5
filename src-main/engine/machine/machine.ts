import {
  brightnessRequestSchema,
  timeRequestSchema,
  updateRequestSchema,
  type MachineAnswer,
  type LegacyServerAnswer,
  type TimeZonesAnswer,
  type UpdatesAnswer,
} from '#contract/machine';
import { parseBody } from '#engine/platform/parseRequestBody';
import { readBrightness, setBrightness } from './brightness';
import { readTime, readTimeZones, setTime } from './machineTime';
import { findLegacyServer } from './legacyServer';
import { askSystem } from './systemProgram';
import { findUpdates, installUpdate, type UpdateParts } from './updates';
import { Wifi, type WifiParts } from './wifi';

/** To stop what holds the screen and the cameras takes longest. */
const SYSTEMCTL_LIMIT_MS = 120_000;
/** The package's unit for what only root can do of a migration. */
const MIGRATION_UNIT = 'migrate-to-goat-capture.service';
const OWN_UNIT = 'goat-capture.service';
/** So many ms whoever has set the time zone has to hear that it is done. */
const RESTART_AFTER_MS = 1000;

export interface MachineComponents extends UpdateParts, WifiParts {
  /** Throws while a capture or a bus test runs: nothing here may end it. */
  requireFree: () => void;
  /** Where the machine's file system is mounted. */
  root?: string;
  /** Where sysfs is mounted. */
  sysfs?: string;
}

/**
 * What people do with the machine itself. This program is an ordinary user: the system's own services do it, and the
 * package's polkit rules let this user ask them for just this.
 */
export class Machine {
  readonly #parts: MachineComponents;
  /** What people do with its Wi-Fi. */
  readonly wifi: Wifi;

  constructor(parts: MachineComponents) {
    this.#parts = parts;
    this.wifi = new Wifi(parts);
  }

  /** The machine's clock and its screen. */
  async describe(): Promise<MachineAnswer> {
    const { processes, clock, sysfs } = this.#parts;
    const [time, brightness] = await Promise.all([readTime(processes, clock), readBrightness(sysfs)]);
    return { time, brightness };
  }

  /** The time zones that can be set. @throws AppError SYSTEM_REFUSED, FFMPEG_MISSING. */
  async timeZones(): Promise<TimeZonesAnswer> {
    return { time_zones: await readTimeZones(this.#parts.processes) };
  }

  /**
   * Sets time zone and clock; a new zone holds for this program from its next start on, which comes a second later.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, SYSTEM_REFUSED.
   */
  async setTime(body: unknown): Promise<MachineAnswer> {
    const request = parseBody(timeRequestSchema, body);
    const { processes, requireFree, log } = this.#parts;
    // Pictures are told by the camera's own clock, but a session's times by this one.
    requireFree();
    await setTime(processes, request);
    log.info(request, 'the clock is set');
    if (request.time_zone !== undefined) this.#restartSoon();
    return this.describe();
  }

  /**
   * Sets the brightness of the screen.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, SYSTEM_REFUSED.
   */
  async setBrightness(body: unknown): Promise<MachineAnswer> {
    await setBrightness(parseBody(brightnessRequestSchema, body).percent, this.#parts.sysfs);
    return this.describe();
  }

  /** The newer versions that are on the sticks. */
  async updates(): Promise<UpdatesAnswer> {
    return { updates: await findUpdates(this.#parts) };
  }

  /**
   * Installs a version from a stick; where that goes well, the newer one is started before it returns.
   * @param body the request as it came from outside.
   * @throws AppError INVALID_REQUEST, CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, STICK_GONE, UPDATE_NOT_FIT,
   * UPDATE_NOT_SIGNED, UPDATE_FAILED.
   */
  async update(body: unknown): Promise<void> {
    const request = parseBody(updateRequestSchema, body);
    this.#parts.requireFree();
    this.#parts.log.info(request, 'an update begins');
    await installUpdate(request, this.#parts);
  }

  /** What is there of the original capture server. */
  async legacyServer(): Promise<LegacyServerAnswer> {
    return { original: await findLegacyServer(this.#parts.root) };
  }

  /**
   * Takes over from the original capture server, as `goat-capture migrate` does; where that goes well, this program
   * is started again before it returns.
   * @throws AppError CAPTURE_IN_PROGRESS, BUS_TEST_IN_PROGRESS, SYSTEM_REFUSED.
   */
  migrate(): Promise<void> {
    return this.#systemctl('start', MIGRATION_UNIT);
  }

  /** Starts the machine again. @throws AppError as takeOver. */
  restart(): Promise<void> {
    return this.#systemctl('reboot');
  }

  /** Shuts the machine down, so that its plug can be pulled. @throws AppError as takeOver. */
  shutDown(): Promise<void> {
    return this.#systemctl('poweroff');
  }

  #restartSoon(): void {
    const { clock, log } = this.#parts;
    clock.after(RESTART_AFTER_MS, () => {
      this.#systemctl('restart', '--no-block', OWN_UNIT).catch((error: unknown) => {
        log.error(
          { error },
          'the program could not be started again; the new time zone holds from its next start',
        );
      });
    });
  }

  async #systemctl(...args: string[]): Promise<void> {
    const { processes, log, requireFree } = this.#parts;
    requireFree();
    log.info({ args }, 'the system is asked');
    await askSystem(processes, 'systemctl', ['--no-ask-password', ...args], SYSTEMCTL_LIMIT_MS);
  }
}
