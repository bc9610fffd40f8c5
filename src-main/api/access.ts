import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import { isIP } from 'node:net';
import { z } from 'zod';
import { appError } from '../contract/errors';
import type { Settings } from '../contract/settings';
import type { RemoteAccess } from '../engine/access/remoteAccess';

const COOKIE = 'goat-capture-login';
/** Headers that a proxy or tunnel on this machine adds: the peer is then not the one who asks. */
const PROXY_HEADER = /^(forwarded|x-forwarded-.+|via|x-real-ip|tailscale-.+)$/;

const isLoopback = (address: string) => /^(127\.|::1$|::ffff:127\.)/.test(address);

/** The host of a Host header, without its port and brackets. */
function hostOf(header: string): string {
  return header
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
}

/**
 * True where a request comes from this machine itself: a loopback peer that names a local host (else a page of
 * another name may have been bound to this address), and that is no proxy for somebody else.
 */
export function isFromThisMachine(request: Pick<Request, 'headers' | 'socket'>): boolean {
  const host = hostOf(request.headers.host ?? '');
  const namesThisMachine = host === 'localhost' || (isIP(host) !== 0 && isLoopback(host));
  const isProxied = Object.keys(request.headers).some((name) => PROXY_HEADER.test(name));
  return isLoopback(request.socket.remoteAddress ?? '') && namesThisMachine && !isProxied;
}

/** Refuses what a page of another address wants to change: browsers say in `Origin` where a page comes from. */
export const checkOrigin: RequestHandler = (request, _response, next) => {
  const { origin, host } = request.headers;
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (changes && origin !== undefined && hostWithPort(origin) !== host)
    throw appError('FORBIDDEN_ORIGIN', { origin });
  next();
};

function hostWithPort(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** Lets those pass who need no login (see API_AUTH) or have one. */
export function requireLogin(settings: Settings, access: RemoteAccess): RequestHandler {
  return (request, _response, next) => {
    const isOpen =
      settings.API_AUTH === 'none' || (settings.API_AUTH === 'remote' && isFromThisMachine(request));
    if (!isOpen && !access.isLoggedIn(loginOf(request))) throw appError('LOGIN_REQUIRED', {});
    next();
  };
}

const loginBodySchema = z.object({ password: z.string().max(200) });

/** `POST /login`. */
export function logIn(access: RemoteAccess): RequestHandler {
  return async (request, response) => {
    const body = loginBodySchema.safeParse(request.body);
    if (!body.success) throw appError('INVALID_REQUEST', { detail: 'password: text is expected' });
    setCookie(request, response, await access.logIn(body.data.password, request.ip ?? ''));
    response.json({ status: 'ok' });
  };
}

/** `POST /logout`. */
export function logOut(access: RemoteAccess): RequestHandler {
  return (request, response) => {
    access.logOut(loginOf(request));
    response.clearCookie(COOKIE).json({ status: 'ok' });
  };
}

function setCookie(request: Request, response: Response, id: string): void {
  response.cookie(COOKIE, id, { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' });
}

function loginOf(request: Request): string {
  return parseCookie(request.headers.cookie ?? '')[COOKIE] ?? '';
}
