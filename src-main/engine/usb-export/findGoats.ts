import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { CAMERA_NAMES } from '#contract/cameras';
import { appError } from '#contract/errors';
import { goatIdSchema, REPLACED_FOLDER, SIMULATED_FOLDER } from '#contract/goats';
import { errorCodeOf } from '#engine/platform/durableFiles';

/** Folders that hold no goats to import: replaced pictures, and what a person has deleted. */
const PASSED_OVER = new RegExp(`^(${REPLACED_FOLDER}|\\.Trash.*|\\$RECYCLE\\.BIN)$`, 'i');
/** A file of a goat or a part of one, also where a file manager has renamed it. */
const GOAT_FILE = /^((manifest|goat_data)\b.*\.json|images\b.*\.tar\.gz)/i;

/** A folder that looks like a goat. */
export interface FoundGoat {
  folder: string;
  /** The folder's name below the top of the stick. */
  name: string;
  /** The goat's id by its place; null where somebody has renamed or moved the folder. */
  goatId: string | null;
}

/** What a stick holds. */
export interface StickContent {
  /** In their order: those in their places first. */
  goats: FoundGoat[];
  /** Names of everything else at the top. */
  others: string[];
}

/**
 * Looks for the goats of a stick, or of a folder in the bucket's layout. What looks like a goat is found at any depth and
 * under any name.
 * @throws AppError IMPORT_NO_GOATS where there are none; errors of the file system.
 */
export async function findGoats(folder: string): Promise<StickContent> {
  const { files, folders } = await entriesOf(folder).catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT' || errorCodeOf(error) === 'ENOTDIR')
      throw appError('IMPORT_NO_GOATS', { path: folder }, { cause: error });
    throw error;
  });
  const goats: FoundGoat[] = [];
  const others = files;
  for (const name of folders) {
    const found = PASSED_OVER.test(name) ? [] : await goatsIn(folder, name);
    if (found.length === 0) others.push(name);
    goats.push(...found.map((one) => ({ folder: path.join(folder, one), name: one, goatId: idOf(one) })));
  }
  if (goats.length === 0) throw appError('IMPORT_NO_GOATS', { path: folder });
  return { goats: goats.sort(inOrder), others: others.sort() };
}

/** The folders that look like a goat: this one, or those below it. */
async function goatsIn(base: string, name: string): Promise<string[]> {
  try {
    const { files, folders } = await entriesOf(path.join(base, name));
    const ofCameras = CAMERA_NAMES.filter((camera) => folders.includes(camera));
    for (const camera of ofCameras) files.push(...(await entriesOf(path.join(base, name, camera))).files);
    if (files.some((file) => GOAT_FILE.test(file))) return [name];
    const below: string[] = [];
    for (const folder of folders) below.push(...(await goatsIn(base, path.join(name, folder))));
    return below;
  } catch (error) {
    // A folder of another user, such as lost+found, is none of a goat. Any other error may hide one.
    return errorCodeOf(error) === 'EACCES' ? [] : [name];
  }
}

async function entriesOf(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isFolder = (entry: (typeof entries)[number]) => entry.isDirectory();
  return {
    files: entries.filter((entry) => !isFolder(entry)).map(({ name }) => name),
    folders: entries.filter(isFolder).map(({ name }) => name),
  };
}

/** The goat's id by the name of a folder at the top or among the simulated ones; else null. */
function idOf(name: string): string | null {
  const [top = '', ...rest] = name.split(path.sep);
  return goatIdSchema.safeParse(top === SIMULATED_FOLDER ? rest.join('/') : name).data ?? null;
}

function inOrder(a: FoundGoat, b: FoundGoat): number {
  const isMoved = (goat: FoundGoat) => Number(goat.goatId === null);
  return isMoved(a) - isMoved(b) || a.name.localeCompare(b.name, 'en', { numeric: true });
}
