import { describe, expect, it } from 'vitest';
import { LoginSessions } from '#engine/auth/loginSessions';
import { TestClock } from '#support/clock';

const HOUR_MS = 3_600_000;

describe('a login', () => {
  it('ends after twelve hours without a request', () => {
    const clock = new TestClock();
    const logins = new LoginSessions(clock);
    const id = logins.begin();
    clock.advance(12 * HOUR_MS);
    expect(logins.isValid(id)).toBe(true);
    clock.advance(12 * HOUR_MS + 1);
    expect(logins.isValid(id)).toBe(false);
    expect(logins.isValid(id)).toBe(false);
  });

  it('ends after seven days, however busy', () => {
    const clock = new TestClock();
    const logins = new LoginSessions(clock);
    const id = logins.begin();
    for (let hour = 0; hour < 7 * 24; hour += 8) {
      expect(logins.isValid(id)).toBe(true);
      clock.advance(8 * HOUR_MS);
    }
    clock.advance(1);
    expect(logins.isValid(id)).toBe(false);
  });

  it('is not moved by the wall clock', () => {
    const clock = new TestClock();
    const logins = new LoginSessions(clock);
    const id = logins.begin();
    clock.set('2031-01-01T00:00:00.000Z');
    expect(logins.isValid(id)).toBe(true);
  });

  it('ends alone or with all others', () => {
    const logins = new LoginSessions(new TestClock());
    const [one, two, three] = [logins.begin(), logins.begin(), logins.begin()];
    expect(new Set([one, two, three]).size).toBe(3);
    logins.end(one);
    expect([one, two, three].map((id) => logins.isValid(id))).toEqual([false, true, true]);
    logins.endAll();
    expect([one, two, three].map((id) => logins.isValid(id))).toEqual([false, false, false]);
  });

  it('makes room for a new one where there are too many', () => {
    const logins = new LoginSessions(new TestClock());
    const ids = Array.from({ length: 201 }, () => logins.begin());
    expect(ids.map((id) => logins.isValid(id))).toEqual([false, ...Array<boolean>(200).fill(true)]);
  });
});
