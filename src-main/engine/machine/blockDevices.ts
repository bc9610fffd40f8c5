import { z } from 'zod';
import { appError, type AppError } from '#contract/errors';
import type { Processes } from '#engine/platform/processes';

const LIMIT_MS = 10_000;

/** What can be carried away, as the kernel and udev tell of it. */
export interface Volume {
  /** Such as `/dev/sda1`. */
  device: string;
  /** Its label, or its maker's name. */
  name: string;
  bytes: number;
  /** Null where it is not mounted. */
  freeBytes: number | null;
  /** Null where it is not mounted. */
  mountPoint: string | null;
  /** Why nothing can be copied to it, whatever is tried, or null. */
  fault: AppError | null;
  /** Tells it from another one that is put in later. */
  serial: string;
}

/** File systems that Linux can write. */
const WRITABLE = new Set(['vfat', 'exfat', 'ntfs', 'ntfs3', 'ext2', 'ext3', 'ext4', 'btrfs', 'xfs', 'f2fs']);

/** Where only the machine's own disks are mounted: a Pi may well boot from USB. */
const SYSTEM = /^(\/|\[SWAP\]|\/(boot|efi|etc|home|nix|opt|root|srv|usr|var)(\/.*)?)$/;

const text = z.string().nullable();
const deviceSchema = z.object({
  path: z.string(),
  type: z.string(),
  tran: text,
  rm: z.boolean(),
  hotplug: z.boolean(),
  ro: z.boolean(),
  fstype: text,
  label: text,
  uuid: text,
  size: z.number().nullable(),
  fsavail: z.coerce.number().nullable(),
  mountpoints: z.array(text),
  vendor: text,
  model: text,
  get children() {
    return z.array(deviceSchema).optional();
  },
});
type Device = z.infer<typeof deviceSchema>;

const COLUMNS = 'PATH,TYPE,TRAN,RM,HOTPLUG,RO,FSTYPE,LABEL,UUID,SIZE,FSAVAIL,MOUNTPOINTS,VENDOR,MODEL';

/**
 * The volumes of all sticks at this machine: USB disks and cards, but for those that the machine itself lives on.
 * @param dataDir whose disk is no stick either.
 * @throws AppError FFMPEG_MISSING where lsblk is not installed; Error where it fails.
 */
export async function findVolumes(processes: Pick<Processes, 'run'>, dataDir: string): Promise<Volume[]> {
  const args = ['--json', '--bytes', '--output', COLUMNS];
  const { code, stdout, stderr } = await processes.run('lsblk', args, { timeoutMs: LIMIT_MS });
  if (code !== 0) throw new Error(`lsblk failed: ${stderr}`);
  const { blockdevices } = z
    .object({ blockdevices: z.array(deviceSchema) })
    .parse(JSON.parse(stdout.toString()));
  return blockdevices.filter((disk) => isStick(disk, dataDir)).flatMap(volumesOf);
}

function isStick(disk: Device, dataDir: string): boolean {
  const isPortable = disk.tran === 'usb' || disk.rm || disk.hotplug;
  const mountPoints = withChildren(disk).flatMap(mountPointsOf);
  const isOwn = (mountPoint: string) => SYSTEM.test(mountPoint) || `${dataDir}/`.startsWith(`${mountPoint}/`);
  // An empty card reader has no size.
  return disk.type === 'disk' && isPortable && (disk.size ?? 0) > 0 && !mountPoints.some(isOwn);
}

/** What can be written of a disk; where nothing can, the disk itself with the reason. */
function volumesOf(disk: Device): Volume[] {
  const parts = withChildren(disk).filter(({ fstype }) => WRITABLE.has(fstype ?? ''));
  return parts.length > 0 ? parts.map((part) => volumeOf(part, disk)) : [volumeOf(disk, disk)];
}

function volumeOf(part: Device, disk: Device): Volume {
  const maker = [disk.vendor, disk.model].map((word) => word?.trim() ?? '').join(' ');
  const name = part.label ?? (maker.trim() === '' ? part.path : maker.trim());
  return {
    device: part.path,
    name,
    bytes: part.size ?? 0,
    freeBytes: part.fsavail,
    mountPoint: mountPointsOf(part)[0] ?? null,
    fault: findBlockingFault(part, name),
    serial: [part.path, part.uuid, part.size].join(' '),
  };
}

function findBlockingFault({ fstype, ro }: Device, stick: string): AppError | null {
  if (!WRITABLE.has(fstype ?? '')) return appError('STICK_NOT_FORMATTED', { stick });
  return ro ? appError('STICK_READ_ONLY', { stick }) : null;
}

function withChildren(device: Device): Device[] {
  return [device, ...(device.children ?? []).flatMap(withChildren)];
}

function mountPointsOf({ mountpoints }: Device): string[] {
  return mountpoints.filter((mountPoint) => mountPoint !== null);
}
