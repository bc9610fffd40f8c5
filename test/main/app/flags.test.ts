import { expect, it } from 'vitest';
import { askedWindow } from '#main/app/flags';

it.each([
  [{ windowed: true }, ['--simulate', '--windowed', '--port', '0', '--data-dir', '/tmp/goats']],
  [{ windowed: false }, ['--no-sandbox']],
  [null, ['--headless']],
  [null, ['--check']],
  [null, ['import', '/media/stick']],
  [null, ['--version', '--windowed']],
  [null, ['--no-such-flag']],
])('the window that is opened is %j, with %j', (window, args) => {
  expect(askedWindow(args)).toEqual(window);
});
