import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { PONG_CHANNEL } from '#contract/ipc';
import { createLogger } from '#engine/platform/log';
import { guardNavigation, type GuardedPage } from '#main/window/navigationGuard';
import { TestClock } from '#support/clock';

const PAGE = 'app://kiosk/';

/** A window's contents, whose page answers as long as `answers` is true. */
class FakePage extends EventEmitter implements GuardedPage {
  readonly ipc = new EventEmitter();
  readonly loaded: string[] = [];
  answers = true;
  destroyed = false;
  crashes = 0;

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }

  send(): void {
    if (this.answers) this.ipc.emit(PONG_CHANNEL);
  }

  forcefullyCrashRenderer(): void {
    this.crashes += 1;
    this.emit('render-process-gone', {}, { reason: 'killed' });
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /** The page is there, and answers. */
  appear(): void {
    this.answers = true;
    this.emit('did-finish-load');
  }

  fail(code: number, isMainFrame = true): void {
    this.emit('did-fail-load', {}, code, 'ERR_SOMETHING', PAGE, isMainFrame);
  }
}

let page: FakePage;
let clock: TestClock;
let end: () => void;
const logged: string[] = [];
beforeEach(() => {
  page = new FakePage();
  clock = new TestClock();
  logged.length = 0;
  end = guardNavigation(page, PAGE, clock, createLogger({ write: (line) => void logged.push(line) }));
});

describe('the guard of the page', () => {
  it('loads it, and leaves it alone while it answers', () => {
    expect(page.loaded).toEqual([PAGE]);
    page.appear();
    clock.advance(600_000);
    expect(page.loaded).toHaveLength(1);
    expect(page.crashes).toBe(0);
    expect(logged).toEqual([]);
  });

  it('loads a page anew within 4 s that hangs', () => {
    page.appear();
    clock.advance(10_000);
    page.answers = false;
    clock.advance(2000);
    expect(page.crashes).toBe(0);
    clock.advance(2000);
    expect(page.crashes).toBe(1);
    expect(page.loaded).toHaveLength(2);
    expect(logged.join()).toContain('hangs');
  });

  it('gives a page half a minute to load', () => {
    clock.advance(29_000);
    expect(page.crashes).toBe(0);
    clock.advance(2000);
    expect(page.crashes).toBe(1);
    expect(page.loaded).toHaveLength(2);
  });

  it('does not take a slow page for one that hangs', () => {
    page.appear();
    for (let second = 0; second < 60; second += 1) {
      page.answers = second % 2 === 0;
      clock.advance(1000);
    }
    expect(page.crashes).toBe(0);
  });

  it('loads a page that has crashed, less and less often where it crashes again', () => {
    page.appear();
    const pauses: number[] = [];
    for (let crash = 0; crash < 8; crash += 1) {
      page.emit('render-process-gone', {}, { reason: 'crashed' });
      pauses.push(clock.timers[0] ?? NaN);
      clock.advance(pauses.at(-1) ?? 0);
      page.appear();
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 16_000]);
    clock.advance(61_000);
    page.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(clock.timers).toEqual([250]);
  });

  it('loads again what could not be loaded, but for a frame in it and a load that was replaced', () => {
    page.fail(-3);
    page.fail(-6, false);
    clock.advance(20_000);
    expect(page.loaded).toHaveLength(1);
    page.fail(-6);
    clock.advance(250);
    expect(page.loaded).toHaveLength(2);
  });

  it('does nothing more when it is ended, or the window is gone', () => {
    page.appear();
    page.destroyed = true;
    page.answers = false;
    page.emit('render-process-gone', {}, { reason: 'clean-exit' });
    clock.advance(60_000);
    page.destroyed = false;
    end();
    page.emit('render-process-gone', {}, { reason: 'crashed' });
    clock.advance(60_000);
    expect(page.loaded).toHaveLength(1);
    expect(page.crashes).toBe(0);
  });
});
