import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appError, asAppError, type Fault } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { Clock } from '#engine/platform/clock';
import { portOwner } from '#engine/platform/deviceOwner';
import { LEGACY_SERVICE, isLegacyServerRunning } from '#engine/machine/legacyServer';
import { errorCodeOf } from '#engine/platform/durableFiles';
import { createApp, type ApiParts } from './app';
import { boundConnections } from './connections';
import { makeListener } from './listener';

/** A client has so many ms for its headers, and for its whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Whether it has kept to them is looked at this often. */
const TIMEOUT_CHECK_INTERVAL_MS = 2000;
const MAX_CONNECTIONS = 500;

/** A port that is taken is tried again so often. */
const RETRY_MS = 5000;

/** The API as it listens, or waits for its port. */
export interface ApiServer {
  port: number;
  listening: boolean;
  close(): Promise<void>;
}

/**
 * Serves the API and the page.
 * @param onPortTaken where given a port that another program has is waited for: it is called with that fault, and with
 * null once the port is ours.
 * @throws AppError PORT_IN_USE with who holds the port, INVALID_SETTING where HOST, PORT or TLS_CERT can't be used.
 */
export async function startApiServer(
  parts: ApiParts,
  onPortTaken?: (fault: Fault | null) => void,
): Promise<ApiServer> {
  const { settings, clock } = parts;
  const server = makeListener(
    settings,
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    },
    createApp(parts),
  );
  boundConnections(server, MAX_CONNECTIONS);
  try {
    await listen(server, settings);
  } catch (error) {
    if (!onPortTaken || asAppError(error).code !== 'PORT_IN_USE') throw error;
    return waitForPort(server, settings, clock, onPortTaken, error);
  }
  return { port: portOf(server), listening: true, close: () => close(server) };
}

async function listen(server: Server, settings: Settings): Promise<void> {
  server.listen(settings.PORT, settings.HOST);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw await listenFault(cause, settings);
  }
}

/** A server whose port is taken, and that listens as soon as it is free. */
function waitForPort(
  server: Server,
  settings: Settings,
  clock: Clock,
  onPortTaken: (fault: Fault | null) => void,
  firstError: unknown,
): ApiServer {
  const stopping = new AbortController();
  const wait = async () => {
    for (let error: unknown = firstError; error !== null;) {
      onPortTaken(asAppError(error).fault);
      await clock.sleep(RETRY_MS, stopping.signal);
      error = await listen(server, settings).then(
        () => null,
        (next: unknown) => next,
      );
    }
    onPortTaken(null);
  };
  const waiting = wait().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    port: settings.PORT,
    listening: false,
    close: async () => {
      stopping.abort();
      await waiting;
      if (server.listening) await close(server);
    },
  };
}

/** The error codes of an address that is none of this machine's. */
const BAD_HOST = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'];

/** The error of a server that can't listen, in words that name the setting to change. */
async function listenFault(cause: unknown, { HOST, PORT }: Settings): Promise<unknown> {
  const code = errorCodeOf(cause) ?? '';
  if (code === 'EADDRINUSE') {
    // Another user's program can't be seen; a service can.
    const unseen = (await isLegacyServerRunning()) ? LEGACY_SERVICE : 'another program';
    const owner = (await portOwner(PORT)) ?? unseen;
    return appError('PORT_IN_USE', { port: PORT, holder: owner }, { cause });
  }
  if (code === 'EACCES') {
    return appError('INVALID_SETTING', { name: 'PORT', value: PORT, allowed: 'open-port' }, { cause });
  }
  if (BAD_HOST.includes(code)) {
    const value = JSON.stringify(HOST);
    return appError('INVALID_SETTING', { name: 'HOST', value, allowed: 'own-address' }, { cause });
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
