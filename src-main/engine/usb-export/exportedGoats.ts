import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { list } from 'tar';
import { z } from 'zod';
import { cameraNameSchema } from '#contract/cameras';
import { appError } from '#contract/errors';
import { goatIdSchema } from '#contract/goats';
import type { StoredObject } from '#contract/session';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { checksumStream } from '#engine/platform/checksumStream';
import { archiveKey, dataKey } from '#engine/upload/objects';
import type { FoundGoat } from './findGoats';
import { readManifestIn, type Manifest } from './manifest';

/** A goat that was found whole. */
export interface ExportedGoat extends Pick<Manifest, 'simulated' | 'overwrite' | 'objects'> {
  /** The goat's own folder: its name may differ from the goat's id. */
  folder: string;
  goatId: string;
}

/** What `goat_data.json` holds where there is no manifest, as in a folder that served as the store. */
const goatDataSchema = z.looseObject({
  goat_id: goatIdSchema,
  cameras: z.array(cameraNameSchema).min(1),
  images_per_camera: z.number().int().positive(),
  simulated: z.boolean(),
});

/** The file of an object in a goat's own folder, by the object's key. */
const fileOf = (folder: string, key: string): string => path.join(folder, ...key.split('/').slice(1));

/**
 * Reads what a folder holds of a goat: by its manifest, or, where there is none, by its `goat_data.json` and its archives.
 * @throws AppError IMPORT_NOT_WHOLE, IMPORT_DAMAGED.
 */
export async function readGoat({ folder, goatId: idByPlace }: FoundGoat): Promise<ExportedGoat> {
  const manifest = await readManifestIn(folder);
  if (!manifest) return readWithoutManifest(folder);
  const { goat_id: goatId, simulated, overwrite, objects } = manifest;
  for (const { key, bytes } of objects) {
    if ((await sizeOf(fileOf(folder, key))) !== bytes) throw appError('IMPORT_DAMAGED', { file: key });
  }
  // Elsewhere it may be an older copy, which must not replace a newer one.
  return { folder, goatId, simulated, overwrite: overwrite && idByPlace === goatId, objects };
}

async function readWithoutManifest(folder: string): Promise<ExportedGoat> {
  const name = path.basename(folder);
  const text = await readFile(fileOf(folder, dataKey(name)), 'utf8').catch(() => '');
  const { data } = goatDataSchema.safeParse(parseJson(text));
  // Without either nobody knows whether it is whole, and whether its cameras were real.
  if (!data) throw appError('IMPORT_NOT_WHOLE', { goat_id: name, file: 'manifest.json' });
  const { goat_id: goatId, simulated } = data;
  const objects: StoredObject[] = [];
  for (const camera of data.cameras) {
    const archive = archiveKey(goatId, camera);
    if ((await picturesIn(fileOf(folder, archive))) !== data.images_per_camera)
      throw appError('IMPORT_DAMAGED', { file: archive });
    objects.push(await measuredFile(folder, archive));
  }
  objects.push(await measuredFile(folder, dataKey(goatId)));
  return { folder, goatId, simulated, overwrite: false, objects };
}

/**
 * Reads a file of a goat and compares it with its checksum.
 * @returns a stream that fails with IMPORT_DAMAGED at its end, at the latest, where the bytes are not the right ones.
 */
export function readChecked(folder: string, { key, crc64nvme }: StoredObject): Readable {
  async function* pieces() {
    const checksum = new Crc64Nvme();
    const source = createReadStream(fileOf(folder, key));
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
  const { stream, result } = checksumStream(createReadStream(fileOf(folder, key)));
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
