import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appError } from '../contract/errors';
import { holderOfPort } from '../engine/holder';
import { errorCodeOf } from '../engine/spool/durable';
import { createApp, type ApiParts } from './app';

/** A client has so many ms for its headers, and for its whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const MOST_CONNECTIONS = 500;

/** The API as it listens. */
export interface ApiServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves the API and the page.
 * @throws AppError PORT_IN_USE with who holds the port.
 */
export async function startApiServer(parts: ApiParts): Promise<ApiServer> {
  const { HOST: host, PORT: port } = parts.settings;
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    createApp(parts),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    if (errorCodeOf(cause) !== 'EADDRINUSE') throw cause;
    const holder = (await holderOfPort(port)) ?? 'another program';
    throw appError('PORT_IN_USE', { port, holder }, { cause });
  }
  return { port: portOf(server), close: () => close(server) };
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
