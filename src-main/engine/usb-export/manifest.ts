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
  return path.join(folder, goatId, MANIFEST_FILE);
}

/** Writes a goat's manifest. */
export function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  return fileOf(folder, manifest.goat_id).write(manifest);
}

/** The manifest of a goat; null where there is none, or none that can be read. */
export async function readManifest(folder: string, goatId: string): Promise<Manifest | null> {
  const manifest = await fileOf(folder, goatId).read();
  return manifest?.goat_id === goatId ? manifest : null;
}

/** Without a usable manifest an export writes the goat again, and an import goes by its goat data. */
function fileOf(folder: string, goatId: string): JsonFile<Manifest, null> {
  const policy = { missing: null, unusable: () => null, indent: 2 };
  return new JsonFile<Manifest, null>(manifestFile(folder, goatId), manifestSchema, policy);
}
