import { z } from 'zod';
import { ERROR_CATALOGUE } from '#contract/locales/errors/catalogue';
import { errorAnswerSchema, httpStatusOf, type ErrorCode } from '#contract/errors';
import type { Described, Endpoint } from './endpoint';
import { ENDPOINTS, errorsOf } from './endpoints';

/** The description of the API as an OpenAPI 3.1 document, made of the very schemas that check what comes and goes. */
export function openApi(version: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Goat Training Capture',
      version,
      description:
        'Photographs a goat from three sides and brings the pictures to S3. Every error has the shape of Error: error_code says which, message and fix tell a person, parameters lets a program tell it in its own words. Names in braces in the examples are filled in.',
    },
    paths,
    components: { schemas: schemas(), securitySchemes: SECURITY_SCHEMES },
  };
}

/** What an error's answer looks like, with its words before they are filled in. */
export function errorExample(code: ErrorCode): z.infer<typeof errorAnswerSchema> {
  const { message, fix } = ERROR_CATALOGUE[code].en;
  return { status: 'error', error_code: code, message, fix, parameters: {} };
}

const SECURITY_SCHEMES = {
  login: { type: 'apiKey', in: 'cookie', name: 'goat-capture-login' },
  token: { type: 'http', scheme: 'bearer' },
};

/** At API_AUTH=remote this machine itself needs neither: the empty way. */
const SECURITY = { open: [], login: [{ login: [] }, { token: [] }, {}], owner: [{ login: [] }, {}] };

function operation(endpoint: Endpoint): object {
  const { summary, access, body, answer, events } = endpoint;
  const parameters = [...pathParameters(endpoint), ...queryParameters(endpoint)];
  return {
    summary,
    security: SECURITY[access],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { content: { 'application/json': content(body) } } }),
    responses: {
      '200': {
        description: 'It went well.',
        content:
          typeof answer === 'string' ? { [answer]: within(events) } : { 'application/json': content(answer) },
      },
      ...errorResponses(errorsOf(endpoint)),
    },
  };
}

function pathParameters({ path }: Endpoint): object[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

/** Lists have commas between their items. */
function queryParameters({ query }: Endpoint): object[] {
  const { properties = {} } = query ? z.toJSONSchema(query.schema, { io: 'input' }) : {};
  const inList = { in: 'query', style: 'form', explode: false };
  return Object.entries(properties).map(([name, schema]) => ({ name, ...inList, schema }));
}

function content({ name, example }: Described): { schema: object; example?: unknown } {
  return { schema: { $ref: `#/components/schemas/${name}` }, ...(example !== undefined && { example }) };
}

/** What a stream's events hold. */
function within(events: readonly Described[] = []): object {
  return events.length > 0 ? { schema: { anyOf: events.map((event) => content(event).schema) } } : {};
}

function errorResponses(codes: readonly ErrorCode[]): Record<string, object> {
  const statuses = [...new Set(codes.map(httpStatusOf))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = codes.filter((code) => httpStatusOf(code) === status);
      const examples = Object.fromEntries(ofStatus.map((code) => [code, { value: errorExample(code) }]));
      const json = { schema: { $ref: '#/components/schemas/Error' }, examples };
      return [String(status), { description: ofStatus.join(', '), content: { 'application/json': json } }];
    }),
  );
}

function schemas(): Record<string, object> {
  const bodies = ENDPOINTS.flatMap(({ body }) => (body ? [jsonSchema(body, 'input')] : []));
  const answers = ENDPOINTS.flatMap(({ answer, events = [] }) =>
    [...events, ...(typeof answer === 'string' ? [] : [answer])].map((given) => jsonSchema(given, 'output')),
  );
  const error = jsonSchema({ name: 'Error', schema: errorAnswerSchema }, 'output');
  return Object.fromEntries([...bodies, ...answers, error]);
}

function jsonSchema({ name, schema }: Described, io: 'input' | 'output'): [string, object] {
  return [name, z.toJSONSchema(schema, { io })];
}
