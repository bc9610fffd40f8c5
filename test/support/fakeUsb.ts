import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A stick as the stand-in for lsblk tells of it; what is not said is as with a common one. */
export interface FakeUsbStick {
  device?: string;
  label?: string;
  /** Where it is mounted, or where udisks mounts it. */
  folder: string;
  /** True where somebody else has mounted it. */
  isOpen?: boolean;
  /** Bytes that are told to be free. */
  free?: number;
}

/** What a program needs in its environment to find the stand-ins in `folder` first, and to reach no store. */
export function outOfReach(folder: string): Record<string, string> {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' };
  const found = `${folder}${path.delimiter}${process.env.PATH ?? ''}`;
  return { STORE: 's3', S3_ENDPOINT: 'http://127.0.0.1:1', ...keys, PATH: found };
}

/** udisksctl's part: it opens and closes all sticks, and notes what it was asked for. */
const UDISKSCTL = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> calls
if [ -f "refuse-$1" ]; then echo "Error: $1 refused" >&2; exit 1; fi
case "$1" in
  mount) cp open.json next && mv next lsblk.json ;;
  unmount) cp closed.json next && mv next lsblk.json ;;
  power-off) echo '{"blockdevices": []}' > next && mv next lsblk.json ;;
esac
`;

/** One line of lsblk's answer. */
export const lsblkLine = (changes: Record<string, unknown>) => ({
  ...{ path: '/dev/sda', type: 'disk', tran: 'usb', rm: true, hotplug: true, ro: false },
  ...{ fstype: null, label: null, uuid: null, size: 32e9, fsavail: null, mountpoints: [null] },
  ...{ vendor: 'SanDisk ', model: 'Cruzer Blade', ...changes },
});

/** Stands in for lsblk and udisksctl, where its folder is first on PATH. */
export class FakeUsbSticks {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param folder for the programs, made here. */
  static async make(folder: string): Promise<FakeUsbSticks> {
    const fake = new FakeUsbSticks(folder);
    await mkdir(folder, { recursive: true });
    await fake.program('lsblk', '#!/bin/sh\ncat "$(dirname "$0")/lsblk.json"\n');
    await fake.program('udisksctl', UDISKSCTL);
    await fake.plugIn([]);
    return fake;
  }

  /** Puts a program before the system's own of that name. */
  async program(name: string, script: string): Promise<void> {
    await writeFile(path.join(this.#folder, name), script);
    await chmod(path.join(this.#folder, name), 0o755);
  }

  /** Puts sticks in; those that were there before are gone. */
  async plug(...sticks: FakeUsbStick[]): Promise<void> {
    const lines = (isOpen: boolean) => ({
      blockdevices: sticks.map((stick) => diskOf(stick, isOpen || stick.isOpen === true)),
    });
    await this.#write('open.json', lines(true));
    await this.#write('closed.json', lines(false));
    await this.#write('lsblk.json', lines(false));
  }

  /** lsblk tells of these devices. */
  plugIn(blockdevices: unknown[]): Promise<void> {
    return this.#write('lsblk.json', { blockdevices });
  }

  /** udisksctl fails at an action from now on, or no longer. */
  async refuse(action: string, refuses = true): Promise<void> {
    const file = path.join(this.#folder, `refuse-${action}`);
    if (refuses) await writeFile(file, '');
    else await rm(file);
  }

  /** What udisksctl was asked for, without what is always the same. */
  async calls(): Promise<string[]> {
    const text = await readFile(path.join(this.#folder, 'calls'), 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => line.replace(' --block-device', '').replace(' --no-user-interaction', ''));
  }

  /** In one step, since it is read at any time. */
  async #write(name: string, value: unknown): Promise<void> {
    const file = path.join(this.#folder, name);
    await writeFile(`${file}.new`, JSON.stringify(value));
    await rename(`${file}.new`, file);
  }
}

function diskOf(
  { device = '/dev/sda', label = 'GOATS', folder, free = 1e9 }: FakeUsbStick,
  isOpen: boolean,
): unknown {
  const part = lsblkLine({
    ...{ path: `${device}1`, type: 'part', tran: null, fstype: 'vfat', label, uuid: `uuid-of-${label}` },
    ...(isOpen && { fsavail: free, mountpoints: [folder] }),
  });
  return { ...lsblkLine({ path: device }), children: [part] };
}
