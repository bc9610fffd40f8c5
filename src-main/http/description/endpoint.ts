import type { z } from 'zod';
import { doneAnswerSchema } from '#contract/authApi';
import type { ErrorCode } from '#contract/errors';

/** JSON as a schema has it. */
export interface Described {
  /** Its name among the description's components. */
  name: string;
  schema: z.ZodType;
  example?: unknown;
}

export interface Endpoint {
  method: 'get' | 'post' | 'delete';
  /** With names in braces, as `/tokens/{name}`. */
  path: string;
  summary: string;
  /** Who may ask: anybody; whom API_AUTH lets in; who has the password. */
  access: 'open' | 'login' | 'owner';
  body?: Described;
  /** The parameters after the question mark, as an object. */
  query?: Described;
  /** JSON, or the content type of something else. */
  answer: Described | string;
  /** The JSON within a stream that is answered. */
  events?: readonly Described[];
  /** Beside those that follow from method, access and body. */
  errors: readonly ErrorCode[];
}

/** The answer where there is nothing to tell. */
export const DONE: Described = { name: 'Done', schema: doneAnswerSchema, example: { status: 'ok' } };
