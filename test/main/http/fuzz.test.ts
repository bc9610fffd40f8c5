import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from '#main/http/description/endpoint';
import { ENDPOINTS, errorsOf } from '#main/http/description/endpoints';
import { errorAnswerSchema, httpStatusOf } from '#contract/errors';
import { held, startApi, type Asked, type TestApi } from '#support/api';
import { NO_CAMERAS } from '#support/engine';

/** Printed, so that a run can be had again: FUZZ_SEED=… */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now());
const RUNS = 400;

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ settings: NO_CAMERAS });
});
afterAll(() => api.stop());

/** Values that trip programs up. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    '',
    0,
    -1,
    -0,
    1.5,
    1e308,
    [],
    {},
    [[]],
    'false',
    '__proto__',
    '../../x',
  ),
  fc.constantFrom<unknown>(
    'a'.repeat(5000),
    '\u0000',
    '\u202e17',
    '%2e%2e%2f',
    "'; DROP",
    '{{7*7}}',
    '${x}',
    '１７',
  ),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

/** Bodies of the described fields, each of them right, wrong or missing, and fields that nobody asked for. */
function bodyFor({ body }: Endpoint): fc.Arbitrary<unknown> {
  const example = z.record(z.string(), z.unknown()).catch({}).parse(body?.example);
  const fields = Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, fc.oneof(fc.constant(value), nasty)]),
  );
  const others = fc.dictionary(
    fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', 'length'), fc.string()),
    nasty,
    { maxKeys: 3 },
  );
  const object = fc
    .tuple(fc.record(fields, { requiredKeys: [] }), others)
    .map(([known, unknown]) => JSON.stringify({ ...unknown, ...known }));
  return fc.oneof(
    { weight: 6, arbitrary: object },
    { weight: 1, arbitrary: nasty.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, '{', 'x'.repeat(100_000)) },
  );
}

const headers = fc.dictionary(
  fc.constantFrom(
    'Origin',
    'Cookie',
    'Authorization',
    'Content-Type',
    'Accept',
    'X-Forwarded-For',
    'Range',
    'If-None-Match',
    'Last-Event-ID',
    'Content-Encoding',
  ),
  fc.oneof(
    fc.constantFrom(
      'null',
      'http://evil.example',
      'goat-capture-login=x',
      'Bearer x',
      'text/html',
      'bytes=0-',
      '*',
      'gzip',
      ',',
    ),
    fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) }),
  ),
  { maxKeys: 3 },
);

/** What may stand for a name in braces. */
const RIGHT_SEGMENTS: Record<string, readonly string[]> = {
  id: ['20260210T183000000Z-17-0a1b2c'],
  size: ['pictures', 'thumbnails', 'newest'],
  camera: ['side', 'top', 'front'],
  number: ['1', '20'],
};

/** What stands for a name in braces: what may, and tricks. */
const segmentFor = (name: string) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...(RIGHT_SEGMENTS[name] ?? ['x'])) },
    fc.constantFrom('..', '%2e%2e', '%00', '__proto__', '%zz', '..%2f..%2flock', 'x'.repeat(3000)),
    fc.webSegment().map((segment) => (segment === '' ? 'x' : segment)),
  );

/** The described parameters, each of them plausible, wrong, twice or missing. */
function queryFor({ query }: Endpoint): fc.Arbitrary<string> {
  const names = Object.keys(z.toJSONSchema(query?.schema ?? z.object(), { io: 'input' }).properties ?? {});
  if (names.length === 0) return fc.constant('');
  const value = fc.oneof(
    fc.constantFrom(
      '',
      '1',
      '-1',
      'NaN',
      '1e999',
      ',',
      'queued',
      'queued,uploaded',
      'simulated:top',
      '/dev/null',
    ),
    fc.constantFrom('__proto__', '%00', '%zz', '../../lock', 'x'.repeat(3000)),
    fc.webQueryParameters(),
  );
  const pair = fc.tuple(fc.constantFrom(...names, '__proto__', 'other'), value);
  return fc.array(pair, { maxLength: 4 }).map((pairs) => `?${pairs.map((each) => each.join('=')).join('&')}`);
}

function pathFor(endpoint: Endpoint): fc.Arbitrary<string> {
  const { path } = endpoint;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const segments = fc.record(Object.fromEntries(names.map((name) => [name, segmentFor(name)])));
  return fc
    .tuple(segments, queryFor(endpoint))
    .map(([chosen, query]) => path.replace(/\{(\w+)\}/g, (_, name: string) => chosen[name] ?? '') + query);
}

const routeOf = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`;

/** Streams are answered without an end. */
const isStream = ({ path }: Endpoint) => path === '/events' || path.startsWith('/preview/');

const request = fc.constantFrom(...ENDPOINTS.filter((endpoint) => !isStream(endpoint))).chain((endpoint) =>
  fc.record({
    route: fc.constant(routeOf(endpoint)),
    path: pathFor(endpoint),
    body: bodyFor(endpoint),
    headers,
    method: fc.oneof(
      { weight: 5, arbitrary: fc.constant(endpoint.method.toUpperCase()) },
      { weight: 1, arbitrary: fc.constantFrom('PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'POST') },
    ),
  }),
);

/** All that a request could change. */
const stateOf = () =>
  JSON.stringify([api.engine.status(), api.spool.list(), api.access.tokens.list(), api.access.describe()]);

it(`whatever is sent, the API answers as described (FUZZ_SEED=${SEED})`, { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ route, path, body, headers, method }) => {
      const before = stateOf();
      const asked: Asked = { method, headers, ...(method !== 'TRACE' && body !== undefined && { body }) };
      const answer = await api.send(path, asked);
      if (answer.status < 400) return;
      expect(stateOf()).toBe(before);
      const { error_code: code } = held(errorAnswerSchema, answer);
      expect(answer.status).toBe(httpStatusOf(code));
      const endpoint = ENDPOINTS.find((described) => routeOf(described) === route);
      const isAsDescribed = endpoint !== undefined && route.startsWith(`${method} `);
      // Every body is read before it is known whether anybody wants it.
      const ofAny = [
        'NOT_FOUND',
        'INVALID_REQUEST',
        'REQUEST_TOO_LARGE',
        'LOGIN_REQUIRED',
        'FORBIDDEN_ORIGIN',
      ] as const;
      expect([...ofAny, ...(isAsDescribed ? errorsOf(endpoint) : [])]).toContain(code);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect((await api.send('/health')).status).toBe(200);
  expect(api.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
