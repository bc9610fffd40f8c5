import type { Processes } from '#engine/platform/processes';
import { Crc64Nvme } from '#engine/platform/crc64nvme';

const BLOCK = 'bs=1M';

/**
 * The checksum of a file as its medium gives it back, past the kernel's memory of what was written: by reading around
 * that (O_DIRECT), or, where the file system can't, after the kernel was told to forget the file.
 *
 * It proves that the stick itself, with its own electronics, gives the right bytes at this moment. It can't prove that it
 * does so for long; a stick that claims more room than it has, and writes new files over old ones, is found where all is
 * read only after all was written. On a file system in memory there is no medium, and nothing more to prove.
 * @param onBytes is told of the bytes as they come.
 * @returns CRC-64/NVME, base64; null where the file can't be read.
 */
export async function checksumOnTarget(
  file: string,
  processes: Processes,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<string | null> {
  const direct = await readBy(['iflag=direct'], file, processes, signal, onBytes);
  if (direct !== null) return direct;
  await readBy(['iflag=nocache', 'count=0'], file, processes, signal, () => undefined);
  return readBy([], file, processes, signal, onBytes);
}

async function readBy(
  flags: readonly string[],
  file: string,
  processes: Processes,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<string | null> {
  signal.throwIfAborted();
  const checksum = new Crc64Nvme();
  const running = processes.start('dd', [`if=${file}`, BLOCK, 'status=none', ...flags], {
    onOutput: (chunk) => {
      checksum.update(chunk);
      onBytes(chunk.length);
    },
  });
  const stop = () => void running.stop();
  signal.addEventListener('abort', stop);
  const { code } = await running.ended;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  return code === 0 ? checksum.digest() : null;
}
