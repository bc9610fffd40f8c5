import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asAppError, translateFault } from '#contract/errors';
import { findDataDir, loadSettings } from '#main/app/loadSettings';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'goat-settings-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

const save = (text: string) => {
  writeFileSync(path.join(dataDir, 'settings.json'), text);
};

/** The line that a start prints where this goes wrong. */
function lineOf(start: () => unknown): string {
  try {
    start();
  } catch (error) {
    const { message, fix } = translateFault(asAppError(error).fault, 'en');
    return `${message} ${fix}`;
  }
  throw new Error('nothing went wrong');
}

describe('settings', () => {
  it('of flags win over the environment, that over saved ones, those over the defaults', () => {
    save('{"PORT": 1, "HOST": "saved", "NUM_IMAGES": 11, "MAX_PARALLEL": "2"}');
    const environment = { PORT: '2', HOST: 'environment', UNKNOWN: 'x' };
    expect(loadSettings({ PORT: '3' }, environment, dataDir)).toMatchObject({
      ...{ PORT: 3, HOST: 'environment', NUM_IMAGES: 11, MAX_PARALLEL: 2, CAPTURE_FPS: 1 },
    });
  });

  it('that are set to nothing in the environment are not set', () => {
    save('{"HOST": "saved"}');
    expect(loadSettings({}, { HOST: '', PORT: '' }, dataDir)).toMatchObject({ HOST: 'saved', PORT: 5001 });
  });

  it.each([
    [
      { NUM_IMAGES: 'many' },
      'The setting NUM_IMAGES cannot be "many". Allowed is a whole number from 1 to 99: pictures per camera.',
    ],
    [{ PORT: '65536' }, 'The setting PORT cannot be "65536". Allowed is a whole number from 0 to 65535.'],
    [
      { MAX_PARALLEL: '4' },
      'The setting MAX_PARALLEL cannot be "4". Allowed is 1, 2, 3 or auto: cameras that capture at the same time.',
    ],
    [{ API_AUTH: 'off' }, 'The setting API_AUTH cannot be "off". Allowed is remote, password or none.'],
    [
      { NUM_IMAGES: '40' },
      'The setting FFMPEG_TIMEOUT_SEC cannot be 30. Allowed is more than the 41 s that WARMUP_SEC and NUM_IMAGES / CAPTURE_FPS need.',
    ],
    [
      { CAPTURE_FPS: '10', CAMERA_NATIVE_FPS: '5' },
      'The setting CAPTURE_FPS cannot be "10". Allowed is at most CAMERA_NATIVE_FPS (5).',
    ],
    [
      { CORS_ORIGINS: 'http://10.0.0.7, *' },
      'The setting CORS_ORIGINS cannot be "http://10.0.0.7, *". Allowed is origins of other pages that may use the API, such as http://10.0.0.7:8080, with commas between them.',
    ],
    [
      { API_PASSWORD: 'geheim' },
      'The setting API_PASSWORD cannot be (not shown). Allowed is a password of 8 to 200 characters.',
    ],
  ])('%j stop the start with a line', (environment, line) => {
    expect(lineOf(() => loadSettings({}, environment, dataDir))).toBe(line);
  });

  it('that are refused are explained in Spanish too, with the numbers of that language', () => {
    const inSpanish = (environment: Record<string, string>) => {
      try {
        loadSettings({}, environment, dataDir);
      } catch (error) {
        return translateFault(asAppError(error).fault, 'es').fix;
      }
      throw new Error('nothing went wrong');
    };
    expect(inSpanish({ NUM_IMAGES: '0' })).toBe('Se permite: un número entero de 1 a 99: fotos por cámara.');
    expect(inSpanish({ NUM_IMAGES: '40', WARMUP_SEC: '1.5' })).toBe(
      'Se permite: más de los 41,5 s que necesitan WARMUP_SEC y NUM_IMAGES / CAPTURE_FPS.',
    );
  });

  it('of a newer version are passed over, those that are known hold', () => {
    save('{"NUMBER_OF_IMAGES": 20, "NUM_IMAGES": 11, "toString": "x", "__proto__": {"PORT": 1}}');
    const settings = loadSettings({}, {}, dataDir);
    expect(settings).toEqual({ ...loadSettings({}, {}, path.join(dataDir, 'empty')), NUM_IMAGES: 11 });
    save('{"NUMBER_OF_IMAGES": 20, "NUM_IMAGES": "many"}');
    expect(lineOf(() => loadSettings({}, {}, dataDir))).toContain('The setting NUM_IMAGES cannot be "many".');
  });

  it.each(['{', '[]', '17', 'null'])('saved as %s stop the start with a line', (text) => {
    save(text);
    const file = path.join(dataDir, 'settings.json');
    expect(lineOf(() => loadSettings({}, {}, dataDir))).toBe(
      `The setting settings.json cannot be ${file}. Allowed is an object of settings.`,
    );
  });
});

describe('the data directory', () => {
  const DEFAULT = path.join(homedir(), '.local/share/goat-capture');

  it.each([
    [{ DATA_DIR: '/flag' }, { DATA_DIR: '/environment' }, false, '/flag'],
    [{}, { DATA_DIR: '/environment/', XDG_DATA_HOME: '/xdg' }, true, '/environment'],
    [{ DATA_DIR: 'here' }, {}, false, path.resolve('here')],
    [{}, { XDG_DATA_HOME: '/xdg' }, false, '/xdg/goat-capture'],
    [{}, { XDG_DATA_HOME: '/xdg' }, true, '/var/lib/goat-capture'],
    [{}, { XDG_DATA_HOME: '', DATA_DIR: '' }, false, DEFAULT],
    [{}, { XDG_DATA_HOME: 'relative' }, false, DEFAULT],
  ])('of flags %j, environment %j and installed %s is %s', (flags, environment, installed, expected) => {
    expect(findDataDir(flags, environment, installed)).toBe(expected);
  });

  it('is never guessed where the one that was asked for is no folder', () => {
    const line = 'The setting DATA_DIR cannot be "". Allowed is a folder.';
    expect(lineOf(() => findDataDir({ DATA_DIR: '' }, {}, false))).toBe(line);
    expect(lineOf(() => findDataDir({}, { DATA_DIR: '  ' }, false))).toBe(line.replace('""', '"  "'));
  });
});
