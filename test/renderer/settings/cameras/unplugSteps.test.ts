import { describe, expect, it } from 'vitest';
import {
  nextUnplugState,
  startUnplug,
  type UnplugState,
} from '../../../../src-renderer/settings/cameras/unplugSteps';

/** Where somebody is after these looks at what is plugged in. */
const after = (...looks: string[][]): UnplugState =>
  looks.reduce(nextUnplugState, startUnplug(['one', 'two', 'three']));

describe('a camera that is found by unplugging it', () => {
  it('is the one that vanishes and comes back', () => {
    expect(after(['one', 'two', 'three'])).toMatchObject({ step: 'unplug', several: false });
    expect(after(['one', 'three'])).toMatchObject({ step: 'plug-in', gone: 'two' });
    expect(after(['one', 'three'], ['one', 'three'])).toMatchObject({ step: 'plug-in', several: false });
    const found = after(['one', 'three'], ['one', 'two', 'three']);
    expect(found).toEqual({ step: 'found', device: 'two', moved: false });
    expect(nextUnplugState(found, [])).toBe(found);
  });

  it('may come back at another port, even between two looks', () => {
    const moved = { step: 'found', device: 'four', moved: true };
    expect(after(['one', 'three'], ['one', 'three', 'four'])).toEqual(moved);
    expect(after(['one', 'three', 'four'])).toEqual(moved);
  });

  it('is none of several that vanish at once, until they are back', () => {
    expect(after(['one'])).toMatchObject({ step: 'unplug', several: true });
    expect(after(['one'], ['one', 'two', 'three'])).toMatchObject({ step: 'unplug', several: false });
    expect(after(['one'], ['one', 'two', 'three'], ['two', 'three'])).toMatchObject({ gone: 'one' });
  });

  it('is not found while another one vanishes, or several come', () => {
    expect(after(['one', 'three'], ['one'])).toMatchObject({ step: 'plug-in', several: true });
    expect(after(['one', 'three'], ['one', 'two', 'three', 'four'])).toMatchObject({ several: true });
    expect(after(['one', 'three'], ['one'], ['one', 'three'], ['one', 'two', 'three'])).toMatchObject({
      step: 'found',
      device: 'two',
    });
  });

  it('may be one that was plugged in meanwhile', () => {
    const four = ['one', 'two', 'three', 'four'];
    expect(after(four, ['one', 'two', 'three'])).toMatchObject({ step: 'plug-in', gone: 'four' });
  });
});
