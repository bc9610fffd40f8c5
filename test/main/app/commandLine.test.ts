import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { HELP, readCommandLine } from '#main/app/commandLine';

const NOTHING = {
  ...{ headless: false, windowed: false, help: false, version: false, check: false, waitIdle: false },
  ...{ resetPin: false, showLegacyServer: false, adopt: false },
  ...{ isTrial: false, simulateFolder: undefined, importFrom: undefined, settings: {} },
};
const SIMULATED = { CAMERA_SIDE: 'simulated', CAMERA_TOP: 'simulated', CAMERA_FRONT: 'simulated' };

describe('the command line', () => {
  it.each([
    [[], {}],
    [['--headless', '--windowed', '--try-out'], { headless: true, windowed: true, isTrial: true }],
    [['--help'], { help: true }],
    [['--version'], { version: true }],
    [['--reset-pin'], { resetPin: true }],
    [['--original'], { showLegacyServer: true }],
    [['--adopt'], { adopt: true }],
    [['import', '/media/pi/GOATS'], { importFrom: '/media/pi/GOATS' }],
    [['import', 'stick', '--data-dir', '/d'], { importFrom: 'stick', settings: { DATA_DIR: '/d' } }],
    [['--simulate'], { settings: SIMULATED }],
    [['--simulate', '--headless'], { settings: SIMULATED, headless: true }],
    [['--simulate=films of goats'], { settings: SIMULATED, simulateFolder: 'films of goats' }],
    [
      ['--data-dir', '/d', '--port', '80', '--host', '::1'],
      { settings: { DATA_DIR: '/d', PORT: '80', HOST: '::1' } },
    ],
    [['--data-dir=/d', '--port=80'], { settings: { DATA_DIR: '/d', PORT: '80' } }],
    [['--port=', '--data-dir='], { settings: { DATA_DIR: '', PORT: '' } }],
    [
      [
        '--no-sandbox',
        '--ozone-platform=wayland',
        '--inspect=0',
        '--remote-debugging-port=0',
        '--log-level=3',
        '--force-prefers-reduced-motion',
        '--headless',
      ],
      { headless: true },
    ],
  ])('%j is understood', (args, expected) => {
    expect(readCommandLine(args)).toEqual({ ...NOTHING, ...expected });
  });

  it.each([
    ['--no-such-flag'],
    ['-x'],
    ['films'],
    ['import'],
    ['import', ''],
    ['import', 'one', 'two'],
    ['--simulate', 'films'],
    ['--port'],
    ['--headless=yes'],
    ['--data-dir', '--headless'],
    ['--', '--headless'],
  ])('with %j is refused', (...args) => {
    expect(() => readCommandLine(args)).toThrow(expect.objectContaining({ code: 'INVALID_COMMAND_LINE' }));
  });

  it('is explained in full', () => {
    for (const flag of [
      'headless',
      'simulate[=FOLDER]',
      'data-dir DIR',
      'port N',
      'host ADDRESS',
      'windowed',
      'try-out',
      'check',
      'wait-idle',
      'reset-pin',
      'original',
      'adopt',
      'help',
      'version',
    ]) {
      expect(HELP).toContain(`--${flag}`);
    }
  });

  it('tells of the commands that the installed launcher itself knows', async () => {
    const launcher = await readFile('build/package/root/usr/bin/goat-capture', 'utf8');
    const commands = /^ {2}(\w+(?: \| \w+)*)\)\n {4}helper=/m.exec(launcher)?.[1]?.split(' | ') ?? [];
    expect(commands).toEqual(['migrate', 'mode']);
    for (const command of commands) expect(HELP).toContain(`goat-capture ${command} [`);
  });
});
