import type { Language } from '#contract/errors';

/** A key of one character writes it; `shift`, `accent`, `layer` and `delete` do what they say. */
export type KeyName = string;
export type Layer = 'letters' | 'signs';

const keys = (characters: string): KeyName[] => Array.from(characters);

const DIGITS = keys('1234567890');
const LETTERS: Record<Language, readonly (readonly KeyName[])[]> = {
  en: [DIGITS, keys('qwertyuiop'), keys("asdfghjkl'"), ['shift', ...keys('zxcvbnm-'), 'delete']],
  es: [DIGITS, keys('qwertyuiop'), keys('asdfghjklñ'), ['shift', ...keys('zxcvbnm'), 'accent', 'delete']],
};
const SIGNS: readonly (readonly KeyName[])[] = [
  DIGITS,
  keys('@#&_-+()/*'),
  keys('"\':;!?¡¿=%'),
  [...keys('$€<>[]{}\\'), 'delete'],
];
/** Signs that neither layer has room for stand with the other one's: so that every password can be typed. */
const MORE_SIGNS: readonly KeyName[] = keys('|~^`ü');

/** The rows of keys, but for the last one with the space bar. */
export function keyRows(language: Language, layer: Layer): readonly (readonly KeyName[])[] {
  return layer === 'letters' ? LETTERS[language] : SIGNS;
}

/** The signs to the left and right of the space bar. */
export function besideSpace(layer: Layer): readonly KeyName[] {
  return layer === 'letters' ? [',', '.'] : MORE_SIGNS;
}

/** What is held for the next letter. */
export interface Held {
  shift: boolean;
  accent: boolean;
}

const ACCENTED: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú' };

/** What a key writes with what is held. */
export function written(key: string, { shift, accent }: Held): string {
  const letter = accent ? (ACCENTED[key] ?? key) : key;
  return shift ? letter.toUpperCase() : letter;
}
