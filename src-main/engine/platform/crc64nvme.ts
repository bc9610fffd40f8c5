/** The polynomial 0xad93d23594c93659 with its bits reversed, in two halves. */
const REVERSED_HIGH = 0x9a6c9329;
const REVERSED_LOW = 0xac4bc9b5;

/** Bytes taken in one step; each has 256 entries in the tables. */
const SLICES = 8;

/**
 * Entry `256 * slice + byte`: the remainder of that byte followed by `slice` zero bytes.
 * Two tables of 32-bit halves, because a BigInt for each byte is a hundred times slower.
 */
const HIGH = new Int32Array(256 * SLICES);
const LOW = new Int32Array(256 * SLICES);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let slice = 0; slice < SLICES; slice++) {
    for (let bit = 0; bit < 8; bit++) {
      const dividend = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (dividend) {
        high ^= REVERSED_HIGH;
        low ^= REVERSED_LOW;
      }
    }
    HIGH[256 * slice + byte] = high;
    LOW[256 * slice + byte] = low;
  }
}

/**
 * CRC-64/NVME of a stream of bytes: S3's checksum of a whole object, also of one uploaded in parts.
 * Parameters: NVM Express NVM Command Set Specification, section 5.2.1.3, "64b CRC".
 */
export class Crc64Nvme {
  #high = -1;
  #low = -1;

  /** Takes the next bytes in. */
  update(bytes: Uint8Array): this {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const stepsEnd = bytes.byteLength - (bytes.byteLength % SLICES);
    let high = this.#high;
    let low = this.#low;
    for (let at = 0; at < stepsEnd; at += SLICES) {
      const first = low ^ view.getInt32(at, true);
      const second = high ^ view.getInt32(at + 4, true);
      // The earlier a byte comes, the more bytes follow it in this step. Every index is in the tables.
      const a = 1792 + (first & 0xff);
      const b = 1536 + ((first >>> 8) & 0xff);
      const c = 1280 + ((first >>> 16) & 0xff);
      const d = 1024 + (first >>> 24);
      const e = 768 + (second & 0xff);
      const f = 512 + ((second >>> 8) & 0xff);
      const g = 256 + ((second >>> 16) & 0xff);
      const h = second >>> 24;
      high = entry(HIGH, a) ^ entry(HIGH, b) ^ entry(HIGH, c) ^ entry(HIGH, d);
      high ^= entry(HIGH, e) ^ entry(HIGH, f) ^ entry(HIGH, g) ^ entry(HIGH, h);
      low = entry(LOW, a) ^ entry(LOW, b) ^ entry(LOW, c) ^ entry(LOW, d);
      low ^= entry(LOW, e) ^ entry(LOW, f) ^ entry(LOW, g) ^ entry(LOW, h);
    }
    for (let at = stepsEnd; at < bytes.byteLength; at++) {
      const index = (low ^ view.getUint8(at)) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ entry(LOW, index);
      high = (high >>> 8) ^ entry(HIGH, index);
    }
    this.#high = high;
    this.#low = low;
    return this;
  }

  /** The checksum of all bytes so far as S3 writes it: base64 of 8 bytes, the highest first. More may follow. */
  digest(): string {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(~this.#high, 0);
    bytes.writeInt32BE(~this.#low, 4);
    return bytes.toString('base64');
  }
}

/** A table's entry; the fallback only tells the compiler that there is one. */
function entry(table: Int32Array, index: number): number {
  return table[index] ?? 0;
}
