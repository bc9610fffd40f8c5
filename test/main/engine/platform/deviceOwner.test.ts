import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holderOfFile, holderOfPort } from '#engine/platform/deviceOwner';

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
    expect(await holderOfFile(file)).toBeNull();
    const holder = await hold(file);
    expect(await holderOfFile(file)).toBe(`sleep (process ${holder.pid})`);
    await holder.end();
    expect(await holderOfFile(file)).toBeNull();
  });

  it('is found behind symbolic links, as udev makes them', async () => {
    const link = path.join(folder, 'camera_side');
    await symlink('device', link);
    const holder = await hold(link);
    expect(await holderOfFile(link)).toBe(`sleep (process ${holder.pid})`);
    expect(await holderOfFile(file)).toBe(`sleep (process ${holder.pid})`);
    await holder.end();
  });

  it('is told even where it is this process itself', async () => {
    const handle = await open(file, 'r');
    expect(await holderOfFile(file)).toContain(`(process ${process.pid})`);
    await handle.close();
  });

  it('can be among those that do not count', async () => {
    const holder = await hold(file);
    expect(await holderOfFile(file, (pid) => pid === holder.pid)).toBeNull();
    const other = await hold(file);
    expect(await holderOfFile(file, (pid) => pid === holder.pid)).toBe(`sleep (process ${other.pid})`);
    await holder.end();
    await other.end();
  });

  it('rejects where the file is not there', async () => {
    await expect(holderOfFile(path.join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the holder of a port', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::1'])('is told where it listens on %s', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await holderOfPort(port)).toContain(`(process ${process.pid})`);
    server.close();
    await once(server, 'close');
    expect(await holderOfPort(port)).toBeNull();
  });
});
