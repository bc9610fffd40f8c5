import type { Readable } from 'node:stream';
import type { StoreReport } from '#contract/diagnostics';
import { appError, asAppError, type Fault } from '#contract/errors';
import type { StoredObject } from '#contract/session';
import type { UploadCheckpoint } from './uploadCheckpoint';
import type { S3Check } from '#contract/captureApi';

/** What is to be put into a store. `open` gives the same bytes each time. */
export interface StoreUpload {
  key: string;
  contentType: string;
  open: () => Readable;
  /** True where an object of this key must not exist yet: the claim to a goat's number. */
  onlyIfNew: boolean;
  /**
   * The ETag of an earlier write of the same session, with `onlyIfNew`: an object that still has it may be replaced.
   */
  claimEtag?: string | undefined;
  /** What an earlier try has noted, for this key or another one. */
  checkpoint: UploadCheckpoint;
  signal: AbortSignal;
}

/** The outcome of a put. */
export type PutResult =
  /** The store holds it, by its own checksum of the whole. */
  | { outcome: 'stored'; stored: StoredObject }
  /** It should have been new, but the key holds other bytes. */
  | { outcome: 'taken' }
  /** It was written, but the store's checksum says that it holds other bytes than were sent. */
  | {
      outcome: 'corrupt';
      /** Its ETag, where the object is proven to be what this put wrote; else null. */
      etag: string | null;
    };

/** What a look at a store has found, and what uploads would fail with. */
export interface StoreCheckResult {
  report: StoreReport;
  fault: Fault | null;
}

/** Where finished sessions go. */
export interface Store {
  readonly kind: 's3' | 'folder';
  /** The bucket's name or the folder's path. */
  readonly place: string;
  /** What goes out to it, as measured in the last twenty seconds; 0 where nothing does, or where that takes no time. */
  readonly bytesPerSecond: number;
  /** The same for each step of the last minutes, see RATE_STEP_SEC; oldest first, without the step that is not over. */
  readonly rateHistory: readonly number[];
  /**
   * Puts an object and proves by the store's own full checksum that it is there, whole.
   * @throws AppError of the STORE_ codes, DISK_FULL, or what `open`'s stream fails with.
   */
  put(upload: StoreUpload): Promise<PutResult>;
  /**
   * True where the store still holds this object, by its own checksum.
   * @throws AppError of the STORE_ codes.
   */
  holds(object: StoredObject, signal: AbortSignal): Promise<boolean>;
  /**
   * Copies all objects of a goat to `_replaced/{goatId}/{time}/`, and leaves them as they are.
   * @returns their keys; none where the store has nothing of this goat.
   * @throws AppError of the STORE_ codes.
   */
  copyAside(goatId: string, time: string, signal: AbortSignal): Promise<string[]>;
  /** Frees what the store keeps of the unfinished upload that the notes tell of. Never fails, see `sweep`. */
  abandon(checkpoint: UploadCheckpoint, signal: AbortSignal): Promise<void>;
  /**
   * Frees what killed runs have left of unfinished uploads of a goat, once all its objects are there. Never fails:
   * where the rights for it are missing, the log says so and all goes on.
   */
  sweep(goatId: string, signal: AbortSignal): Promise<void>;
  /**
   * The goat ids in the store.
   * @throws AppError of the STORE_ codes.
   */
  listGoats(signal: AbortSignal): Promise<string[]>;
  /**
   * Tries whether the store can be reached and listed.
   * @throws AppError of the STORE_ codes.
   */
  check(signal: AbortSignal): Promise<void>;
  /** Tries the store for all that uploads need, with one small object that is overwritten each time. Never rejects. */
  examine(signal: AbortSignal): Promise<StoreCheckResult>;
}

/** Tries the store, in the seed's shape. */
export async function checkStore(store: Store, signal: AbortSignal): Promise<S3Check> {
  try {
    await store.check(signal);
    return { ok: true, bucket: store.place, error: null };
  } catch (thrown) {
    // One that does not answer in time can't be reached.
    const error = signal.aborted
      ? appError('STORE_UNREACHABLE', { bucket: store.place })
      : asAppError(thrown);
    return { ok: false, bucket: store.place, error: error.message };
  }
}
