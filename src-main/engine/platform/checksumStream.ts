import { Transform, type Readable } from 'node:stream';
import { Crc64Nvme } from './crc64nvme';

/** A stream that passes its bytes through; `result` tells their number and checksum once it has ended. */
export interface ChecksumStream {
  stream: Readable;
  result: () => { bytes: number; crc64nvme: string };
}

/** Counts a stream's bytes and takes their CRC-64/NVME on the way. */
export function checksumStream(source: Readable): ChecksumStream {
  const checksum = new Crc64Nvme();
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      checksum.update(chunk);
      done(null, chunk);
    },
  });
  source.on('error', (error) => stream.destroy(error));
  stream.on('close', () => source.destroy());
  source.pipe(stream);
  return { stream, result: () => ({ bytes, crc64nvme: checksum.digest() }) };
}
