import type { z } from 'zod';
import { appError } from '#contract/errors';

/**
 * A request's body as a schema wants it; none is an empty one.
 * @throws AppError INVALID_REQUEST that names the field.
 */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw appError('INVALID_REQUEST', { detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
}
