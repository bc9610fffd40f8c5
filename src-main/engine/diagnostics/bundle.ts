import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { create } from 'tar';
import type { DiagnosticsAnswer } from '#contract/captureApi';
import type { SessionListAnswer } from '#contract/sessionApi';
import type { Settings } from '#contract/settings';
import type { LogFile } from '#engine/platform/logFile';
import type { Secrets } from '#engine/platform/secrets';

/** What a bundle is made of. */
export interface BundleParts {
  dataDir: string;
  settings: Settings;
  secrets: Secrets;
  logFile: Pick<LogFile, 'read'>;
}

/** The one folder in the archive. */
const FOLDER = 'goat-capture';

/**
 * All that somebody needs who is asked for help, as the bytes of a tar.gz: diagnostics, settings, the last sessions, the
 * last lines of the log. No pictures, and no secrets.
 * @throws AppError DISK_FULL and other errors of the file system.
 */
export async function makeBundle(
  diagnostics: DiagnosticsAnswer,
  sessions: SessionListAnswer,
  { dataDir, settings, secrets, logFile }: BundleParts,
): Promise<Buffer> {
  const folder = await mkdtemp(path.join(dataDir, 'bundle-'));
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const files = {
    'diagnostics.json': json(diagnostics),
    'settings.json': json(settings),
    'sessions.json': json(sessions),
    'log.jsonl': await logFile.read(),
  };
  try {
    for (const [name, text] of Object.entries(files))
      await writeFile(path.join(folder, name), secrets.without(text));
    const archive = path.join(folder, 'bundle.tar.gz');
    await create(
      { cwd: folder, gzip: true, portable: true, prefix: FOLDER, file: archive },
      Object.keys(files),
    );
    return await readFile(archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
