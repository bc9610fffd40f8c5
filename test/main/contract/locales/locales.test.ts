import { afterEach, describe, expect, test, vi } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { ERROR_CATALOGUE } from '#contract/locales/errors/catalogue';
import { FINDING_CATALOGUE } from '#contract/locales/errors/findings';
import { STAGES } from '#contract/captureApi';
import { LANGUAGES, translateFault } from '#contract/errors';
import { DESCRIPTIONS, GRADES } from '#contract/goats';
import { ACTIVITY_KINDS, ACTIVITY_PARAMETERS, type Activity } from '#contract/useCases';
import { ALLOWED_ACTIONS } from '#contract/sessionApi';
import { CAMERA_STATES, SESSION_STATES } from '#contract/session';
import { describeActivity } from '../../../../src-renderer/ui/describeActivity';
import { locales } from '#contract/locales/screens';
import { formatsOf } from '../../../../src-renderer/ui/formats';

/** All texts of a catalogue by their path; a text with parameters is written with ‹0›, ‹1› … for them. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const named = new Proxy({}, { get: (_, name) => `‹${String(name)}›` });
    const isActivity = path.startsWith('.activities.');
    const parameters: unknown[] = isActivity ? [named] : ['‹0›', '‹1›'];
    return [[path, String(Reflect.apply(value, undefined, parameters))]];
  }
  return Object.entries(value ?? {}).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

const parametersIn = (text: string) => (text.match(/‹\w+›/g) ?? []).sort();
const english = textsOf(locales.en);

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe.each(LANGUAGES)('the catalogue %s', (language) => {
  const messages = locales[language];
  const texts = new Map(textsOf(messages));

  test('has exactly the texts of the English one, none of them empty', () => {
    expect([...texts.keys()]).toEqual(english.map(([path]) => path));
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('calls the sections of Set up as what is to be done about a fault calls them', () => {
    const fixes = Object.values({ ...ERROR_CATALOGUE, ...FINDING_CATALOGUE }).map(
      (entry) => entry[language].fix,
    );
    const named = fixes.flatMap((fix) =>
      [...fix.matchAll(/(?:Set up|Ajustes), [“«]([^”»]+)[”»]/g)].map(([, section]) => section),
    );
    expect(named.length).toBeGreaterThan(4);
    expect(
      named.filter((one) => !Object.values(messages.sections).some((section) => section === one)),
    ).toEqual([]);
  });

  test('finds a fault without the names of settings, which only a file has', () => {
    const said = Object.values(FINDING_CATALOGUE).flatMap((entry) => [
      entry[language].message,
      entry[language].fix,
    ]);
    expect(said.filter((text) => /\b[A-Z]+_[A-Z_]+\b/.test(text))).toEqual([]);
  });

  test('fills the same parameters in', () => {
    const differing = english.filter(
      ([path, text]) => String(parametersIn(text)) !== String(parametersIn(texts.get(path) ?? '')),
    );
    expect(differing).toEqual([]);
  });

  test('has words for all that the contract can say', () => {
    expect(Object.keys(messages.activities)).toEqual(ACTIVITY_KINDS);
    expect(Object.keys(messages.cameraStates).sort()).toEqual(['idle', ...CAMERA_STATES].sort());
    expect(Object.keys(messages.cameras)).toEqual([...CAMERA_NAMES]);
    expect(Object.keys(messages.stages)).toEqual([...STAGES]);
    expect(Object.keys(messages.sessions.states)).toEqual(SESSION_STATES);
    expect(Object.keys(messages.sessions.actions)).toEqual([...ALLOWED_ACTIONS]);
    expect(Object.keys(messages.choices).sort()).toEqual([...DESCRIPTIONS, ...GRADES].sort());
  });

  test.each(ACTIVITY_KINDS)('tells in "%s" every parameter of that kind', (kind) => {
    const parameters = ACTIVITY_PARAMETERS[kind];
    expect(parametersIn(texts.get(`.activities.${kind}`) ?? '')).toEqual(
      parameters.map((name) => `‹${name}›`).sort(),
    );
  });
});

describe('a line of the activity log', () => {
  const line = (changes: Partial<Activity>): Activity => ({
    id: 1,
    at: '2026-02-10T18:30:00.000-05:00',
    level: 'info',
    kind: 'started',
    parameters: {},
    ...changes,
  });

  test('speaks of the camera by its name in the language', () => {
    const captured = line({ kind: 'camera-captured', parameters: { camera: 'front', images: 20 } });
    expect(describeActivity(captured, 'en')).toBe('Front camera: 20 good pictures');
    expect(describeActivity(captured, 'es')).toBe('Cámara frontal: 20 fotos buenas');
  });

  test('tells a fault in the words of the error catalogue, with what to do', () => {
    const fault = { code: 'CAMERA_LOST', parameters: { camera: 'top' } } as const;
    const { message, fix } = translateFault(fault, 'es');
    expect(describeActivity(line({ kind: 'fault', level: 'error', ...fault }), 'es')).toBe(
      `${message} ${fix}`,
    );
  });
});

test('numbers are written in the form of the language', () => {
  expect(formatsOf('en').number(85.5)).toBe('85.5');
  expect(formatsOf('es').number(85.5)).toBe('85,5');
  expect(formatsOf('en').diskSpace(25_312)).toBe('25.3 GB');
  expect(formatsOf('es').diskSpace(25_312)).toBe('25,3 GB');
  expect(formatsOf('en').diskSpace(812)).toBe('812 MB');
  expect(formatsOf('en').rate(1_312_000)).toBe('1.3 MB/s');
  expect(formatsOf('es').rate(85_400)).toBe('85 kB/s');
  expect([45, 600, 12_600].map(formatsOf('en').duration)).toEqual(['45 seconds', '10 minutes', '3.5 hours']);
  expect([1, 600, 12_600].map(formatsOf('es').duration)).toEqual(['1 segundo', '10 minutos', '3,5 horas']);
});

test('times are those of the clock at the pen, wherever the screen is', () => {
  const instant = '2026-02-10T18:30:05.000-05:00';
  for (const [timeZone, language, told] of [
    ['Asia/Tokyo', 'en', ['6:30 PM', 'Feb 10, 2026, 6:30 PM', 'Feb 10, 6:30 PM']],
    ['America/Los_Angeles', 'es', ['18:30', '10 feb 2026, 18:30', '10 feb, 18:30']],
  ] as const) {
    vi.stubEnv('TZ', timeZone);
    const { clockTime, dayAndTime, timeOfLine } = formatsOf(language);
    const spaced = [clockTime, dayAndTime, timeOfLine].map((format) =>
      format(instant).replaceAll('\u202f', ' '),
    );
    expect(spaced).toEqual(told);
  }
});

test('a line of today is told to the second, today being the day at the pen', () => {
  vi.useFakeTimers({ now: Date.parse('2026-02-11T04:00:00Z'), toFake: ['Date'] });
  const { timeOfLine } = formatsOf('es');
  expect(timeOfLine('2026-02-10T18:30:05.000-05:00')).toBe('18:30:05');
  expect(timeOfLine('2026-02-09T23:30:05.000-05:00')).toBe('9 feb, 23:30');
});
