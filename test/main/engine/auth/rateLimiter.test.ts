import { describe, expect, it } from 'vitest';
import { AppError } from '#contract/errors';
import { RateLimiter } from '#engine/auth/rateLimiter';
import { TestClock } from '#support/clock';

const WINDOW_MS = 300_000;

/** How many of `count` wrong tries an address has before it must wait. */
function failedAttempts(rateLimiter: RateLimiter, address: string, count = 20): number {
  for (let made = 0; made < count; made++) {
    try {
      rateLimiter.consume(address);
    } catch (error) {
      if (error instanceof AppError && error.code === 'TOO_MANY_TRIES') return made;
      throw error;
    }
  }
  return count;
}

describe('the tries of a password', () => {
  it('are ten in five minutes for an address, and the others still have theirs', () => {
    const clock = new TestClock();
    const rateLimiter = new RateLimiter(clock);
    expect(failedAttempts(rateLimiter, '10.0.0.1')).toBe(10);
    expect(failedAttempts(rateLimiter, '10.0.0.2')).toBe(10);
    clock.advance(WINDOW_MS - 1000);
    expect(() => rateLimiter.consume('10.0.0.1')).toThrow(
      expect.objectContaining({ fault: { code: 'TOO_MANY_TRIES', parameters: { seconds: 1 } } }),
    );
    clock.advance(1000);
    expect(failedAttempts(rateLimiter, '10.0.0.1')).toBe(10);
  });

  it('begin anew with the right password', () => {
    const rateLimiter = new RateLimiter(new TestClock());
    expect(failedAttempts(rateLimiter, '10.0.0.1', 9)).toBe(9);
    rateLimiter.consume('10.0.0.1')();
    expect(failedAttempts(rateLimiter, '10.0.0.1')).toBe(10);
  });

  it('are limited in all, but every address keeps three of its own: the owner gets in', () => {
    const rateLimiter = new RateLimiter(new TestClock());
    for (let host = 1; host <= 10; host++) expect(failedAttempts(rateLimiter, `10.0.1.${host}`)).toBe(10);
    for (let host = 1; host <= 50; host++) expect(failedAttempts(rateLimiter, `10.0.2.${host}`)).toBe(3);
  });

  it('count an IPv6 network as one address, and an IPv4 address in any spelling', () => {
    const rateLimiter = new RateLimiter(new TestClock());
    expect(failedAttempts(rateLimiter, '2001:db8:0:7::1', 5)).toBe(5);
    expect(failedAttempts(rateLimiter, '2001:db8:0:7:aaaa:bbbb:cccc:dddd', 5)).toBe(5);
    expect(failedAttempts(rateLimiter, '2001:db8::7:0:0:0:9')).toBe(0);
    expect(failedAttempts(rateLimiter, '2001:db8:0:8::1')).toBe(10);
    expect(failedAttempts(rateLimiter, '::ffff:10.0.0.9')).toBe(10);
    expect(failedAttempts(rateLimiter, '10.0.0.9')).toBe(0);
    expect(failedAttempts(rateLimiter, '::1')).toBe(10);
  });
});
