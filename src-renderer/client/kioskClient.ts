import { z } from 'zod';
import type { CameraName } from '#contract/cameras';
import type { CameraSettingsAnswer, CameraSettingsRequest } from '#contract/cameraSettings';
import type {
  QueueAnswer,
  SessionAction,
  SessionAnswer,
  SessionListAnswer,
  SessionListRequest,
} from '#contract/sessionApi';
import type { NewToken, PinAnswer, TokenInfo } from '#contract/authApi';
import type {
  BusBenchmark,
  DiagnosticsAnswer,
  FocusAnswer,
  RecordAnswer,
  RecordRequest,
} from '#contract/captureApi';
import type { SetupWizardAnswer } from '#contract/setupWizard';
import type { GoatData } from '#contract/goats';
import { AppError, appError, type ErrorAnswer } from '#contract/errors';
import type {
  MachineAnswer,
  LegacyServerAnswer,
  TimeRequest,
  TimeZonesAnswer,
  UpdateRequest,
  UpdatesAnswer,
} from '#contract/machine';
import type { Overview, RemoteAccess } from '#contract/useCases';
import type { SettingsAnswer, SettingsRequest, StoreAnswer, StoreRequest } from '#contract/settingsApi';
import type { SavedFile, UsbExportAnswer } from '#contract/usbExport';
import type { WifiAnswer, WifiJoinRequest } from '#contract/wifi';
import type { Store } from './store';

/** `login`: the machine answers, but wants the password first. */
type Connection = 'connecting' | 'connected' | 'lost' | 'login';

/** What a client knows at this moment. */
export interface KioskState {
  connection: Connection;
  /** The newest snapshot; kept, though old, while the connection is lost. */
  overview: Overview | null;
  /** When the overview arrived, in milliseconds of `performance.now()`. */
  receivedAtMs: number;
  /** True where this browser has logged in, so that it can log out. */
  loggedIn: boolean;
}

export const INITIAL_STATE: KioskState = {
  connection: 'connecting',
  overview: null,
  receivedAtMs: 0,
  loggedIn: false,
};

/** A camera's live pictures: the address of a stream for an image, or frames, of which null says that there is none. */
export type PreviewSource =
  | { readonly address: (camera: CameraName) => string }
  | {
      readonly watch: (
        camera: CameraName,
        onFrame: (jpeg: Uint8Array<ArrayBuffer> | null) => void,
      ) => () => void;
    };

/** The PIN that Set up is behind. */
export interface PinClient {
  readonly read: () => Promise<PinAnswer>;
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly lock: () => Promise<PinAnswer>;
  /** Says that somebody is there, so that it stays open. */
  readonly stayOpen: () => Promise<PinAnswer>;
  /** Sets another one, or none (null). */
  readonly set: (pin: string | null) => Promise<PinAnswer>;
}

/** What can be asked of the sessions that are here, and done to them. */
export interface SessionsClient {
  readonly list: (request: SessionListRequest) => Promise<SessionListAnswer>;
  readonly detail: (id: string) => Promise<SessionAnswer>;
  readonly decide: (id: string, action: SessionAction) => Promise<SessionAnswer>;
  /** Gives a session another goat number; the next free one where none is given. */
  readonly renumber: (id: string, goatId?: string) => Promise<SessionAnswer>;
  /** Corrects the goat data: what is given takes the place of all that was. */
  readonly correct: (id: string, goatData: GoatData) => Promise<SessionAnswer>;
  /** Tries at once to send what waits. */
  readonly retryQueue: () => Promise<QueueAnswer>;
  readonly queue: () => Promise<QueueAnswer>;
}

/** USB sticks at the machine, and what is copied to them. */
export interface UsbExportClient {
  readonly read: () => Promise<UsbExportAnswer>;
  /** Begins to copy what waits to a stick; with `again` also what is on one already. */
  readonly copy: (stick: string, again: boolean) => Promise<UsbExportAnswer>;
  /** Ends the copying. Resolves when the stick may be pulled out. */
  readonly cancel: () => Promise<UsbExportAnswer>;
  /** All that is on sticks has arrived. */
  readonly delivered: () => Promise<UsbExportAnswer>;
}

/** What is set up once, and holds from the next start on. */
export interface SettingsClient<Answer = SettingsAnswer, Changes = SettingsRequest['settings']> {
  readonly read: () => Promise<Answer>;
  readonly save: (changes: Changes) => Promise<Answer>;
  /** Starts the program again, a moment after it has resolved. */
  readonly restart: () => Promise<void>;
}

/** Which camera is which; each is tried before anything is saved. */
export interface CameraSettingsClient extends SettingsClient<
  CameraSettingsAnswer,
  CameraSettingsRequest['roles']
> {
  /** What a device sees now, as a JPEG in base64. */
  readonly snapshot: (device: string) => Promise<string>;
}

/** Who gets in from elsewhere: asked for at the kiosk, and in a browser that has logged in. */
export interface AccessClient {
  /** True where the password before has to be told to change it. */
  readonly wantsCurrentPassword: boolean;
  readonly changePassword: (next: string, current: string) => Promise<void>;
  readonly logOutEverywhere: () => Promise<void>;
  readonly tokens: () => Promise<readonly TokenInfo[]>;
  readonly makeToken: (name: string) => Promise<NewToken>;
  readonly revokeToken: (name: string) => Promise<void>;
}

