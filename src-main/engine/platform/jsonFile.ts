import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errorCodeOf } from './durableFiles';

/**
 * What a JSON file keeps, as its schema has it; null where there is no file.
 * @param onDamage is told that the file is damaged, which counts as none then, or throws. It is not told what the file
 * holds: the words of an error may quote it.
 */
export async function readJsonFile<S extends z.ZodType>(
  file: string,
  schema: S,
  onDamage: (file: string) => void,
): Promise<z.infer<S> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null;
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    onDamage(file);
    return null;
  }
}
