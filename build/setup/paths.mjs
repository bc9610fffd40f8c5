import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Where large downloads outlive a checkout. Root's is the system's own cache: a test that drops to an ordinary
 * user must be able to read it, and /root is closed to all others.
 */
export function cacheFolder() {
  const { XDG_CACHE_HOME } = process.env;
  const base = XDG_CACHE_HOME ?? (process.getuid?.() === 0 ? '/var/cache' : join(homedir(), '.cache'));
  return join(base, 'goat-training-capture');
}
