import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { boundConnections } from '#main/http/connections';

const MAX = 4;
/** More than the two ends of a connection hold. */
const LARGE = Buffer.alloc(64 * 1024 * 1024);

/** A bounded server that answers with much, with a stream that has no end, or with one word. */
async function serve() {
  const server = createServer((request, response) => {
    if (request.url === '/large') response.end(LARGE);
    else if (request.url === '/stream') response.flushHeaders();
    else response.end('here');
  });
  boundConnections(server, MAX);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = (): Socket => connect(port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return {
    /** Asks, and reads nothing; resolves with the server's answer when it has begun. */
    ask: async (path: string) => {
      const socket = open();
      const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      const [, response] = await asked;
      return { socket, response };
    },
    /** Connects, and says nothing; what it returns ends with the connection. */
    silent: async () => {
      const connected = once(server, 'connection');
      const closed = text(open()).catch(() => '');
      await connected;
      return { closed };
    },
    /** What comes back to who asks for one word and reads it. */
    word: async () => {
      const socket = open();
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
      return text(socket).catch(() => '');
    },
  };
}

it('clients that do not read their answers keep nobody out', async () => {
  const { ask, word } = await serve();
  const slow = [];
  for (let opened = 0; opened < MAX; opened++) slow.push(await ask('/large'));
  expect(await word()).toContain('here');
  // One had to go, the oldest, and no more than that.
  expect(slow.map(({ response }) => response.destroyed)).toEqual([true, false, false, false]);
});

it('who says nothing goes before who does not read, and streams that have nothing to send go on', async () => {
  const { ask, silent, word } = await serve();
  const stream = await ask('/stream');
  const slow = await ask('/large');
  const quiet = await silent();
  await ask('/stream');
  expect(await word()).toContain('here');
  expect(await quiet.closed).toBe('');
  expect(slow.response.destroyed).toBe(false);
  await ask('/stream');
  expect(await word()).toContain('here');
  expect([stream, slow].map(({ response }) => response.destroyed)).toEqual([false, true]);
});
