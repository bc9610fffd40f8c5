import type { CameraName } from '#contract/cameras';
import type { CaptureWarning } from '#contract/session';
import { useTranslation } from './useTranslation';

/** What is worth knowing of a picture, or of all of a camera. */
export function WarningText({ camera, note }: { camera: CameraName; note: CaptureWarning }) {
  const { messages, number } = useTranslation();
  const name = messages.cameras[camera];
  const what = note.picture === null ? name : messages.picture(name, number(note.picture));
  return <span>{`${what}: ${messages.pictureWarnings[note.kind]}`}</span>;
}
