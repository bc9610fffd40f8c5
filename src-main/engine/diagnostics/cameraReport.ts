import type { CameraDetails, Finding } from '#contract/diagnostics';
import { resolutionOf, type Settings } from '#contract/settings';
import type { Camera } from '#engine/cameras/camera';
import { usbPortOf } from '#engine/cameras/usbTopology';
import type { ControllerOf } from '#engine/capture/plan';
import type { Processes } from '#engine/platform/processes';
import { found, faultFinding } from './finding';

/** v4l2-ctl takes some 10 ms; this ends one that hangs on a broken device. */
const TIMEOUT_MS = 3000;
/** USB 2's rate in Mbit/s: what is slower carries no pictures of 16 MP. */
const USB_2_MBIT = 480;

export interface CameraReportParts {
  settings: Settings;
  processes: Processes;
  controllerOf: ControllerOf;
}

/** Looks at a camera and at how it is plugged in. */
export async function reportCamera(
  camera: Camera,
  parts: CameraReportParts,
): Promise<{ details: CameraDetails; findings: Finding[] }> {
  const fault = (await camera.fault(true))?.fault ?? null;
  const details = {
    ...NOTHING_KNOWN,
    controller: parts.controllerOf(camera),
    holder: fault?.code === 'CAMERA_BUSY' ? String(fault.parameters.holder) : null,
    ...(!camera.simulated && fault?.code !== 'CAMERA_NOT_FOUND' && (await readDetails(camera, parts))),
  };
  if (fault) return { details, findings: [faultFinding('cameras', fault)] };
  return { details, findings: findingsOf(camera, details, parts.settings) };
}

const NOTHING_KNOWN = {
  ...{ usb_port: null, usb_mbit_per_sec: null, driver: null, model: null, formats: [], controls: {} },
};

async function readDetails(
  { path, controls }: Camera,
  { processes }: CameraReportParts,
): Promise<Partial<CameraDetails>> {
  const ask = async (what: string) => {
    const options = { timeoutMs: TIMEOUT_MS };
    // A camera that can't be asked, and a v4l2-ctl that is missing, are told by other findings.
    const run = await processes.run('v4l2-ctl', ['--device', path, what], options).catch(() => null);
    return run?.code === 0 ? run.stdout.toString('utf8') : '';
  };
  const info = await ask('--info');
  const values = await controls?.read().catch(() => null);
  return {
    ...usbPortOf(path),
    driver: /^\s*Driver name\s*: (.+)$/m.exec(info)?.[1]?.trim() ?? null,
    model: /^\s*Card type\s*: (.+)$/m.exec(info)?.[1]?.trim() ?? null,
    formats: readFormats(await ask('--list-formats-ext')),
    controls: Object.fromEntries(values ?? []),
  };
}

/** The formats in what `v4l2-ctl --list-formats-ext` prints, as `MJPG 4656x3496 10 fps`. */
export function readFormats(text: string): string[] {
  const formats: string[] = [];
  let pixels = '';
  let size = '';
  for (const line of text.split('\n')) {
    pixels = /^\s*\[\d+\]: '(\w+)/.exec(line)?.[1] ?? pixels;
    size = /Size: \w+ (\d+x\d+)/.exec(line)?.[1] ?? size;
    const rate = /\(([\d.]+) fps\)/.exec(line)?.[1];
    if (rate !== undefined) formats.push(`${pixels} ${size} ${Number(rate)} fps`);
  }
  return formats;
}

function findingsOf({ name, simulated }: Camera, details: CameraDetails, settings: Settings): Finding[] {
  if (simulated) return [found('cameras', 'CAMERA_IS_SIMULATED', { camera: name })];
  const findings: Finding[] = [];
  const { formats, usb_mbit_per_sec: speed } = details;
  const size = resolutionOf(settings);
  // Some drivers list nothing: that says nothing of the camera.
  if (formats.length > 0 && !formats.some((format) => format.startsWith(`MJPG ${size} `)))
    findings.push(found('cameras', 'CAMERA_LACKS_SIZE', { camera: name, size }));
  if (speed !== null && speed < USB_2_MBIT)
    findings.push(found('cameras', 'CAMERA_USB_SLOW', { camera: name, speed }));
  return findings.length > 0 ? findings : [found('cameras', 'CAMERA_READY', { camera: name })];
}
