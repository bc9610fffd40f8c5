import type { CAMERA_STATES, CaptureWarning } from '../../session';
import type { CameraName } from '../../cameras';
import type { DESCRIPTIONS, GRADES } from '../../goats';
import type { Activity, ActivityKind } from '../../useCases';
import type { PreviewState } from '../../preview';
import type { Language } from '../../errors';
import type { SharpnessLabel } from '../../screens';
import type { Theme } from '../../screens';
import type { Stage } from '../../captureApi';
import { enCameras } from './cameras';
import { enClock } from './clock';
import { enSetupWizard } from './setupWizard';
import { enMachine } from './machine';
import { enSessions } from './sessions';
import { enSettings } from './settings';
import { enUsbExport } from './usbExport';
import { enWifi } from './wifi';

/** What a text is told; numbers come already written in the language's form. */
type Parameters = Activity['parameters'];
type Choice = (typeof DESCRIPTIONS | typeof GRADES)[number];
type CameraState = (typeof CAMERA_STATES)[number] | 'idle';

/** All words of the screens in English. The other languages have exactly the same keys. */
export const en = {
  appName: 'Goat Training Capture',
  otherLanguage: 'Español',

  capture: 'CAPTURE',
  test: 'TEST',
  onlyRealData: 'Only for a goat in the pen',
  testHint: 'Keeps no pictures',
  starting: 'Starting…',

  goatNumber: 'Goat number',
  goatNumberIs: (goat: string) => `Goat number: ${goat}`,
  oneLess: 'One less',
  oneMore: 'One more',
  useNextFree: (goat: string) => `Next free: ${goat}`,
  isNextFree: 'Next free number',
  goatData: 'Goat data',
  description: 'Description',
  grade: 'Grade',
  weight: 'Live weight',
  enterWeight: 'Enter weight',
  unit: 'Unit',
  units: { lbs: 'lbs', kg: 'kg' },
  choices: {
    dairy: 'Dairy',
    meat: 'Meat',
    cross: 'Cross',
    reserve: 'Reserve',
    'cab prime': 'CAB prime',
    prime: 'Prime',
    'cab choice': 'CAB choice',
    choice: 'Choice',
    select: 'Select',
    'no roll': 'No roll',
  } satisfies Record<Choice, string> as Record<Choice, string>,

  decimalPoint: '.',
  padDelete: 'Delete',
  tooLong: 'This number is too long.',
  padDone: 'Done',
  showTyped: 'Show',
  hideTyped: 'Hide',
  keyboard: 'Keyboard on the screen',
  keyShift: 'Capital letter',
  keyAccent: 'Accent',
  keySigns: 'Signs',
  keyLetters: 'Letters',
  keySpace: 'space',
  previewStates: {
    off: 'No picture',
    starting: 'Starting…',
    live: 'Live',
    stalled: 'No picture now',
    waiting: 'Waiting its turn',
    paused: 'Paused',
  } satisfies Record<PreviewState, string> as Record<PreviewState, string>,
  back: 'Back',
  close: 'Close',

  goat: (goat: string) => `Goat ${goat}`,
  testRun: 'Test',
  stages: {
    starting: 'Getting ready',
    capturing: 'Taking pictures',
    uploading: 'Sending the pictures',
    checking_s3: 'Checking the picture store',
  } satisfies Record<Stage, string> as Record<Stage, string>,
  cameras: { side: 'Side', top: 'Top', front: 'Front' } satisfies Record<CameraName, string> as Record<
    CameraName,
    string
  >,
  cameraLabel: (camera: string) => `${camera} camera`,
  cameraStates: {
    idle: 'Waiting',
    waiting: 'Waiting its turn',
    recording: 'Taking pictures',
    checking: 'Checking pictures',
    captured: 'Done',
    failed: 'Failed',
    missing: 'Not there',
    cancelled: 'Stopped',
  } satisfies Record<CameraState, string> as Record<CameraState, string>,
  ofImages: (total: string) => `of ${total}`,
  imagesOf: (count: string, total: string) => `${count} of ${total}`,
  secondsLeft: 'Seconds left',
  cancel: 'Cancel',
  cancelHint: 'Hold for one second',
  cancelling: 'Stopping…',

  capturedTitle: (goat: string) => `Goat ${goat} is done`,
  capturedText: (images: string) => `All ${images} pictures are good and safe.`,
  capturedFix: 'The goat may go. The pictures are sent by themselves.',
  capturedSimulatedFix: 'They come from simulated cameras and never go to a bucket.',
  testPassedTitle: 'The test went well',
  testPassedText: (images: string) => `${images} good pictures were taken. None is kept.`,
  testPassedFix: 'The cameras are ready for a goat.',
  failedTitle: (goat: string) => `No pictures of goat ${goat}`,
  testFailedTitle: 'The test failed',
  cancelledTitle: 'Cancelled',
  cancelledText: 'Nothing of this capture is kept.',
  cancelledFix: 'Start again when you are ready.',
  rejectedTitle: 'Not started',
  nextGoat: (goat: string) => `Next goat: ${goat}`,
  backToGoat: (goat: string) => `Back to goat ${goat}`,
  useNextFreeNumber: (goat: string) => `Use next free number ${goat}`,
  retakeGoat: (goat: string) => `Take goat ${goat} anew`,

  keep: 'Keep',
  seconds: (count: string) => `${count} s`,
  retake: 'Retake',
  discard: 'Discard',
  picture: (camera: string, picture: string) => `${camera}, picture ${picture}`,
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  larger: 'Larger',
  smaller: 'Smaller',
  realSize: 'Real size',
  wholePicture: 'Whole picture',
  noPictureThere: 'This picture cannot be shown.',
  pictureWarnings: {
    'picture-replaced': 'was damaged; the next frame stands in for it',
    'tables-added': 'the camera leaves tables out; they were added',
    'unusual-size': 'is much larger or smaller than the others: look at it',
    'recorded-later': 'was recorded alone: USB or memory was too small for more',
    'control-differs': 'a setting of the camera is not as wanted',
  } satisfies Record<CaptureWarning['kind'], string> as Record<CaptureWarning['kind'], string>,

  machine: 'How the machine is',
  noProblems: 'All is well.',
  moreProblems: (count: string) => `${count} more`,
  version: 'Version',
  menu: 'Menu',
  busBenchmark: 'Test the cameras',
  busBenchmarkText:
    'Measures each camera alone, then all together, for about 45 seconds. No picture is kept. Captures then go by what was measured.',
  busBenchmarkRunning: 'Measuring the cameras… This takes about 45 seconds.',
  busBenchmarkStart: 'Start the test',
  busBenchmarkResult: (cameras: string) => `Cameras that can record at once: ${cameras}`,
  busStream: (frames: string, megabytes: string, lost: string) =>
    `${frames} pictures a second, ${megabytes} MB a second, ${lost} lost`,
  languageLabel: 'Language',
  languages: { en: 'English', es: 'Español' } satisfies Record<Language, string> as Record<Language, string>,
  theme: 'Look',
  themes: { bright: 'Bright, for the sun', dark: 'Dark' } satisfies Record<Theme, string> as Record<
    Theme,
    string
  >,
  flash: 'A flash for each second of a capture',
  tick: 'A soft sound for each second of a capture',
  switch: { on: 'On', off: 'Off' },
  note: 'Note',
  addNote: 'Add a note',

  sharpness: { blurred: 'Blurred', fair: 'Fair', sharp: 'Sharp' } satisfies Record<
    SharpnessLabel,
    string
  > as Record<SharpnessLabel, string>,
  camerasLabel: 'Cameras',
  cameraReady: 'ready',
  cameraMissing: 'not ready',
  bucket: 'Bucket',
  folder: 'Folder',
  waiting: 'To send',
  temperature: 'Temperature',
  clock: 'Time',
  waitingSessions: (count: number, written: string) => (count === 1 ? '1 goat' : `${written} goats`),
  nothingWaits: 'Nothing',
  freeDisk: 'Free disk',
  simulated: 'SIMULATED',
  simulatedHint: 'No real cameras',
  connectionLost: 'Connection lost',
  reconnecting: 'Trying again…',
  connecting: 'Connecting…',

  activity: 'Activity',
  noActivity: 'Nothing has happened yet.',
  activities: {
    started: ({ version }) => `Program started, version ${told(version)}`,
    'capture-started': ({ goat_id }) => `Goat ${told(goat_id)}: capture started`,
    'test-started': () => 'Test started',
    'camera-captured': ({ camera, images }) => `${told(camera)} camera: ${told(images)} good pictures`,
    captured: ({ goat_id, images }) => `Goat ${told(goat_id)}: ${told(images)} pictures are safe`,
    'test-passed': ({ images }) => `Test went well: ${told(images)} pictures`,
    uploaded: ({ goat_id }) => `Goat ${told(goat_id)}: pictures are in the store`,
    'upload-waits': ({ goat_id }) => `Goat ${told(goat_id)}: pictures wait to be sent`,
    discarded: ({ goat_id }) => `Goat ${told(goat_id)}: pictures discarded`,
    renumbered: ({ goat_id, was }) => `Goat ${told(was)} is goat ${told(goat_id)} now`,
    'data-corrected': ({ goat_id }) => `Goat ${told(goat_id)}: data corrected`,
    exported: ({ sessions, stick }) => `Goats copied to the stick ${told(stick)}: ${told(sessions)}`,
    delivered: ({ goat_id }) => `Goat ${told(goat_id)}: its stick is delivered`,
    'camera-gone': ({ camera }) => `${told(camera)} camera is gone: check its cable and power`,
    'camera-back': ({ camera }) => `${told(camera)} camera is ready again`,
    fault: () => 'Something went wrong',
  } satisfies ActivityMessages as ActivityMessages,

  sessions: enSessions,
  usbExport: enUsbExport,
  setupWizard: enSetupWizard,
  machineActions: enMachine,
  machineTime: enClock,
  wifi: enWifi,

  loginText: 'The kiosk at the pen shows the password under “Menu”, “Set up”, “Remote access”.',
  password: 'Password',
  showPassword: 'Show password',
  login: 'Log in',
  loggingIn: 'Logging in…',
  logout: 'Log out',

  ...enSettings,
  ...enCameras,
};

type ActivityMessages = Record<ActivityKind, (parameters: Parameters) => string>;

/** What a catalogue of another language must have. */
export type Locale = typeof en;

/** A parameter in a sentence; what was not told leaves a dash. */
export function told(parameter: string | number | undefined): string {
  return parameter === undefined ? '–' : String(parameter);
}
