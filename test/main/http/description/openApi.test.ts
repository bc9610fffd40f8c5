import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '#main/http/app';
import { ENDPOINTS, errorsOf } from '#main/http/description/endpoints';
import { errorExample, openApi } from '#main/http/description/openApi';
import { errorAnswerSchema } from '#contract/errors';
import { OverviewFeed } from '#engine/status/overviewFeed';
import { heldError, startApi, type TestApi } from '#support/api';
import { NO_CAMERAS } from '#support/engine';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ settings: NO_CAMERAS });
});
afterAll(() => api.stop());

/** All routes of an Express router and of those in it, as `get /status`. */
function routesOf(router: unknown): string[] {
  if ((typeof router !== 'object' && typeof router !== 'function') || router === null) return [];
  if (!('stack' in router) || !Array.isArray(router.stack)) return [];
  return router.stack.flatMap(
    (layer: { route?: { path: string | string[]; methods: object }; handle?: unknown }) =>
      layer.route
        ? Object.keys(layer.route.methods).flatMap((method) =>
            [layer.route?.path ?? []].flat().map((path) => `${method} ${path}`),
          )
        : routesOf(layer.handle),
  );
}

describe('the description of the API', () => {
  it('tells every route that there is, and no other', () => {
    const feed = new OverviewFeed(api.engine, api.clock, api.log);
    const app = createApp({ ...api, feed, pageFolder: api.dataDir, version: '1' });
    const routes = routesOf(app.router).filter((route) => !route.startsWith('head '));
    const described = ENDPOINTS.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
    expect([...described].sort()).toEqual([...routes].sort());
  });

  it('is OpenAPI 3.1 whose references lead somewhere, without a name used twice', async () => {
    const answer = await api.send('/openapi.json');
    const description = JSON.parse(answer.text) as ReturnType<typeof openApi>;
    expect(description).toEqual(JSON.parse(JSON.stringify(openApi('0.0.0-test'))));
    expect(description.openapi).toBe('3.1.0');
    const references = [...answer.text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(new Set(references)).toEqual(new Set(Object.keys(description.components.schemas)));
    const named = ENDPOINTS.flatMap(({ body, answer: given, events = [] }) => [
      ...(body ? [body] : []),
      ...events,
      ...(typeof given === 'string' ? [] : [given]),
    ]);
    for (const { name, schema } of named)
      expect(named.find((other) => other.name === name)?.schema).toBe(schema);
  });

  it.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    'has good examples of %s',
    (_name, endpoint) => {
      const { body, answer } = endpoint;
      if (body) expect(() => body.schema.parse(body.example)).not.toThrow();
      if (typeof answer !== 'string') {
        expect(answer.schema.parse(answer.example)).toEqual(answer.example);
      }
      const codes = errorsOf(endpoint);
      expect(new Set(codes).size).toBe(codes.length);
      for (const code of codes) errorAnswerSchema.parse(errorExample(code));
    },
  );

  it("has the goat's id as it may come", () => {
    const { RecordRequest } = openApi('1').components.schemas;
    expect(RecordRequest).toMatchObject({
      properties: {
        goat_id: {
          anyOf: [
            { type: 'string', pattern: '^[A-Za-z0-9_-]{1,50}$' },
            { type: 'integer', minimum: 0 },
          ],
        },
      },
    });
  });

  it('can be read as a page that needs nothing from elsewhere and runs nothing', async () => {
    const page = await api.send('/docs');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'self';");
    for (const { path } of ENDPOINTS) expect(page.text).toContain(path);
    expect(page.text).not.toMatch(/<script|<[^>]* (style|on\w+)=|(src|href)="(https?:)?\/\//);
    // Also where it is asked for as /docs/.
    expect((await api.send('/docs/')).text).toBe(page.text);
    const [, sheet = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(page.text) ?? [];
    const { pathname } = new URL(sheet, 'http://kiosk/docs/');
    expect((await api.send(pathname)).headers['content-type']).toContain('text/css');
  });

  it('is for those who are let in', async () => {
    for (const path of ['/openapi.json', '/docs']) {
      heldError('LOGIN_REQUIRED', await api.send(path, { headers: { Host: 'kiosk.example' } }));
    }
  });
});
