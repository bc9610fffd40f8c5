import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './faults';
import type { JournalEntry } from './journal';
import type { Answer } from './operation';

/** The connection is gone, by a fault or by the client: there is nobody to answer. */
export class ConnectionClosed extends Error {}

/** One request and its answer on the connection, with the faults that strike there. */
export class Connection {
  /** Set before the body is read. */
  fault: Fault | undefined;
  #isBodyRead = false;
  readonly #gone = new AbortController();

  constructor(
    private readonly message: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly entry: JournalEntry,
  ) {
    response.sendDate = false;
    response.once('close', () => {
      this.#gone.abort();
    });
  }

  /** The whole body, frames of aws-chunked included. @throws Gone */
  async readBody(): Promise<Buffer> {
    const rule = this.fault?.rule;
    if (rule?.kind === 'blackHole') {
      await this.#hold();
      this.#reset();
    }
    if (rule?.kind === 'reset' && rule.at === 'start') this.#reset();
    this.#isBodyRead = true;
    if (this.message.headers.expect !== undefined) this.response.writeContinue();
    const chunks: Buffer[] = [];
    for await (const chunk of this.#chunks()) chunks.push(chunk);
    if (rule?.kind === 'reset') this.#reset();
    if (rule?.kind === 'stall') await this.#hold();
    return Buffer.concat(chunks);
  }

  /** Sends the answer, after what is left of the body has been read. @throws Gone */
  async send(answer: Answer, nowMs: number): Promise<void> {
    if (!this.#isBodyRead) await this.readBody();
    const rule = this.fault?.rule;
    if (rule?.kind === 'lostAnswer') this.#reset();
    const hasBody = this.message.method !== 'HEAD' && answer.status !== 204 && answer.status !== 304;
    const body = hasBody ? Buffer.from(answer.body ?? '') : undefined;
    this.entry.status = answer.status;
    this.response.writeHead(answer.status, {
      date: new Date(nowMs).toUTCString(),
      'x-amz-request-id': randomUUID(),
      ...(body && { 'content-length': body.length }),
      ...answer.headers,
    });
    if (rule?.kind === 'cutAnswer') {
      this.response.write(body?.subarray(0, rule.bytes) ?? '', () => {
        this.message.socket.destroySoon();
      });
    } else {
      this.response.end(body);
    }
    if (!this.#gone.signal.aborted) await once(this.#gone.signal, 'abort');
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const rule = this.fault?.rule;
    const chunks: AsyncIterable<Buffer> = this.message;
    try {
      for await (const chunk of chunks) {
        this.entry.bytes += chunk.length;
        if (rule?.kind === 'reset' && typeof rule.at === 'object' && this.entry.bytes >= rule.at.bodyBytes) {
          this.#reset();
        }
        if (rule?.kind === 'slow') {
          await delay((chunk.length / rule.bytesPerSecond) * 1000, undefined, { signal: this.#gone.signal });
        }
        yield chunk;
      }
    } catch (error) {
      throw new ConnectionClosed('The request broke off', { cause: error });
    }
  }

  /** Waits until the fault is released. @throws Gone if the client goes first */
  async #hold(): Promise<void> {
    const released = this.fault?.released;
    const either = AbortSignal.any([this.#gone.signal, ...(released ? [released] : [])]);
    if (!either.aborted) await once(either, 'abort');
    // The socket knows it first; the event may come after what woke us.
    if (this.message.socket.destroyed) throw new ConnectionClosed('The client went away');
  }

  #reset(): never {
    this.message.socket.resetAndDestroy();
    throw new ConnectionClosed('Reset by a fault');
  }
}
