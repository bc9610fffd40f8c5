import type { CameraName } from '#contract/cameras';
import type { Note } from '#contract/session';
import { useTranslation } from './useTranslation';

/** What is worth knowing of a picture, or of all of a camera. */
export function NoteWords({ camera, note }: { camera: CameraName; note: Note }) {
  const { words, number } = useTranslation();
  const name = words.cameras[camera];
  const what = note.picture === null ? name : words.picture(name, number(note.picture));
  return <span>{`${what}: ${words.notes[note.kind]}`}</span>;
}
