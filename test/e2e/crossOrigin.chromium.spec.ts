import { expect, test, type Page } from '@playwright/test';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMALL_PICTURES } from './kiosk';
import { startHeadless, type HeadlessServer } from './server';

/** What the page logs, as the original's did: what it asked for, and each stage once. */
type Log = string[];

/**
 * A page that is served from elsewhere and behaves as the original's: looks at /health, starts a test with an id of its own
 * making, and polls /status every 500 ms, 240 times at most.
 */
const PAGE = (api: string) => `<!doctype html><title>the original's page</title><button>TEST</button><script>
const api = ${JSON.stringify(api)};
window.log = [];
const say = (line) => { if (!window.log.includes(line)) window.log.push(line); };
const readJson = async (path, options) => (await fetch(api + path, options)).json();
const follow = async () => {
  for (let attempt = 0; attempt < 240; attempt++) {
    const status = await readJson('/status');
    if (status.progress) say(status.progress);
    if (!status.active) return say(status.last_error ?? JSON.stringify(status.last_result));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};
document.querySelector('button').onclick = async () => {
  try {
    say('health ' + (await readJson('/health')).status);
    const body = { goat_id: 'test_' + Date.now(), is_test: true, require_all_cameras: false };
    const headers = { 'Content-Type': 'application/json' };
    const answer = await readJson('/record', { method: 'POST', headers, body: JSON.stringify(body) });
    if (answer.status === 'error') return say(answer.error_code);
    say(answer.status + ' ' + answer.goat_id.slice(0, 5));
    await follow();
    say('the end');
  } catch (error) {
    say('refused: ' + error.name);
  }
};
</script>`;

let elsewhere: Server;
let api = '';
let origin = '';
let server: HeadlessServer | null = null;

test.beforeEach(async () => {
  elsewhere = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(PAGE(api));
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
test.afterEach(async () => {
  elsewhere.close();
  await server?.stop();
  server = null;
});

async function start(environment: Record<string, string>): Promise<HeadlessServer> {
  server = await startHeadless({
    ...{ ...SMALL_PICTURES, STORE: 'folder', NUM_IMAGES: '3', MAX_PARALLEL: '3' },
    ...environment,
  });
  api = server.address;
  return server;
}

const logOf = (page: Page): Promise<Log> => page.evaluate(() => Reflect.get(window, 'log') as Log);

test("a page of an allowed origin works as the original's did, from start to end", async ({
  page,
  request,
}) => {
  const { address } = await start({ API_AUTH: 'none', CORS_ORIGINS: origin });
  // Simulated cameras have to be drawn first.
  await expect
    .poll(
      async () => ((await (await request.get(`${address}/health`)).json()) as { status: string }).status,
      {
        timeout: 30_000,
      },
    )
    .toBe('ok');
  await page.goto(origin);
  await page.getByRole('button', { name: 'TEST' }).click();
  await expect.poll(() => logOf(page), { timeout: 30_000 }).toContain('the end');
  const [health, started, ...stages] = await logOf(page);
  expect([health, started]).toEqual(['health ok', 'capture_started test_']);
  const result: unknown = JSON.parse(stages.at(-2) ?? '');
  expect(result).toMatchObject({ success: true, test: true, uploaded: [], total_images: 9 });
  for (const stage of stages.slice(0, -2)) expect(['starting', 'capturing', 'checking_s3']).toContain(stage);
  expect(stages).toContain('capturing');
});

test('the same page is refused where its origin is not allowed, and changes nothing', async ({
  page,
  request,
}) => {
  const { address } = await start({ API_AUTH: 'none', CORS_ORIGINS: 'http://10.0.0.7' });
  await page.goto(origin);
  await page.getByRole('button', { name: 'TEST' }).click();
  await expect.poll(() => logOf(page)).toEqual(['refused: TypeError']);
  // What it would have started, sent without asking for the answer.
  await page.evaluate(async (to) => {
    const body = JSON.stringify({ goat_id: 'test_1' });
    await fetch(`${to}/record`, { method: 'POST', mode: 'no-cors', body }).catch(() => undefined);
  }, address);
  const health: unknown = await (await request.get(`${address}/health`)).json();
  expect(health).toMatchObject({ recording_active: false });
});

test('where a login is needed the page is told so, be its origin allowed', async ({ page }) => {
  await start({ API_AUTH: 'password', CORS_ORIGINS: origin });
  await page.goto(origin);
  await page.getByRole('button', { name: 'TEST' }).click();
  await expect.poll(() => logOf(page)).toContain('LOGIN_REQUIRED');
});

test("on the kiosk's own machine a page from elsewhere sets nothing off by an image, and can link to the page", async ({
  page,
}) => {
  const { address } = await start({ API_AUTH: 'remote' });
  // The browser keeps such an answer from the page, and from Playwright's own events.
  const network = await page.context().newCDPSession(page);
  const urls = new Map<string, string>();
  const statuses = new Map<string, number>();
  network.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  network.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) =>
    statuses.set(requestId, statusCode),
  );
  const statusOf = (url: string) =>
    [...statuses].flatMap(([id, status]) => (urls.get(id) === url ? [status] : []));
  await network.send('Network.enable');
  // By another name it is another site, by the same one another origin.
  for (const to of [address, address.replace('localhost', '127.0.0.1')]) {
    await page.goto(origin);
    await page.evaluate((src) => void (new Image().src = src), `${to}/diagnostics`);
    await expect.poll(() => statusOf(`${to}/diagnostics`)).toEqual([403]);
    await page.evaluate((href) => void window.open(href, '_self'), `${to}/`);
    await expect(page).toHaveTitle('Goat Training Capture');
  }
});
