import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appError } from '../contract/errors';
import type { Settings } from '../contract/settings';
import { holderOfPort } from '../engine/holder';
import { errorCodeOf } from '../engine/spool/durable';
import { createApp, type ApiParts } from './app';
import { boundConnections } from './connections';

/** A client has so many ms for its headers, and for its whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Whether it has kept to them is looked at this often. */
const TIMEOUTS_LOOKED_AT_MS = 2000;
const MOST_CONNECTIONS = 500;

/** The API as it listens. */
export interface ApiServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves the API and the page.
 * @throws AppError PORT_IN_USE with who holds the port, INVALID_SETTING where HOST or PORT can't be used.
 */
export async function startApiServer(parts: ApiParts): Promise<ApiServer> {
  const { HOST: host, PORT: port } = parts.settings;
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUTS_LOOKED_AT_MS,
    },
    createApp(parts),
  );
  boundConnections(server, MOST_CONNECTIONS);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw await whyNotListening(cause, parts.settings);
  }
  return { port: portOf(server), close: () => close(server) };
}

/** The error codes of an address that is none of this machine's. */
const BAD_HOST = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'];

/** The error of a server that can't listen, in words that name the setting to change. */
async function whyNotListening(cause: unknown, { HOST, PORT }: Settings): Promise<unknown> {
  const code = errorCodeOf(cause) ?? '';
  if (code === 'EADDRINUSE') {
    const holder = (await holderOfPort(PORT)) ?? 'another program';
    return appError('PORT_IN_USE', { port: PORT, holder }, { cause });
  }
  if (code === 'EACCES') {
    const allowed = 'a port that this user may open: 1024 and higher';
    return appError('INVALID_SETTING', { name: 'PORT', value: PORT, allowed }, { cause });
  }
  if (BAD_HOST.includes(code)) {
    const value = JSON.stringify(HOST);
    return appError(
      'INVALID_SETTING',
      { name: 'HOST', value, allowed: 'an address of this machine' },
      { cause },
    );
  }
  return cause;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the API does not listen on a port');
  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
