import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { z } from 'zod';
import { startApiServer } from '#main/http/server';
import { errorAnswerSchema, httpStatusOf, type ErrorAnswer, type ErrorCode } from '#contract/errors';
import { statusAnswerSchema, type StatusAnswer } from '#contract/captureApi';
import { RemoteAccess } from '#engine/auth/remoteAccess';
import type { GivenSettings } from '#engine/settings/storedSettings';
import { CameraSettings } from '#engine/settings/cameraSettings';
import { SettingsService } from '#engine/settings/settingsService';
import { OverviewFeed } from '#engine/status/overviewFeed';
import { startEngine, type EngineOptions, type TestEngine } from './engine';

/** The password of every API that a test starts. */
export const PASSWORD = 'goats eat paper';

/** The page's own file in the page folder. */
export const PAGE = '<!doctype html><title>the page</title>';

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Asked {
  method?: string;
  headers?: OutgoingHttpHeaders;
  /** Sent as JSON where it is no text. */
  body?: unknown;
  /** The address to connect to; 127.0.0.1 where not said. */
  address?: string;
}

/** A real engine behind the real HTTP server, on a free port of all of this machine's addresses. */
export interface TestApi extends TestEngine {
  port: number;
  access: RemoteAccess;
  settingsService: SettingsService;
  cameraSettings: CameraSettings;
  /** How often a restart was asked for. */
  restarts: () => number;
  send(path: string, asked?: Asked): Promise<Answer>;
}

/** Starts an API on a free port; `stop` ends it with its engine. */
export async function startApi(options: EngineOptions & { fixed?: GivenSettings } = {}): Promise<TestApi> {
  const settings = { PORT: 0, API_PASSWORD: PASSWORD, ...options.settings };
  const parts = await startEngine({ ...options, settings });
  const { engine, clock, log, dataDir } = parts;
  const pageFolder = path.join(dataDir, 'page');
  await mkdir(pageFolder);
  await writeFile(path.join(pageFolder, 'index.html'), PAGE);
  const access = await RemoteAccess.open(parts.settings, dataDir, clock, log);
  const feed = new OverviewFeed(engine, clock, log);
  let restarts = 0;
  const requireFree = () => {
    engine.requireFree();
  };
  const settingsService = new SettingsService({
    ...{ dataDir, clock, log, running: parts.settings, fixed: options.fixed ?? {} },
    requireFree,
    restart: () => {
      restarts += 1;
    },
  });
  const cameraSettings = new CameraSettings({
    settingsService,
    devices: engine.devices,
    running: parts.settings,
    requireFree,
  });
  const served = {
    ...parts,
    feed,
    access,
    settingsService,
    cameraSettings,
    pageFolder,
    version: '0.0.0-test',
  };
  const server = await startApiServer(served).catch(async (error: unknown) => {
    await parts.stop();
    throw error;
  });
  const stop = async () => {
    await server.close();
    await parts.stop();
  };
  return {
    ...parts,
    port: server.port,
    access,
    settingsService,
    cameraSettings,
    restarts: () => restarts,
    send: (to, asked) => send(server.port, to, asked),
    stop,
  };
}

/** Sends one request on a connection of its own. */
export async function send(port: number, to: string, asked: Asked = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, address: host = '127.0.0.1' } = asked;
  const bytes = bytesOf(body);
  // Said by hand: to a GET Node would add neither length nor encoding.
  const about = bytes && { 'Content-Type': 'application/json', 'Content-Length': bytes.length };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ host, port, path: to, method, agent: false, headers: { ...about, ...headers } });
    // After the answer to a body that is too large nobody reads the rest of it.
    sent.on('response', resolve).on('error', reject).end(bytes);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body === undefined || body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The answer's JSON, which must be all of what the schema describes and nothing else. */
export function held<S extends z.ZodType>(schema: S, answer: Answer): z.infer<S> {
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const given: unknown = JSON.parse(answer.text);
  const read = schema.parse(given);
  expect(given).toEqual(read);
  return read;
}

/** An answer's error, which must have this code and the HTTP status that belongs to it. */
export function heldError(code: ErrorCode, answer: Answer): ErrorAnswer {
  const error = held(errorAnswerSchema, answer);
  expect(error).toMatchObject({ error_code: code });
  expect(answer.status).toBe(httpStatusOf(code));
  return error;
}

/** Logs in with the right password; returns the cookie to send. */
export async function logIn(api: TestApi, asked: Asked = {}): Promise<string> {
  const answer = await api.send('/login', { ...asked, method: 'POST', body: { password: PASSWORD } });
  expect(answer.status).toBe(200);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** An answer that goes on and on. */
export interface OpenStream {
  headers: IncomingHttpHeaders;
  /** Resolves with what has come when something new has come. */
  next(): Promise<string>;
  /** Resolves when the server has ended it. */
  ended: Promise<unknown>;
  close(): void;
}

/** Opens a stream, which must be let in. */
export async function openStream(
  api: TestApi,
  to: string,
  { headers = {} }: Asked = {},
): Promise<OpenStream> {
  const sent = request({ host: '127.0.0.1', port: api.port, path: to, agent: false, headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end();
  });
  expect(response.statusCode).toBe(200);
  let received = '';
  response.on('data', (bytes: Buffer) => (received += bytes.toString()));
  // A stream that the server ends in the middle of the test's own end is no matter.
  response.on('error', () => undefined);
  const ended = new Promise((resolve) => response.once('close', resolve));
  return {
    headers: response.headers,
    next: async () => {
      await once(response, 'data');
      return received;
    },
    ended,
    close: () => void sent.destroy(),
  };
}

/** Asks for `/status` every 20 ms until it is as wanted. */
export async function statusWhere(
  api: TestApi,
  isWanted: (status: StatusAnswer) => boolean,
): Promise<StatusAnswer> {
  const deadlineMs = performance.now() + 15_000;
  while (performance.now() < deadlineMs) {
    const status = held(statusAnswerSchema, await api.send('/status'));
    if (isWanted(status)) return status;
    await delay(20);
  }
  throw new Error('the status never was as wanted');
}
