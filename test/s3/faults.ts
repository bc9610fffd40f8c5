import type { OperationName } from './operations';

/** An answer that is not the store's; a page of HTML with status 200 if not given. */
export interface ForeignAnswer {
  readonly kind: 'foreign';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What goes wrong. Bytes of a body are counted as they come in, frames of aws-chunked included. */
export type FaultKind =
  /** The request is read whole and refused with this error; nothing is done. A status of 200 puts the error in its body. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly message?: string }
  /** The connection is reset: before the body is read, after so many bytes of it or more, or after its last one. */
  | { readonly kind: 'reset'; readonly at: 'start' | 'end' | { readonly bodyBytes: number } }
  /** The connection is closed after so many bytes of the answer's body. */
  | { readonly kind: 'cutAnswer'; readonly bytes: number }
  /** The request is read whole, but not looked at until the fault is released; then it is answered as usual. */
  | { readonly kind: 'stall' }
  /** The body is read no faster than this. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** The work is done, and the connection reset instead of an answer. */
  | { readonly kind: 'lostAnswer' }
  /** The body arrives well, but is kept with a bit turned over. */
  | { readonly kind: 'corrupt' }
  /** Something else answers in the store's place, as a captive portal does: the request is read whole, nothing is done. */
  | ForeignAnswer
  /** Nothing is read, nothing is answered; released, the connection is reset. */
  | { readonly kind: 'blackHole' };

/** What a fault is chosen by. */
export interface FaultTarget {
  readonly operation: OperationName | 'GetCallerIdentity' | 'unknown';
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
}

export type FaultRule = FaultKind & {
  readonly operation?: FaultTarget['operation'];
  readonly key?: string | RegExp;
  readonly when?: (target: FaultTarget) => boolean;
  /** How many matching requests pass before it strikes; 0 if not given. */
  readonly skip?: number;
  /** How often it strikes; once if not given. */
  readonly times?: number;
};

/** A fault that was added: how often it struck, and the way to end it. */
export class Fault {
  #seen = 0;
  #hits = 0;
  #isOver = false;
  readonly #waiting: { count: number; resolve: () => void }[] = [];
  readonly #release = new AbortController();

  constructor(readonly rule: FaultRule) {}

  /** How many requests it has struck. */
  get hits(): number {
    return this.#hits;
  }

  /** Aborted when stalled requests may go on. */
  get released(): AbortSignal {
    return this.#release.signal;
  }

  /** Resolves once it has struck `count` requests. */
  async struck(count = 1): Promise<void> {
    if (this.#hits >= count) return;
    await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }));
  }

  /** Strikes no more, and lets go of the requests that it holds. */
  end() {
    this.#isOver = true;
    this.#release.abort();
  }

  /** True where this request is struck, which counts as one time. */
  strikes(target: FaultTarget): boolean {
    const { operation, key, when, skip = 0, times = 1 } = this.rule;
    const isMeant =
      (operation === undefined || operation === target.operation) &&
      (key === undefined || (typeof key === 'string' ? key === target.key : key.test(target.key))) &&
      (when === undefined || when(target));
    if (this.#isOver || !isMeant) return false;
    this.#seen += 1;
    if (this.#seen <= skip || this.#hits >= times) return false;
    this.#hits += 1;
    for (const { count, resolve } of this.#waiting) if (this.#hits >= count) resolve();
    return true;
  }
}

/** The faults of a server; a request meets at most one, the first added that strikes it. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(rule: FaultRule): Fault {
    const fault = new Fault(rule);
    this.#faults.push(fault);
    return fault;
  }

  /** Ends them all. */
  clear() {
    for (const fault of this.#faults.splice(0)) fault.end();
  }

  /** The fault that strikes this request. */
  strike(target: FaultTarget): Fault | undefined {
    return this.#faults.find((fault) => fault.strikes(target));
  }
}
