import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What scrypt costs: N · r · 128 bytes of memory, p times over (RFC 7914). */
export interface ScryptCost {
  N: number;
  r: number;
  p: number;
}

/** The bytes of a key. */
const KEY_BYTES = 32;

/** Its own text, and so the same in the tests, in the built program and in its package. */
const WORK = `
const { parentPort, workerData } = require('node:worker_threads');
const { password, salt, bytes, options } = workerData;
parentPort.postMessage(require('node:crypto').scryptSync(password, salt, bytes, options));
`;

/**
 * The key that scrypt derives from a password, by a thread of its own: in Electron, whose cryptography is BoringSSL, Node's
 * asynchronous scrypt does all the work a first time while it looks at its options, on the thread that calls it. That is the
 * one which watches over captures.
 * @throws errors of scrypt, such as a cost that can't be.
 */
export async function scryptKey(password: string, salt: Uint8Array, cost: ScryptCost): Promise<Buffer> {
  const { N, r, p } = cost;
  // scrypt needs 128 * N * r bytes, and Node allows just less than that by default.
  const options = { N, r, p, maxmem: 256 * N * r };
  const workerData = { password, salt, bytes: KEY_BYTES, options };
  const worker = new Worker(WORK, { eval: true, workerData });
  const message: unknown[] = await once(worker, 'message');
  const [key] = message;
  if (!(key instanceof Uint8Array)) throw new Error('scrypt has given no key');
  return Buffer.from(key);
}
