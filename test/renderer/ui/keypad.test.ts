import { describe, expect, test } from 'vitest';
import {
  GOAT_NUMBER_SHAPE,
  isOneTooMany,
  padKeyOf,
  pressKey,
  WEIGHT_SHAPE,
  type NumberShape,
  type PadKey,
} from '../../../src-renderer/ui/keypad';

const type = (keys: PadKey[], shape: NumberShape) =>
  keys.reduce((text, key) => pressKey(text, key, shape), '');

describe('the number pad', () => {
  test('takes the digits of a goat number, at most nine', () => {
    expect(type(['1', '0', '7'], GOAT_NUMBER_SHAPE)).toBe('107');
    expect(type(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'], GOAT_NUMBER_SHAPE)).toBe('123456789');
  });

  test('knows a digit that has no room any more', () => {
    expect(isOneTooMany('12345678', '9', GOAT_NUMBER_SHAPE)).toBe(false);
    expect(isOneTooMany('123456789', '0', GOAT_NUMBER_SHAPE)).toBe(true);
    expect(isOneTooMany('0', '0', WEIGHT_SHAPE)).toBe(false);
    expect(isOneTooMany('38.5', '1', WEIGHT_SHAPE)).toBe(true);
    expect(isOneTooMany('38.5', '.', WEIGHT_SHAPE)).toBe(false);
    expect(isOneTooMany('38.5', 'delete', WEIGHT_SHAPE)).toBe(false);
  });

  test('drops zeros at the front and a point in a goat number', () => {
    expect(type(['0', '0', '7'], GOAT_NUMBER_SHAPE)).toBe('7');
    expect(type(['4', '.', '2'], GOAT_NUMBER_SHAPE)).toBe('42');
  });

  test('takes a weight with one decimal', () => {
    expect(type(['8', '5', '.', '5', '5', '.'], WEIGHT_SHAPE)).toBe('85.5');
    expect(type(['.', '5'], WEIGHT_SHAPE)).toBe('0.5');
    expect(type(['1', '2', '3', '4'], WEIGHT_SHAPE)).toBe('123');
  });

  test('deletes from the end and stays empty when it is empty', () => {
    expect(type(['4', '2', 'delete'], GOAT_NUMBER_SHAPE)).toBe('4');
    expect(type(['4', 'delete', 'delete'], GOAT_NUMBER_SHAPE)).toBe('');
  });

  test('knows the keys of a keyboard', () => {
    expect(padKeyOf('7')).toBe('7');
    expect(padKeyOf(',')).toBe('.');
    expect(padKeyOf('Backspace')).toBe('delete');
    expect(padKeyOf('e')).toBeUndefined();
    expect(padKeyOf('12')).toBeUndefined();
  });
});
