import { z } from 'zod';

/** The three views, in the order in which they are captured and uploaded. */
export const CAMERA_NAMES = ['side', 'top', 'front'] as const;

export const cameraNameSchema = z.enum(CAMERA_NAMES);
export type CameraName = z.infer<typeof cameraNameSchema>;

/** One value for each camera. */
export type PerCamera<T> = Record<CameraName, T>;

/** A schema of an object that holds one value for each camera. */
export const perCamera = <S extends z.ZodType>(value: S) =>
  z.object({ side: value, top: value, front: value });

/** Builds one value for each camera, in capture order. */
export function forEachCamera<T>(make: (name: CameraName) => T): PerCamera<T> {
  return { side: make('side'), top: make('top'), front: make('front') };
}
