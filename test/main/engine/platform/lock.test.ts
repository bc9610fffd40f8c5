import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockDataDir } from '#engine/platform/lock';
import { folderForTest } from '#support/sessions';

/** Another process that holds the lock as ours does: on a file that it has open. Resolves when it has it. */
async function otherOwner(dataDir: string) {
  await mkdir(dataDir, { recursive: true });
  const script = 'exec 3>>"$0/lock"; flock -n 3 || exit 1; echo "process $$" > "$0/lock"; echo held; read _';
  const child = spawn('sh', ['-c', script, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

it('makes the folder and tells in the lock who holds it', async () => {
  const dataDir = path.join(await folderForTest(), 'new', 'data');
  const lock = lockDataDir(dataDir);
  expect(await readFile(path.join(dataDir, 'lock'), 'utf8')).toMatch(`process ${process.pid}, since 20`);
  lock.release();
});

it('is told by a second one who holds it, which changes nothing', async () => {
  const dataDir = await folderForTest();
  const lock = lockDataDir(dataDir);
  const before = await readFile(path.join(dataDir, 'lock'), 'utf8');
  expect(() => lockDataDir(dataDir)).toThrow(
    expect.objectContaining({
      code: 'DATA_DIR_IN_USE',
      message: expect.stringContaining(`process ${process.pid}`) as string,
    }) as Error,
  );
  expect(await readFile(path.join(dataDir, 'lock'), 'utf8')).toBe(before);
  lock.release();
  lockDataDir(dataDir).release();
});

it('is held by another process until that is killed', async () => {
  const dataDir = await folderForTest();
  const child = await otherOwner(dataDir);
  expect(() => lockDataDir(dataDir)).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({ code: 'DATA_DIR_IN_USE' }) as unknown,
    }) as Error,
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockDataDir(dataDir).release();
});

it('says what is wrong with a folder that can not be one', async () => {
  const folder = await folderForTest();
  await writeFile(path.join(folder, 'file'), '');
  expect(() => lockDataDir(path.join(folder, 'file', 'data'))).toThrow(
    expect.objectContaining({ code: 'INVALID_FOLDER' }) as Error,
  );
});

it.each(['/proc/goats/data', '/sys/goats'])('refuses %s at once: nothing can be kept there', (folder) => {
  expect(() => lockDataDir(folder)).toThrow(expect.objectContaining({ code: 'INVALID_FOLDER' }) as Error);
});
