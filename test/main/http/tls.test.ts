import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RunningProgram } from '#main/app/cli/runningProgram';
import { settingsSchema } from '#contract/settings';
import { PASSWORD, startApi, type TestApi } from '#support/api';
import { makeCertificate } from '#support/certificates';
import { NO_CAMERAS } from '#support/engine';

let folder: string;
let own: { cert: string; key: string };
let other: { cert: string; key: string };
let api: TestApi | null = null;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-tls-'));
  own = await makeCertificate(folder, 'kiosk');
  other = await makeCertificate(folder, 'other');
});
afterEach(async () => {
  await api?.stop();
  api = null;
});
afterAll(() => rm(folder, { recursive: true }));

const start = async () => {
  api = await startApi({ settings: { ...NO_CAMERAS, TLS_CERT: own.cert, TLS_KEY: own.key } });
  return api;
};

/** Sends a request by TLS; what the certificate says is another matter. */
async function ask(port: number, to: string, body?: object): Promise<IncomingMessage> {
  const sent = request({
    ...{ host: '127.0.0.1', port, path: to, agent: false, rejectUnauthorized: false },
    method: body ? 'POST' : 'GET',
  });
  sent.end(body && JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

describe('with a certificate', () => {
  it('the API speaks TLS and nothing else, its cookies are Secure, and its addresses say so', async () => {
    const started = await start();
    const { port, access } = started;
    expect(await text(await ask(port, '/health'))).toContain('"status"');
    const login = await ask(port, '/login', { password: PASSWORD });
    expect(login.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
    login.resume();
    await expect(started.send('/health')).rejects.toThrow();
    for (const address of access.describe().addresses) expect(address).toMatch(/^https:\/\//);
  });

  it('streams go on while many connections say nothing', async () => {
    const { port } = await start();
    const events = await ask(port, '/events');
    const sockets: Socket[] = [];
    for (let opened = 0; opened < 600; opened++) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      sockets.push(socket);
      await once(socket, 'connect');
    }
    expect((await ask(port, '/health')).statusCode).toBe(200);
    await once(events, 'data');
    expect(events.destroyed).toBe(false);
    for (const socket of [...sockets, events]) socket.destroy();
  });

  it('the commands find the program by its very certificate', async () => {
    const { port } = await start();
    const settings = settingsSchema.parse({ PORT: port, TLS_CERT: own.cert, TLS_KEY: own.key });
    expect(await new RunningProgram(settings).examine()).toMatchObject({ disk: { ok: true } });
    const strange = { ...settings, TLS_CERT: other.cert, TLS_KEY: other.key };
    expect(await new RunningProgram(strange).examine()).toBeNull();
    expect(await new RunningProgram(settingsSchema.parse({ PORT: port })).examine()).toBeNull();
  });
});

describe('a start is refused', () => {
  it.each(['TLS_CERT', 'TLS_KEY'] as const)('with %s alone', (name) => {
    const { error } = settingsSchema.safeParse({ [name]: '/x.pem' });
    expect(error?.issues[0]?.message).toBe('both-of-tls');
  });

  it('where files are missing, are none, or do not belong together', async () => {
    const nonsense = path.join(folder, 'nonsense.pem');
    await writeFile(nonsense, 'no certificate');
    const der = path.join(folder, 'kiosk.der');
    await writeFile(der, new X509Certificate(await readFile(own.cert)).raw);
    const missing = path.join(folder, 'missing.pem');
    for (const [TLS_CERT, TLS_KEY, words] of [
      [missing, own.key, `TLS_CERT cannot be "${missing}"`],
      [own.cert, missing, `TLS_KEY cannot be "${missing}"`],
      [nonsense, own.key, `TLS_CERT cannot be "${nonsense}"`],
      [der, own.key, `TLS_CERT cannot be "${der}"`],
      [own.key, own.key, `TLS_CERT cannot be "${own.key}"`],
      [own.cert, nonsense, `TLS_KEY cannot be "${nonsense}"`],
      [own.cert, other.key, `TLS_KEY cannot be "${other.key}"`],
    ] as const) {
      const starting = startApi({ settings: { ...NO_CAMERAS, TLS_CERT, TLS_KEY } });
      await expect(starting).rejects.toMatchObject({
        code: 'INVALID_SETTING',
        message: expect.stringContaining(words) as unknown,
      });
    }
  });
});
