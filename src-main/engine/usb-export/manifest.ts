import path from 'node:path';
import { z } from 'zod';
import { goatIdSchema } from '#contract/goats';
import { sessionIdSchema, storedObjectSchema, type Session, type StoredObject } from '#contract/session';
import { isoWithOffset } from '#engine/platform/clock';
import { JsonFile } from '#engine/platform/jsonFile';
import { isObjectOf } from '#engine/upload/objects';

/** Beside a goat's archives on a stick. */
const MANIFEST_FILE = 'manifest.json';

/** What a stick tells of a goat: written last, so that a goat without it is not whole. */
const manifestSchema = z
  .object({
    format: z.literal(1),
    session_id: sessionIdSchema,
    goat_id: goatIdSchema,
    captured_at: z.iso.datetime({ offset: true }),
    copied_at: z.iso.datetime({ offset: true }),
    simulated: z.boolean(),
    /** True where it replaces what the store has of this goat. */
    overwrite: z.boolean(),
    /** In the order in which they go to the store. */
    objects: z.array(storedObjectSchema).min(1),
  })
  .refine(({ goat_id: goatId, objects }) => objects.every(({ key }) => isObjectOf(goatId, key)));
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of a session whose objects are on a stick. */
export function manifestOf(session: Session, objects: StoredObject[], now: Date): Manifest {
  const { id, goatId, startedAt, simulated, overwrite } = session;
  return {
    ...{ format: 1, session_id: id, goat_id: goatId, simulated, overwrite, objects },
    captured_at: startedAt,
    copied_at: isoWithOffset(now),
  };
}

/** Where a goat's manifest is, below the folder of all goats. */
export function manifestFile(folder: string, goatId: string): string {
  return fileOf(path.join(folder, goatId)).path;
}

/** Writes a goat's manifest. */
export function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  return fileOf(path.join(folder, manifest.goat_id)).write(manifest);
}

/** The manifest of a goat; null where there is none, or none that can be read. */
export async function readManifest(folder: string, goatId: string): Promise<Manifest | null> {
  const manifest = await readManifestIn(path.join(folder, goatId));
  return manifest?.goat_id === goatId ? manifest : null;
}

/** The manifest in a goat's folder, whatever the folder's name; null where there is none, or none that can be read. */
export function readManifestIn(goatFolder: string): Promise<Manifest | null> {
  return fileOf(goatFolder).read();
}

/** Without a usable manifest an export writes the goat again, and an import goes by its goat data. */
function fileOf(goatFolder: string): JsonFile<Manifest, null> {
  const policy = { missing: null, unusable: () => null, indent: 2 };
  return new JsonFile<Manifest, null>(path.join(goatFolder, MANIFEST_FILE), manifestSchema, policy);
}
