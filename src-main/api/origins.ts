import type { RequestHandler, Response } from 'express';
import { appError } from '../contract/errors';

/** A browser asks again after so many seconds whether a page of another address may do this. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the allowed origins in, and refuses what a page of any other address wants to change: browsers say in
 * `Origin` where a page comes from. What such a page reads, its browser keeps from it.
 * @param allowed of CORS_ORIGINS. Cookies are never theirs: where a login is needed they send a token.
 */
export function checkOrigin(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin, host } = request.headers;
    response.vary('Origin');
    const isOther = origin !== undefined && hostWithPort(origin) !== host;
    if (isOther && allowed.includes(origin)) {
      response.set('Access-Control-Allow-Origin', origin);
      if (request.method === 'OPTIONS') {
        answerPreflight(response);
        return;
      }
    } else if (isOther && !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
      throw appError('FORBIDDEN_ORIGIN', { origin });
    }
    next();
  };
}

function answerPreflight(response: Response): void {
  response
    .set({
      'Access-Control-Allow-Methods': 'GET, POST, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Last-Event-ID',
      'Access-Control-Allow-Private-Network': 'true',
      'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
    })
    .status(204)
    .end();
}

function hostWithPort(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
