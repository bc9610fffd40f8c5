import type { Request, RequestHandler, Response } from 'express';
import { appError } from '#contract/errors';

/** A browser asks again after so many seconds whether a page of another address may do this. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the allowed origins in, and refuses what a page of any other address wants to change: browsers say in
 * `Origin` where a page comes from. What such a page reads, its browser keeps from it.
 * @param allowed of CORS_ORIGINS. Cookies are never theirs: where a login is needed they send a token.
 */
export function checkOrigin(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    const isOther = origin !== undefined && !isOwn(origin, request);
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

/**
 * Refuses whatever a browser marks as asked by a page of another address, be it an image or a link: to look for faults
 * costs disk and network also where that page is kept from reading what is found. Browsers say so to this machine's own
 * names and by TLS; programs, and the page that is opened from a link, say nothing of the kind.
 * @param allowed of CORS_ORIGINS.
 */
export function rejectCrossSite(allowed: readonly string[]): RequestHandler {
  return ({ headers }, _response, next) => {
    const { origin, 'sec-fetch-site': site } = headers;
    const isAllowed = origin !== undefined && allowed.includes(origin);
    if (!isAllowed && (site === 'cross-site' || site === 'same-site'))
      throw appError('FORBIDDEN_ORIGIN', { origin: origin ?? site });
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

/**
 * True for an origin of this very address. One without TLS is not that of a request by TLS; the other way round nothing
 * follows: a proxy that ends TLS need not say so.
 */
function isOwn(origin: string, { headers, secure }: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  return host === headers.host && (!secure || protocol === 'https:');
}
