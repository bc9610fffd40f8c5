import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LegacyServer } from '#contract/machine';

/** The original's service, by its README. */
export const LEGACY_SERVICE = 'goat-training';
const UNIT = `${LEGACY_SERVICE}.service`;
/** Where systemd looks for units, in this order. */
const UNIT_FOLDERS = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
const RULES = '/etc/udev/rules.d/99-cameras.rules';
/** What runs in it, by the kernel: everybody may read it, other than what its processes have open. */
const PROCESSES = `fs/cgroup/system.slice/${UNIT}/cgroup.procs`;
/** The original's own default. */
const BUCKET = 'training-937249941844';

/**
 * The original capture server, as far as an ordinary user can see it; null where its service is not installed.
 * @param root where the machine's file system is mounted.
 */
export async function findLegacyServer(root = '/'): Promise<LegacyServer | null> {
  const units = UNIT_FOLDERS.map((folder) => path.join(folder, UNIT));
  const there = await Promise.all(units.map((file) => isThere(path.join(root, file))));
  const unit = units.find((_, index) => there[index]);
  if (unit === undefined) return null;
  const lines = await unitLines(path.join(root, unit));
  return {
    unit,
    user: valuesOf(lines, 'User').at(-1) ?? 'root',
    bucket: environmentOf(lines).get('S3_TRAINING_BUCKET') ?? BUCKET,
    rules: (await isThere(path.join(root, RULES))) ? RULES : null,
    running: await isLegacyServerRunning(path.join(root, 'sys')),
  };
}

/**
 * True while the original's service runs: it then has port 5001, and the cameras when it captures.
 * @param sysfs where sysfs is mounted.
 */
export async function isLegacyServerRunning(sysfs = '/sys'): Promise<boolean> {
  return (await readFile(path.join(sysfs, PROCESSES), 'utf8').catch(() => '')).trim() !== '';
}

/** The lines of a unit file, then those of its drop-ins, by their names. */
async function unitLines(file: string): Promise<string[]> {
  const folder = `${file}.d`;
  const dropIns = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.conf')).sort();
  const files = [file, ...dropIns.map((name) => path.join(folder, name))];
  // One that may not be read tells nothing.
  const texts = await Promise.all(files.map((one) => readFile(one, 'utf8').catch(() => '')));
  return texts.join('\n').split('\n');
}

function valuesOf(lines: readonly string[], key: string): string[] {
  return lines.flatMap((line) => {
    const [name, value] = splitAt(line.trim(), '=');
    return name === key && value !== '' ? [value] : [];
  });
}

/** What `Environment=` lines set: each holds words, in quotes where they have spaces. */
function environmentOf(lines: readonly string[]): Map<string, string> {
  const assignments = valuesOf(lines, 'Environment').flatMap((line) =>
    [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
      ([, double, single, bare]) => double ?? single ?? bare ?? '',
    ),
  );
  return new Map(assignments.map((word) => splitAt(word, '=')));
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