/** The machine's clock and the brightness of its screen. */
export interface ClockClient {
  readonly read: () => Promise<MachineAnswer>;
  readonly timeZones: () => Promise<TimeZonesAnswer>;
  /** After a change of the zone the program starts again, a second after this has resolved. */
  readonly setTime: (request: TimeRequest) => Promise<MachineAnswer>;
  /** @param percent from 5 to 100. */
  readonly setBrightness: (percent: number) => Promise<MachineAnswer>;
}

/** The machine's Wi-Fi. */
export interface WifiClient {
  /** How it stands; with `rescan` after a look for networks, which takes some seconds. */
  readonly read: (rescan: boolean) => Promise<WifiAnswer>;
  readonly switchOn: () => Promise<WifiAnswer>;
  /** Takes up to two minutes. */
  readonly join: (request: WifiJoinRequest) => Promise<WifiAnswer>;
  readonly forget: (name: string) => Promise<WifiAnswer>;
}

/** What can be done with the machine itself. */
export interface MachineClient {
  readonly legacyServer: () => Promise<LegacyServerAnswer>;
  readonly migrate: () => Promise<void>;
  readonly updates: () => Promise<UpdatesAnswer>;
  /** Where it goes well this program ends meanwhile. */
  readonly update: (request: UpdateRequest) => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly shutDown: () => Promise<void>;
}

/** How far the kiosk has led its first people. */
export interface SetupWizardClient {
  readonly read: () => Promise<SetupWizardAnswer>;
  readonly goTo: (step: SetupWizardAnswer['step']) => Promise<SetupWizardAnswer>;
}

/** The screens' one way to the machine, be it over IPC or over HTTP. Every failed promise carries an AppError. */
export interface KioskClient {
  readonly state: Pick<Store<KioskState>, 'get' | 'subscribe'>;
  /** Begins to follow the overview; the returned function ends that. */
  readonly start: () => () => void;
  /** Tells the machine that the first screen stands; null where it does not wait for that. */
  readonly shown: (() => void) | null;
  /** Starts a capture. Resolves when the overview, too, has it. */
  readonly record: (request: RecordRequest) => Promise<RecordAnswer>;
  /** Ends the running capture. Resolves when the overview, too, has it. */
  readonly cancel: () => Promise<void>;
  /** Measures what the cameras deliver alone and together; `cancel` ends it. */
  readonly benchmarkBus: () => Promise<BusBenchmark>;
  /** Looks at the whole machine; takes some seconds. */
  readonly diagnose: () => Promise<DiagnosticsAnswer>;
  /** All that is known of the machine, for who is asked for help: where a browser gets it, or how the kiosk writes it to a stick. */
  readonly bundle: { readonly address: string } | { readonly save: () => Promise<SavedFile> };
  readonly sessions: SessionsClient;
  readonly usbExport: UsbExportClient;
  readonly preview: PreviewSource;
  /** Keeps a camera's focus where it is now, or lets the camera focus by itself again. */
  readonly focus: (camera: CameraName, locked: boolean) => Promise<FocusAnswer>;
  readonly settings: SettingsClient;
  readonly cameraSettings: CameraSettingsClient;
  /** Where pictures go: set at the kiosk alone, so that its keys never travel over the network. */
  readonly store: SettingsClient<StoreAnswer, StoreRequest> | null;
  /** What keeps Set up for those who know the PIN: at the kiosk alone, where no password is asked. */
  readonly pin: PinClient | null;
  /** What a new kiosk leads through: at the kiosk alone. */
  readonly setupWizard: SetupWizardClient | null;
  readonly access: AccessClient;
  readonly clock: ClockClient;
  /** Set at the kiosk alone: another network can cut off whoever chooses it from elsewhere. */
  readonly wifi: WifiClient | null;
  /** What ends or replaces what runs here: at the kiosk alone, where somebody sees it. */
  readonly machine: MachineClient | null;
  /** How others reach this machine: offered at the kiosk alone. */
  readonly remoteAccess: {
    readonly read: () => Promise<RemoteAccess>;
    readonly newPassword: () => Promise<RemoteAccess>;
  } | null;
  /** Logging in and out: offered in the browser alone. */
  readonly account: {
    readonly login: (password: string) => Promise<void>;
    readonly logout: () => Promise<void>;
  } | null;
}

/** The error behind an error's answer. */
export function answeredError({ error_code, parameters }: ErrorAnswer): AppError {
  return new AppError({ code: error_code, parameters }, {}, undefined);
}

/** The error for a call that got no answer at all. */
export function noConnection(cause: unknown): AppError {
  return appError('CONNECTION_LOST', {}, { cause });
}

/** The error for an answer that the contract does not know. */
export function strangeAnswer(error: z.ZodError): AppError {
  return appError('INTERNAL_ERROR', { detail: z.prettifyError(error) }, { cause: error });
}
