import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#contract/errors';
import { besideSpace, keyRows, written } from '../../../src-renderer/ui/keyboard';

const NOTHING = { shift: false, accent: false };
const LAYERS = ['letters', 'signs'] as const;

describe.each(LANGUAGES)('the keyboard in %s', (language) => {
  const keys = LAYERS.flatMap((layer) => [...keyRows(language, layer).flat(), ...besideSpace(layer)]);

  test('writes every character that a password may have', () => {
    const writable = keys
      .filter((key) => key.length === 1)
      .flatMap((key) => [written(key, NOTHING), written(key, { ...NOTHING, shift: true })]);
    const printable = Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index));
    expect(printable.filter((character) => !writable.includes(character))).toEqual([]);
  });

  test('has the same rows of ten on both layers, so that no key jumps', () => {
    for (const layer of LAYERS)
      expect(keyRows(language, layer).map(({ length }) => length)).toEqual([10, 10, 10, 10]);
  });

  test('can shift and delete', () => {
    expect(keys).toContain('shift');
    expect(keyRows(language, 'letters').flat()).toContain('delete');
    expect(keyRows(language, 'signs').flat()).toContain('delete');
  });
});

test('the Spanish keyboard writes what Spanish needs', () => {
  const accent = { shift: false, accent: true };
  expect(
    Array.from('aeiou')
      .map((vowel) => written(vowel, accent))
      .join(''),
  ).toBe('áéíóú');
  expect(written('o', { shift: true, accent: true })).toBe('Ó');
  expect(written('t', accent)).toBe('t');
  expect(keyRows('es', 'letters').flat()).toContain('ñ');
  expect(keyRows('es', 'signs').flat()).toEqual(expect.arrayContaining(['¿', '¡']));
});
