import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extract } from 'tar';
import { expect, it, onTestFinished } from 'vitest';
import { readCommandLine } from '#main/app/commandLine';
import { startApp } from '#main/app/compose';
import { writeStoredCredentials } from '#engine/settings/storedCredentials';
import { NO_CAMERAS } from '#support/engine';

const SAVED = { access_key_id: 'AKIAPLANTEDANDSAVED', secret_access_key: 'planted/and+saved/secret' };
const TYPED = { access_key_id: 'AKIAPLANTEDANDTYPED', secret_access_key: 'planted/and+typed/secret' };

it('the keys of the store, saved or only typed, are in no bundle, whatever has been logged of them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'goat-keys-'));
  const dataDir = path.join(folder, 'data');
  onTestFinished(() => rm(folder, { recursive: true }));
  const context = {
    environment: { ...NO_CAMERAS, STORE: 'folder', API_PASSWORD: 'goats eat paper' },
    ...{ installed: false, version: '0.0.0', pageFolder: folder },
  };
  await writeFile(path.join(folder, 'index.html'), '');
  const commandLine = readCommandLine(['--data-dir', dataDir, '--port', '0', '--host', '127.0.0.1']);
  // The folder is made by the first start, the keys hold from the second on.
  await (await startApp(commandLine, context, () => undefined)).stop();
  await writeStoredCredentials(dataDir, SAVED);
  const app = await startApp(commandLine, context, () => undefined);
  try {
    // Refused, since the environment says where pictures go; what was typed is a secret all the same.
    const typed = { settings: { STORE: 's3' }, keys: TYPED };
    await expect(app.storeSettings.save(typed)).rejects.toMatchObject({ code: 'SETTING_IS_FIXED' });
    app.log.warn({ deep: [SAVED, TYPED] }, `planted line: ${Object.values({ ...SAVED }).join(' ')}`);
    await writeFile(path.join(folder, 'bundle.tar.gz'), await app.engine.bundle());
  } finally {
    await app.stop();
  }
  await extract({ file: path.join(folder, 'bundle.tar.gz'), cwd: folder, strict: true });
  const inside = path.join(folder, 'goat-capture');
  const texts = (await readdir(inside)).map((name) => readFile(path.join(inside, name), 'utf8'));
  const all = (await Promise.all(texts)).join();
  expect(all).toContain('planted line: [hidden] [hidden]');
  for (const secret of [SAVED, TYPED].flatMap((keys) => Object.values(keys)))
    expect(all).not.toContain(secret);
});
