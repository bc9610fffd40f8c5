import type { Readable } from 'node:stream';
import type { StoredObject } from '../../contract/sessions';

/** What is to be put into a store. `open` gives the same bytes each time. */
export interface StoreUpload {
  key: string;
  contentType: string;
  open: () => Readable;
  /** True where an object of this key must not exist yet: the claim to a goat's number. */
  onlyIfNew: boolean;
  signal: AbortSignal;
}

/** The outcome of a put: what the store holds by its own checksum, or that the key was taken by other bytes. */
export type PutResult = { taken: false; stored: StoredObject } | { taken: true };

/** Where finished sessions go. */
export interface Store {
  readonly kind: 's3' | 'folder';
  /** The bucket's name or the folder's path. */
  readonly place: string;
  /**
   * Puts an object and proves by the store's own full checksum that it is there, whole.
   * @throws AppError of the STORE_ codes, or DISK_FULL.
   */
  put(upload: StoreUpload): Promise<PutResult>;
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
}
