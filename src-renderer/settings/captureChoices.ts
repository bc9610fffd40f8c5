import type { CaptureChoice } from '#contract/screens';
import type { ChangeableSetting, SettingsAnswer, SettingsRequest } from '#contract/settingsApi';

/** Each of them fits the times that the other settings allow; of the sizes the cameras' own, the largest first. */
export const CAPTURE_CHOICES: readonly { name: CaptureChoice; choices: readonly string[] }[] = [
  { name: 'NUM_IMAGES', choices: ['5', '10', '20', '25'] },
  { name: 'IMAGE_SIZE', choices: ['4656×3496', '2592×1944', '1920×1080', '1280×720'] },
  { name: 'WARMUP_SEC', choices: ['0.5', '1', '2', '3'] },
  { name: 'MAX_PARALLEL', choices: ['auto', '1', '2', '3'] },
  { name: 'REVIEW_SEC', choices: ['0', '10', '30', '60'] },
  { name: 'KEEP_UPLOADED_DAYS', choices: ['0', '1', '7', '30'] },
];

const SIZE = ['IMAGE_WIDTH', 'IMAGE_HEIGHT'] as const;

function settingsOf(name: CaptureChoice): readonly ChangeableSetting[] {
  return name === 'IMAGE_SIZE' ? SIZE : [name];
}

/** What is chosen. */
export function valueOf({ settings }: SettingsAnswer, name: CaptureChoice): string {
  return settingsOf(name)
    .map((setting) => settings[setting].value)
    .join('×');
}

/** True where it can't be chosen here. */
export function isFixed({ settings }: SettingsAnswer, name: CaptureChoice): boolean {
  return settingsOf(name).some((setting) => settings[setting].is_fixed);
}

/** The settings that make a choice hold. */
export function changeTo(name: CaptureChoice, choice: string): SettingsRequest['settings'] {
  const values = choice.split('×');
  return Object.fromEntries(settingsOf(name).map((setting, index) => [setting, values[index] ?? null]));
}
