import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import type { CameraSettingsAnswer, CameraSettingsRequest } from '#contract/cameraSettings';

/** The device of each camera, as somebody wants it; null where it has none. */
export type Roles = PerCamera<string | null>;

/** Which camera a device is; null where it is none. */
export function roleOf(roles: Roles, device: string): CameraName | null {
  return CAMERA_NAMES.find((name) => roles[name] === device) ?? null;
}

/** Two devices change places; one that was no camera takes the place of the other. */
export function swapped(roles: Roles, one: string, other: string): Roles {
  return forEachCamera((name) => {
    if (roles[name] === one) return other;
    return roles[name] === other ? one : roles[name];
  });
}

/** A device becomes a camera; the device that was it takes the place that is left. */
export function given(roles: Roles, device: string, role: CameraName): Roles {
  const holder = roles[role];
  if (holder !== null) return swapped(roles, device, holder);
  return forEachCamera((name) => {
    if (name === role) return device;
    return roles[name] === device ? null : roles[name];
  });
}

/** What is to be saved, of the cameras that would be another device. */
export function changesOf(
  roles: Roles,
  { roles: before }: CameraSettingsAnswer,
): CameraSettingsRequest['roles'] {
  return Object.fromEntries(
    CAMERA_NAMES.flatMap((name) => {
      const device = roles[name];
      return device === null || device === before[name] ? [] : [[name, device] as const];
    }),
  );
}

/** The camera that has lost its device to another one and needs a new one before anything can be saved; null where none has. */
export function leftWithout(roles: Roles, { roles: before }: CameraSettingsAnswer): CameraName | null {
  return CAMERA_NAMES.find((name) => roles[name] === null && before[name] !== null) ?? null;
}
