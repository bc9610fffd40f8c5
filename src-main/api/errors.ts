import type { ErrorRequestHandler, RequestHandler } from 'express';
import { appError, AppError, asAppError, errorAnswer, httpStatusOf } from '../contract/errors';
import type { Logger } from '../engine/log';

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
    if (error.code === 'INTERNAL_ERROR') {
      log.error({ method: request.method, path: request.path, error: error.cause }, error.message);
    }
    response.status(httpStatusOf(error.code)).json(errorAnswer(error));
  };
}

/** The catalogue's error for one of Express' own: a body that is too large or no JSON, an address that can't be decoded. */
function fromBodyParser(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || thrown instanceof AppError || !('status' in thrown)) return null;
  if (thrown.status === 413)
    return appError('REQUEST_TOO_LARGE', { limit: BODY_LIMIT_BYTES }, { cause: thrown });
  const isTheirs = typeof thrown.status === 'number' && thrown.status >= 400 && thrown.status < 500;
  return isTheirs ? appError('INVALID_REQUEST', { detail: thrown.message }, { cause: thrown }) : null;
}
