import { cameraNameSchema } from '#contract/cameras';
import { wordsOf, type Language } from '#contract/errors';
import type { Activity } from '#contract/useCases';
import { catalogues } from '#contract/locales/screens';

/** A line of the activity log in words. A fault speaks by the error catalogue, all else by the screens' own. */
export function activityWords({ kind, code, parameters }: Activity, language: Language): string {
  if (code) {
    const { message, fix } = wordsOf({ code, parameters }, language);
    return `${message} ${fix}`;
  }
  const words = catalogues[language];
  const camera = cameraNameSchema.safeParse(parameters.camera).data;
  return words.activities[kind](camera ? { ...parameters, camera: words.cameras[camera] } : parameters);
}
