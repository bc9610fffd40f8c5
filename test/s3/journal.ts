import type { FaultKind, FaultTarget } from './faults';

/** One request, from its headers on. What is not known yet, or never came to be, is null. */
export interface JournalEntry {
  readonly method: string;
  readonly url: string;
  /** The server's clock at the request's headers, ms since 1970. */
  readonly startedMs: number;
  /** The same at the end of the answer, or when the connection was gone. */
  endedMs: number | null;
  operation: FaultTarget['operation'] | null;
  bucket: string;
  key: string;
  /** The part's number, for UploadPart. */
  partNumber: number | null;
  /** Bytes of the body that came in, frames of aws-chunked included. */
  bytes: number;
  /** The HTTP status, if one was sent. */
  status: number | null;
  /** The error's code, if the answer was one. */
  code: string | null;
  /** The fault that struck it. */
  fault: FaultKind['kind'] | null;
}
