/** What a person chose for this screen; kept in the browser's or the kiosk's own storage. */
const KEYS = { language: 'goat-capture.language', unit: 'goat-capture.unit' } as const;

/** The kept choice where it is one of those allowed, else undefined. */
export function readPreference<T extends string>(
  name: keyof typeof KEYS,
  allowed: readonly T[],
): T | undefined {
  const kept = window.localStorage.getItem(KEYS[name]);
  return allowed.find((choice) => choice === kept);
}

/** Keeps a choice. */
export function keepPreference(name: keyof typeof KEYS, choice: string): void {
  window.localStorage.setItem(KEYS[name], choice);
}
