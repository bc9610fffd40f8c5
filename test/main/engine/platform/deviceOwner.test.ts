import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileOwner, portOwner } from '#engine/platform/deviceOwner';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holder-'));
  file = path.join(folder, 'device');
  await writeFile(file, '');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A process that has the file open, and nothing else to do. */
async function hold(held: string) {
  const handle = await open(held, 'r');
  const child = spawn('sleep', ['60'], { stdio: [handle.fd, 'ignore', 'ignore'] });
  await once(child, 'spawn');
  await handle.close();
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('the holder of a file', () => {
  it('is told by name and id, until it ends', async () => {
    expect(await fileOwner(file)).toBeNull();
    const owner = await hold(file);
    expect(await fileOwner(file)).toBe(`sleep (process ${owner.pid})`);
    await owner.end();
    expect(await fileOwner(file)).toBeNull();
  });

  it('is found behind symbolic links, as udev makes them', async () => {
    const link = path.join(folder, 'camera_side');
    await symlink('device', link);
    const owner = await hold(link);
    expect(await fileOwner(link)).toBe(`sleep (process ${owner.pid})`);
    expect(await fileOwner(file)).toBe(`sleep (process ${owner.pid})`);
    await owner.end();
  });

  it('is told even where it is this process itself', async () => {
    const handle = await open(file, 'r');
    expect(await fileOwner(file)).toContain(`(process ${process.pid})`);
    await handle.close();
  });

  it('can be among those that do not count', async () => {
    const owner = await hold(file);
    expect(await fileOwner(file, (pid) => pid === owner.pid)).toBeNull();
    const other = await hold(file);
    expect(await fileOwner(file, (pid) => pid === owner.pid)).toBe(`sleep (process ${other.pid})`);
    await owner.end();
    await other.end();
  });

  it('rejects where the file is not there', async () => {
    await expect(fileOwner(path.join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the holder of a port', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::1'])('is told where it listens on %s', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await portOwner(port)).toContain(`(process ${process.pid})`);
    server.close();
    await once(server, 'close');
    expect(await portOwner(port)).toBeNull();
  });
});
