import { ALLOWED_VALUES } from '../../src-main/contract/locales/errors/allowedValues';
import { SETTING_NAMES, settingsSchema } from '../../src-main/contract/settings';
import { markdownTable, markdownText } from './markdown';

/** The table of all settings, in the order of their declaration. */
export function settingsPage(): string {
  const defaults = settingsSchema.parse({});
  const rows = SETTING_NAMES.map((name) => [
    `\`${name}\``,
    showDefault(defaults[name]),
    markdownText(ALLOWED_VALUES.en[name]),
  ]);
  return markdownTable(['Setting', 'Default', 'Value'], rows);
}

function showDefault(value: string | number | readonly string[] | undefined): string {
  const text = value?.toString() ?? '';
  return text === '' ? 'none' : `\`${text}\``;
}
