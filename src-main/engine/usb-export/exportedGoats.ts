import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { list } from 'tar';
import { z } from 'zod';
import { cameraNameSchema } from '#contract/cameras';
import { appError } from '#contract/errors';
import { goatIdSchema, SIMULATED_FOLDER } from '#contract/goats';
import type { StoredObject } from '#contract/session';
import { errorCodeOf } from '#engine/platform/durableFiles';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { checksumStream } from '#engine/platform/checksumStream';
import { archiveKey, dataKey } from '#engine/upload/objects';
import { manifestFile, readManifest, type Manifest } from './manifest';

/** Where a goat was found: the folder that holds it, and its id. */
export interface FoundGoat {
  folder: string;
  goatId: string;
}

/** What is known of a goat that was found whole. */
export type ExportedGoat = FoundGoat & Pick<Manifest, 'simulated' | 'overwrite' | 'objects'>;

/** What `goat_data.json` tells where there is no manifest, as in a folder that served as the store. */
const goatDataSchema = z.looseObject({
  goat_id: z.string(),
  cameras: z.array(cameraNameSchema).min(1),
  images_per_camera: z.number().int().positive(),
  simulated: z.boolean(),
});

/**
 * The goats of a stick, or of a folder in the bucket's layout; simulated ones last.
 * @throws AppError IMPORT_NO_GOATS where there are none.
 */
export async function findGoats(folder: string): Promise<FoundGoat[]> {
  const goats = [...(await goatsIn(folder)), ...(await goatsIn(path.join(folder, SIMULATED_FOLDER)))];
  if (goats.length === 0) throw appError('IMPORT_NO_GOATS', { path: folder });
  return goats;
}

async function goatsIn(folder: string): Promise<FoundGoat[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT' || errorCodeOf(error) === 'ENOTDIR') return [];
    throw error;
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const goats: FoundGoat[] = [];
  for (const goatId of names.filter((name) => goatIdSchema.safeParse(name).success).sort(byNumber)) {
    // A stick may hold other things, too.
    const files = [manifestFile(folder, goatId), path.join(folder, dataKey(goatId))];
    const archives = cameraNameSchema.options.map((camera) => path.join(folder, archiveKey(goatId, camera)));
    const found = await Promise.all([...files, ...archives].map((file) => sizeOf(file)));
    if (found.some((size) => size !== null)) goats.push({ folder, goatId });
  }
  return goats;
}

/**
 * What is known of a goat: by its manifest, or, where there is none, by its `goat_data.json` and its archives.
 * @throws AppError IMPORT_NOT_WHOLE, IMPORT_DAMAGED.
 */
export async function readGoat({ folder, goatId }: FoundGoat): Promise<ExportedGoat> {
  const manifest = await readManifest(folder, goatId);
  if (!manifest) return readWithoutManifest(folder, goatId);
  const { simulated, overwrite, objects } = manifest;
  for (const { key, bytes } of objects) {
    if ((await sizeOf(path.join(folder, key))) !== bytes) throw appError('IMPORT_DAMAGED', { file: key });
  }
  return { folder, goatId, simulated, overwrite, objects };
}

async function readWithoutManifest(folder: string, goatId: string): Promise<ExportedGoat> {
  const key = dataKey(goatId);
  const text = await readFile(path.join(folder, key), 'utf8').catch(() => '');
  const data = goatDataSchema.safeParse(parseJson(text)).data;
  // Without either nobody knows whether it is whole, and whether its cameras were real.
  if (data?.goat_id !== goatId)
    throw appError('IMPORT_NOT_WHOLE', { goat_id: goatId, file: 'manifest.json' });
  const objects: StoredObject[] = [];
  for (const camera of data.cameras) {
    const archive = archiveKey(goatId, camera);
    if ((await picturesIn(path.join(folder, archive))) !== data.images_per_camera)
      throw appError('IMPORT_DAMAGED', { file: archive });
    objects.push(await measuredFile(folder, archive));
  }
  objects.push(await measuredFile(folder, key));
  return { folder, goatId, simulated: data.simulated, overwrite: false, objects };
}

/**
 * A file of a goat, read and held against its checksum.
 * @returns a stream that fails with IMPORT_DAMAGED at its end, at the latest, where the bytes are not the right ones.
 */
export function readChecked(folder: string, { key, crc64nvme }: StoredObject): Readable {
  async function* pieces() {
    const checksum = new Crc64Nvme();
    const source = createReadStream(path.join(folder, key));
    try {
      for await (const piece of source) {
        if (!Buffer.isBuffer(piece)) throw new TypeError('a stream of bytes was expected');
        checksum.update(piece);
        yield piece;
      }
    } catch (cause) {
      throw appError('IMPORT_DAMAGED', { file: key }, { cause });
    }
    if (checksum.digest() !== crc64nvme) throw appError('IMPORT_DAMAGED', { file: key });
  }
  return Readable.from(pieces(), { objectMode: false });
}

/** How many files a whole archive has; 0 where it is not whole. */
async function picturesIn(file: string): Promise<number> {
  let files = 0;
  try {
    await list({ file, strict: true, onReadEntry: () => (files += 1) });
    return files;
  } catch {
    return 0;
  }
}

async function measuredFile(folder: string, key: string): Promise<StoredObject> {
  const { stream, result } = checksumStream(createReadStream(path.join(folder, key)));
  await finished(stream.resume());
  return { key, ...result() };
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
