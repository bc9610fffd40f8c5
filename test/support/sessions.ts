import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { CAMERA_NAMES, forEachCamera, type CameraName } from '#contract/cameras';
import { newCameraRecord, type Picture, type Session } from '#contract/session';
import { systemClock, type Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { syncFile, syncFolder } from '#engine/platform/durableFiles';
import { Spool, type NewSession } from '#engine/sessions/spool';
import { Crc64Nvme } from '#engine/platform/crc64nvme';

/** An empty folder that is removed when the running test is over. */
export async function folderForTest(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goat-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A log that is not written anywhere. */
export const noLog: Logger = pino({ level: 'silent' });

/** An opened spool in a data directory, a new one where none is given. */
export async function spoolForTest(clock: Clock = systemClock, dataDir?: string): Promise<Spool> {
  const spool = new Spool(dataDir ?? (await folderForTest()), clock, noLog);
  await spool.open();
  return spool;
}

/** What is asked for at the start of a session of three cameras with two pictures each. */
export function wantedSession(changes: Partial<NewSession> = {}): NewSession {
  return {
    goatId: '17',
    goatData: {},
    isTest: false,
    requireAllCameras: true,
    overwrite: false,
    simulated: false,
    source: 'api',
    imagesPerCamera: 2,
    captureFps: 1,
    width: 4656,
    height: 3496,
    cameras: forEachCamera(() => newCameraRecord('waiting')),
    ...changes,
  };
}

/** Flips one bit of a file in its middle, as a bad disk does; its size and its times stay. */
export async function flipBit(file: string): Promise<void> {
  const { atime, mtime } = await stat(file);
  const bytes = await readFile(file);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  await writeFile(file, bytes);
  await utimes(file, atime, mtime);
}

/** The record of a session's copy on a stick. */
export const ON_USB: NonNullable<Session['exported']> = {
  at: '2026-02-10T12:30:00.000-06:00',
  stick: 'GOATS',
  objects: [],
};

/** The bytes of a picture: the same each time, different from picture to picture, and without a pattern. */
export function pictureBytes(goatId: string, camera: CameraName, number: number, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, block) =>
    createHash('sha512').update(`${goatId} ${camera} ${number} ${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

export interface PictureOptions {
  /** Of each picture. */
  bytes?: number;
  /** True where the pictures are brought to the disk, as a capture does. */
  durable?: boolean;
}

/** A session in state `captured`, with its pictures on disk. */
export async function capturedSession(
  spool: Spool,
  changes: Partial<NewSession> = {},
  { bytes = 1000, durable = false }: PictureOptions = {},
): Promise<Session> {
  const begun = await spool.begin(wantedSession(changes));
  const cameras = { ...begun.cameras };
  for (const camera of CAMERA_NAMES) {
    if (begun.cameras[camera].state === 'missing') continue;
    const pictures: Picture[] = [];
    const folder = spool.cameraFolder(begun.id, camera);
    for (let number = 1; number <= begun.imagesPerCamera; number++) {
      const file = `${number * 1_000_000}.jpg`;
      const content = pictureBytes(begun.goatId, camera, number, bytes);
      await writeFile(path.join(folder, file), content);
      if (durable) await syncFile(path.join(folder, file));
      pictures.push({
        file,
        timestampUs: number * 1_000_000,
        arrivedMs: number * 1000,
        bytes: content.length,
        crc64nvme: new Crc64Nvme().update(content).digest(),
      });
    }
    if (durable) await syncFolder(folder);
    cameras[camera] = { state: 'captured', pictures, notes: [], worstSpacingErrorMs: 0, fault: null };
  }
  return spool.update(begun.id, {
    state: 'captured',
    cameras,
    finishedAt: begun.startedAt,
    durationSec: 2,
  });
}
