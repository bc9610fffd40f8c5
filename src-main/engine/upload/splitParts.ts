import type { Readable } from 'node:stream';

/** One piece of a stream, in memory. */
export interface Part {
  /** From 1. */
  number: number;
  bytes: Buffer;
  isLast: boolean;
}

/** Cuts a stream into parts of `size` bytes; the last one may be smaller. An empty stream gives one empty part. */
export async function* splitParts(stream: Readable, size: number): AsyncGenerator<Part, void, undefined> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let number = 1;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream of bytes was expected');
    let rest = chunk;
    // Only what comes after a full part proves that it is not the last one.
    while (heldBytes + rest.length > size) {
      const taken = size - heldBytes;
      yield { number, bytes: Buffer.concat([...held, rest.subarray(0, taken)]), isLast: false };
      number += 1;
      held = [];
      heldBytes = 0;
      rest = rest.subarray(taken);
    }
    if (rest.length > 0) held.push(rest);
    heldBytes += rest.length;
  }
  yield { number, bytes: Buffer.concat(held), isLast: true };
}
