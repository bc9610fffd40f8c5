import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const PACKAGE = path.resolve('build/package/root/usr');
/** A screen that is given up on may have taken so many seconds to fail, each time. */
const SLOW_FAILURE_SEC = 50;

/** A number of seconds, or times, that a unit's file sets. */
async function numberOf(name: string, file: string): Promise<number> {
  const text = await readFile(path.join(PACKAGE, 'lib/systemd/system', file), 'utf8');
  return Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(text)?.[1]);
}

it('a kiosk whose screen fails slowly gives way to the page, too', async () => {
  const pauseSec = await numberOf('RestartSec', 'goat-capture-.service.d/common.conf');
  const most = await numberOf('StartLimitBurst', 'goat-capture-kiosk.service');
  const intervalSec = await numberOf('StartLimitIntervalSec', 'goat-capture-kiosk.service');
  // systemd refuses the start that follows the last of them, where the first is not older than that.
  expect(most * (SLOW_FAILURE_SEC + pauseSec)).toBeLessThan(intervalSec);
});

describe('what chooses at each boot', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goat-choose-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([0, 1])(
    'lets the kiosk begin anew (reset-failed ends with %i), and starts one of the two',
    async (code) => {
      const [said, fake] = [path.join(folder, 'said'), path.join(folder, 'systemctl')];
      await writeFile(fake, `#!/bin/sh\necho "$@" >> ${said}\n[ "$1" != reset-failed ] || exit ${code}\n`);
      // What it waits for is a display: here it has none, or has it at once.
      await writeFile(path.join(folder, 'sleep'), '#!/bin/sh\n');
      for (const name of ['systemctl', 'sleep']) await chmod(path.join(folder, name), 0o755);
      await run(path.join(PACKAGE, 'libexec/goat-capture/choose'), {
        env: { PATH: `${folder}:${process.env.PATH}` },
      });
      expect(await readFile(said, 'utf8')).toMatch(
        /^reset-failed goat-capture-kiosk\.service\nstart --no-block goat-capture-(kiosk|headless)\.service\n$/,
      );
    },
  );
});
