import { cameraNameSchema } from '#contract/cameras';
import { translateFault, type Language } from '#contract/errors';
import type { Activity } from '#contract/useCases';
import { locales } from '#contract/locales/screens';

/** A line of the activity log in words. A fault speaks by the error catalogue, all else by the screens' own. */
export function describeActivity({ kind, code, parameters }: Activity, language: Language): string {
  if (code) {
    const { message, fix } = translateFault({ code, parameters }, language);
    return `${message} ${fix}`;
  }
  const messages = locales[language];
  const camera = cameraNameSchema.safeParse(parameters.camera).data;
  return messages.activities[kind](camera ? { ...parameters, camera: messages.cameras[camera] } : parameters);
}
