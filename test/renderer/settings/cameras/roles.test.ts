import { describe, expect, it } from 'vitest';
import type { CameraSettingsAnswer } from '#contract/cameraSettings';
import {
  changesOf,
  given,
  leftWithout,
  roleOf,
  swapped,
  type Roles,
} from '../../../../src-renderer/settings/cameras/roles';

const ROLES: Roles = { side: 'a', top: 'b', front: 'c' };
const answer = (roles: Roles): CameraSettingsAnswer => ({
  ...{ devices: [], roles, needs_restart: false },
  is_fixed: { side: false, top: false, front: false },
});

describe('which device is which camera', () => {
  it('is swapped, also with one that is none', () => {
    expect(swapped(ROLES, 'a', 'c')).toEqual({ side: 'c', top: 'b', front: 'a' });
    expect(swapped(ROLES, 'd', 'b')).toEqual({ side: 'a', top: 'd', front: 'c' });
    expect(swapped(ROLES, 'd', 'e')).toEqual(ROLES);
    expect(roleOf(ROLES, 'c')).toBe('front');
    expect(roleOf(ROLES, 'd')).toBeNull();
  });

  it('is taken from another device, which takes the place that is left', () => {
    expect(given(ROLES, 'a', 'top')).toEqual({ side: 'b', top: 'a', front: 'c' });
    expect(given(ROLES, 'd', 'top')).toEqual({ side: 'a', top: 'd', front: 'c' });
    expect(given(ROLES, 'a', 'side')).toEqual(ROLES);
    expect(given({ side: 'a', top: null, front: 'c' }, 'a', 'top')).toEqual({
      side: null,
      top: 'a',
      front: 'c',
    });
  });

  it('is saved where it has changed, and when no camera is left without one', () => {
    expect(changesOf(ROLES, answer(ROLES))).toEqual({});
    expect(changesOf(swapped(ROLES, 'a', 'b'), answer(ROLES))).toEqual({ side: 'b', top: 'a' });
    const away = { side: 'a', top: null, front: 'c' };
    expect(leftWithout(away, answer(away))).toBeNull();
    expect(leftWithout(given(away, 'a', 'top'), answer(away))).toBe('side');
    expect(changesOf(given(away, 'd', 'top'), answer(away))).toEqual({ top: 'd' });
  });
});
