import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { json } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import type { Settings } from '#contract/settings';

const TIMEOUT_MS = 30_000;

/**
 * What the program that listens with these settings answers to a GET, as JSON. By TLS it must show the very certificate
 * that is set: its name is another one than this machine's own address.
 * @throws where nobody answers, or somebody else does.
 */
export async function askLoopback(
  { HOST, PORT, TLS_CERT }: Pick<Settings, 'HOST' | 'PORT' | 'TLS_CERT'>,
  path: string,
): Promise<unknown> {
  const isAnyAddress = HOST === '0.0.0.0' || HOST === '::';
  const target = {
    host: isAnyAddress ? '127.0.0.1' : HOST,
    port: PORT,
    path,
    agent: false,
    timeout: TIMEOUT_MS,
  };
  const sent =
    TLS_CERT === undefined ? requestPlain(target) : requestTls({ ...target, rejectUnauthorized: false });
  sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  if (TLS_CERT !== undefined && !shows(answer, TLS_CERT)) {
    sent.destroy();
    throw new Error('another program has the port');
  }
  return json(answer);
}

function shows({ socket }: IncomingMessage, certificateFile: string): boolean {
  if (!(socket instanceof TLSSocket)) return false;
  const own = new X509Certificate(readFileSync(certificateFile));
  return socket.getPeerX509Certificate()?.fingerprint256 === own.fingerprint256;
}
