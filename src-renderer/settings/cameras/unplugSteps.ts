/** How far somebody is who finds a camera by unplugging it. */
export type UnplugState =
  /** It is to be unplugged; `before` is what is plugged in. */
  | { step: 'unplug'; before: readonly string[]; several: boolean }
  /** It is gone, and to be plugged in again, anywhere. */
  | { step: 'plug-in'; gone: string; left: readonly string[]; several: boolean }
  /** It is back; `moved` at another port. */
  | { step: 'found'; device: string; moved: boolean };

export function startUnplug(devices: readonly string[]): UnplugState {
  return { step: 'unplug', before: devices, several: false };
}

/** The next step, after it was seen which devices are plugged in. More than one that changes leads nowhere: `several`. */
export function nextUnplugState(now: UnplugState, devices: readonly string[]): UnplugState {
  if (now.step === 'found') return now;
  const before = now.step === 'unplug' ? now.before : now.left;
  const gone = before.filter((device) => !devices.includes(device));
  const come = devices.filter((device) => !before.includes(device));
  if (now.step === 'plug-in') {
    const [device] = come;
    if (device === undefined || come.length > 1 || gone.length > 0)
      return { ...now, several: come.length > 1 || gone.length > 0 };
    return { step: 'found', device, moved: device !== now.gone };
  }
  const [first] = gone;
  if (first === undefined) return { step: 'unplug', before: devices, several: false };
  if (gone.length > 1 || come.length > 1) return { ...now, several: true };
  // It was plugged in elsewhere between two looks.
  if (come[0] !== undefined) return { step: 'found', device: come[0], moved: true };
  return { step: 'plug-in', gone: first, left: devices, several: false };
}
