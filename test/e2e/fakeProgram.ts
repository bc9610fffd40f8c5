import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Puts a program of a shell's lines into a folder, to stand before the system's own of that name in the PATH. */
export async function standIn(folder: string, name: string, script: string): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}
