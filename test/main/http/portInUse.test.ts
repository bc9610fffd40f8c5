import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApiServer, type ApiServer } from '#main/http/server';
import { healthAnswerSchema } from '#contract/captureApi';
import { OverviewFeed } from '#engine/status/overviewFeed';
import { settingsSchema } from '#contract/settings';
import { held, send, startApi, type TestApi } from '#support/api';
import { TestClock } from '#support/clock';
import { NO_CAMERAS } from '#support/engine';

let api: TestApi;
let owner: Server;
let port: number;
let clock: TestClock;
let server: ApiServer;
beforeEach(async () => {
  api = await startApi({ settings: NO_CAMERAS });
  owner = createServer().listen(0, '127.0.0.1');
  await once(owner, 'listening');
  ({ port } = owner.address() as AddressInfo);
  clock = new TestClock();
  const settings = settingsSchema.parse({ PORT: port, HOST: '127.0.0.1' });
  const feed = new OverviewFeed(api.engine, api.clock, api.log);
  const parts = { ...api, feed, settings, clock, pageFolder: api.dataDir, version: '1' };
  server = await startApiServer(parts, (fault) => {
    api.engine.publishApiFault(fault);
  });
});
afterEach(async () => {
  owner.close();
  await server.close();
  await api.stop();
});

const warnings = async () => (await api.engine.overview()).warnings;
const inUse = () => ({
  code: 'PORT_IN_USE',
  parameters: { port, holder: expect.stringContaining(`(process ${process.pid})`) as unknown },
});

it('is told on the screen with who has it, and taken as soon as it is free', async () => {
  expect(server.listening).toBe(false);
  expect(await warnings()).toEqual([inUse()]);
  clock.advance(5000);
  // It tries again, in vain, and waits once more.
  await expect.poll(() => clock.timers).toEqual([5000]);
  expect(await warnings()).toEqual([inUse()]);
  owner.close();
  clock.advance(5000);
  await expect.poll(warnings).toEqual([]);
  expect(held(healthAnswerSchema, await send(port, '/health')).recording_active).toBe(false);
});

it('is not waited for any longer once the program ends', async () => {
  await server.close();
  expect(clock.timers).toEqual([]);
});
