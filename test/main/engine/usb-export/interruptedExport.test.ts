import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { usbExportAnswerSchema, type Export } from '#contract/usbExport';
import { systemClock } from '#engine/platform/clock';
import { filesOfArchive } from '#support/archives';
import { held, send } from '#support/api';
import { until } from '#support/capture';
import { SHORT_CAPTURE } from '#support/engine';
import { programForTests, startProgram } from '#support/program';
import { capturedSession, folderForTest, pictureBytes, spoolForTest } from '#support/sessions';
import { fakeUsbSticks } from '#support/usbExportFixture';
import { outOfReach } from '#support/fakeUsb';

const program = programForTests();
const GOATS = ['1', '2', '3'];
const PICTURES = { count: 10, bytes: 300_000 };

/** The program, as it can be asked about sticks and killed. */
class Kiosk {
  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** Starts it on simulated cameras, out of reach of its store. */
  static async start(): Promise<Kiosk> {
    const settings = Object.entries(SHORT_CAPTURE).map(([name, value]) => [name, String(value)] as const);
    const store = outOfReach(path.join(program.dataDir, 'bin'));
    const env = { HOME: program.dataDir, ...Object.fromEntries(settings), ...store };
    const { child, port } = await startProgram(program, env);
    onTestFinished(() => void child.kill('SIGKILL'));
    return new Kiosk(child, port);
  }

  async ask(method: string, to: string, body?: unknown) {
    return held(usbExportAnswerSchema, await send(this.port, to, { method, body }));
  }

  /** Copies to the stick until the copying is so far. */
  async copyUntil(isSoFar: (copying: Export) => boolean): Promise<void> {
    await this.ask('POST', '/export', { stick: '/dev/sda1' });
    await until(async () => {
      const { export: copying } = await this.ask('GET', '/sticks');
      return copying !== null && isSoFar(copying);
    }, 30_000);
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

it('comes to a whole stick, and to sessions that say so, though the program is killed in the middle', async () => {
  const folder = path.join(await folderForTest(), 'stick');
  await mkdir(folder);
  const sticks = await fakeUsbSticks(path.join(program.dataDir, 'bin'));
  await sticks.plug({ folder, isOpen: true });
  const dd = execFileSync('which', ['dd']).toString().trim();
  // Nine archives are read so slowly that the kill comes before the last.
  await sticks.program('dd', `#!/bin/sh\nsleep 0.2\nexec ${dd} "$@"\n`);
  const spool = await spoolForTest(systemClock, program.dataDir);
  const ids: string[] = [];
  for (const goatId of GOATS) {
    const wanted = { goatId, imagesPerCamera: PICTURES.count };
    const { id } = await capturedSession(spool, wanted, { bytes: PICTURES.bytes });
    await spool.update(id, { state: 'queued' });
    ids.push(id);
  }
  /** Which sticks the sessions say to be on; the queue may be trying its store just then, whatever is on sticks. */
  const namedSticks = async () => {
    const sessions = (await spoolForTest(systemClock, program.dataDir)).list();
    expect(sessions.map(({ id }) => id)).toEqual(ids);
    return sessions.map(({ exported }) => exported?.stick);
  };
  const moments = [
    (copying: Export) => copying.bytes_done > 0,
    (copying: Export) => copying.phase === 'checking' && copying.bytes_done > 0,
  ];
  for (const moment of moments) {
    const kiosk = await Kiosk.start();
    await kiosk.copyUntil(moment);
    await kiosk.kill();
  }
  expect(await namedSticks()).toContain(undefined);
  const kiosk = await Kiosk.start();
  await kiosk.copyUntil(({ phase }) => phase === 'done');
  expect((await kiosk.ask('GET', '/sticks')).export).toMatchObject({ left_out: [], safe_to_pull: 'written' });
  await kiosk.kill();
  expect(await namedSticks()).toEqual(['GOATS', 'GOATS', 'GOATS']);
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  expect(names.map((one) => path.relative(folder, path.join(one.parentPath, one.name))).sort()).toEqual(
    GOATS.flatMap((goat) => [
      ...['front', 'side', 'top'].map((camera) => `${goat}/${camera}/images.tar.gz`),
      `${goat}/manifest.json`,
    ]).sort(),
  );
  for (const goat of GOATS) {
    for (const camera of CAMERA_NAMES) {
      const files = await filesOfArchive(await readFile(path.join(folder, goat, camera, 'images.tar.gz')));
      files.forEach(({ bytes }, index) => {
        expect(bytes.equals(pictureBytes(goat, camera, index + 1, PICTURES.bytes))).toBe(true);
      });
      expect(files).toHaveLength(PICTURES.count);
    }
  }
}, 60_000);
