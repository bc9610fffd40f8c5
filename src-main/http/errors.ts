import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import { appError, AppError, asAppError, errorAnswer, httpStatusOf } from '#contract/errors';
import type { Logger } from '#engine/platform/log';

/** The largest body that is read, in bytes. */
export const BODY_LIMIT_BYTES = 64 * 1024;

/** What nobody has answered is not there. */
export const notFound: RequestHandler = (request) => {
  throw appError('NOT_FOUND', { path: request.path });
};

/** Answers with an error of the catalogue; what is not one is logged and says nothing of the program's inside. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = fromBodyParser(thrown) ?? asAppError(thrown);
    const told = error.code === 'INTERNAL_ERROR' ? logged(error, request, log) : error;
    if (told.code === 'TOO_MANY_TRIES') response.set('Retry-After', String(told.fault.parameters.seconds));
    // A picture that was about to be sent has left its own type.
    response.status(httpStatusOf(told.code)).type('json').json(errorAnswer(told));
  };
}

/** Logs an error of the program itself; what is answered in its place leads to the line in the log, and says no more. */
function logged(error: AppError, { method, path }: Request, log: Logger): AppError {
  const incident = randomBytes(4).toString('hex');
  log.error({ incident, method, path, error: error.cause }, error.message);
  return appError('INTERNAL_ERROR', { detail: `the log tells more at ${incident}` });
}

/** The catalogue's error for one of Express' own: a body that is too large or no JSON, an address that can't be decoded. */
function fromBodyParser(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || thrown instanceof AppError || !('status' in thrown)) return null;
  if (thrown.status === 413)
    return appError('REQUEST_TOO_LARGE', { limit: BODY_LIMIT_BYTES }, { cause: thrown });
  const isTheirs = typeof thrown.status === 'number' && thrown.status >= 400 && thrown.status < 500;
  return isTheirs ? appError('INVALID_REQUEST', { detail: thrown.message }, { cause: thrown }) : null;
}
