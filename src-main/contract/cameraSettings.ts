import { z } from 'zod';
import { cameraNameSchema, perCamera } from './cameras';

/** A camera that is plugged in, or a simulated one, whether it is one of the three or not. */
const captureDeviceSchema = z.object({
  /** What CAMERA_SIDE and so on are set to where it is that camera: the same whenever it is plugged in at this port. */
  device: z.string(),
  /** What it calls itself; cameras of one make are alike in it. */
  label: z.string(),
  /** The USB port, as the kernel names it, such as `1-1.2`; null where it hangs on none. */
  usb_port: z.string().nullable(),
  simulated: z.boolean(),
});
export type CaptureDevice = z.infer<typeof captureDeviceSchema>;

/** Which camera is which. */
export const cameraSettingsAnswerSchema = z.object({
  devices: z.array(captureDeviceSchema),
  /** The device of each camera as it holds from the next start on; null where what is set is not plugged in. */
  roles: perCamera(z.string().nullable()),
  /** True where a flag or the environment says which device it is: it can't be changed here. */
  is_fixed: perCamera(z.boolean()),
  /** True where what holds now is not yet the same. */
  needs_restart: z.boolean(),
});
export type CameraSettingsAnswer = z.infer<typeof cameraSettingsAnswerSchema>;

/** Which devices shall be which cameras; those that are not named stay. Each device must open, or nothing is saved. */
export const cameraSettingsRequestSchema = z.object({
  roles: z.partialRecord(cameraNameSchema, z.string().min(1).max(500)),
});
export type CameraSettingsRequest = z.infer<typeof cameraSettingsRequestSchema>;

/** Which device to look through. */
export const snapshotRequestSchema = z.object({ device: z.string().min(1).max(500) });

/** What a device sees: one small JPEG, in base64. */
export const snapshotAnswerSchema = z.object({ jpeg: z.base64() });
export type SnapshotAnswer = z.infer<typeof snapshotAnswerSchema>;
