import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { AllowedValues } from '#contract/locales/errors/allowedValues';
import { appError } from '#contract/errors';
import type { SettingName, Settings } from '#contract/settings';

/**
 * A server that does not listen yet: by TLS where a certificate is set.
 * @throws AppError INVALID_SETTING names the one that can't be read or is none, or the key that is another certificate's.
 */
export function makeListener(
  { TLS_CERT, TLS_KEY }: Pick<Settings, 'TLS_CERT' | 'TLS_KEY'>,
  options: ServerOptions & { headersTimeout: number },
  onRequest: RequestListener,
): Server {
  if (TLS_CERT === undefined || TLS_KEY === undefined) return createServer(options, onRequest);
  const pair = { cert: readPem('TLS_CERT', TLS_CERT), key: readPem('TLS_KEY', TLS_KEY) };
  try {
    createSecureContext({ cert: pair.cert });
  } catch (cause) {
    throw refused('TLS_CERT', TLS_CERT, 'TLS_CERT', cause);
  }
  try {
    createSecureContext(pair);
  } catch (cause) {
    throw refused('TLS_KEY', TLS_KEY, 'matching-key', cause);
  }
  return createTlsServer({ ...options, ...pair, handshakeTimeout: options.headersTimeout }, onRequest);
}

function readPem(name: SettingName, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw refused(name, file, 'readable-pem', cause);
  }
}

function refused(name: SettingName, file: string, allowed: AllowedValues, cause: unknown) {
  return appError('INVALID_SETTING', { name, value: JSON.stringify(file), allowed }, { cause });
}
