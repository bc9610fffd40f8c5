export const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
export type PadKey = (typeof DIGITS)[number] | '.' | 'delete';

/** How long a number on the pad may get: digits before the point, and after it. */
export interface NumberShape {
  digits: number;
  decimals: number;
}

/** The same lengths that count as a goat number in the contract: whole, from 1, of at most nine digits. */
export const GOAT_NUMBER_SHAPE: NumberShape = { digits: 9, decimals: 0 };
/** No goat weighs a thousand pounds; scales show one decimal. */
export const WEIGHT_SHAPE: NumberShape = { digits: 3, decimals: 1 };

/** The text on the pad after a key; a key that would make no number of that shape changes nothing. */
export function pressKey(text: string, key: PadKey, { digits, decimals }: NumberShape): string {
  if (key === 'delete') return text.slice(0, -1);
  const next = key === '.' && text === '' ? '0.' : text === '0' && key !== '.' ? key : text + key;
  const shape = decimals > 0 ? `^\\d{1,${digits}}(\\.\\d{0,${decimals}})?$` : `^\\d{1,${digits}}$`;
  return new RegExp(shape).test(next) ? next : text;
}

/** True where a digit has no room any more: the number that is meant is a longer one. */
export function isOneTooMany(text: string, key: PadKey, shape: NumberShape): boolean {
  return key !== 'delete' && key !== '.' && text !== '0' && pressKey(text, key, shape) === text;
}

/** The pad's key for a key of a hardware keyboard, if it has one. */
export function padKeyOf(keyboardKey: string): PadKey | undefined {
  if (keyboardKey === 'Backspace') return 'delete';
  if (keyboardKey === ',' || keyboardKey === '.') return '.';
  return DIGITS.find((digit) => digit === keyboardKey);
}
