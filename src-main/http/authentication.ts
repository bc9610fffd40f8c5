import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import { isIP } from 'node:net';
import { appError } from '#contract/errors';
import type { Settings } from '#contract/settings';
import type { RemoteAccess } from '#engine/auth/remoteAccess';

const COOKIE = 'goat-capture-login';

/**
 * Headers that a proxy or tunnel on this machine adds, or passes on from one before it: the peer is then not the one who
 * asks. One that ends in - stands for all that begin so.
 */
const PROXY_HEADERS = [
  ...['forwarded', 'x-forwarded', 'x-forwarded-', 'forwarded-for', 'x-original-', 'via'],
  ...['client-ip', 'x-client-ip', 'x-cluster-client-ip', 'x-proxyuser-ip', 'x-real-ip', 'x-remote-addr'],
  ...['x-remote-ip', 'true-client-ip', 'wl-proxy-client-ip', 'x-host'],
  ...['akamai-', 'cf-', 'cloudfront-', 'fastly-', 'fly-', 'tailscale-'],
  ...['x-amzn-', 'x-arr-', 'x-azure-', 'x-envoy-'],
];

/** Names that nobody else can give to an address of his own: reserved ones, the tailnet's, and those without a dot. */
const LOCAL_NAME = /^[^.]+$|\.(local|localhost|localdomain|lan|home|home\.arpa|internal|ts\.net)$/;

const isLoopback = (address: string) => /^(127\.|::1$|::ffff:127\.)/.test(address);

const isProxyHeader = (header: string) =>
  PROXY_HEADERS.some((known) => (known.endsWith('-') ? header.startsWith(known) : header === known));

/** The host of a Host header, without its port and brackets. */
function hostOf(request: Pick<Request, 'headers'>): string {
  return (request.headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
}

/**
 * True where a request comes from this machine itself: a loopback peer that names a local host (else a page of
 * another name may have been bound to this address), and that is no proxy for somebody else. Some proxies add no header
 * but speak HTTP/1.0, as nginx does unless told otherwise.
 */
function isFromThisMachine(request: Pick<Request, 'headers' | 'socket' | 'httpVersion'>): boolean {
  const host = hostOf(request);
  const namesThisMachine = host === 'localhost' || (isIP(host) !== 0 && isLoopback(host));
  const isProxied = request.httpVersion === '1.0' || Object.keys(request.headers).some(isProxyHeader);
  return isLoopback(request.socket.remoteAddress ?? '') && namesThisMachine && !isProxied;
}

/** Tells apart who asks. */
export class Authentication {
  readonly #settings: Settings;
  readonly #access: RemoteAccess;

  constructor(settings: Settings, access: RemoteAccess) {
    this.#settings = settings;
    this.#access = access;
  }

  /** Lets those pass who need no login (see API_AUTH), or have one, or a token. */
  readonly requireLogin: RequestHandler = (request, _response, next) => {
    if (!this.#isOpen(request) && !this.#isAuthenticated(request)) throw appError('LOGIN_REQUIRED', {});
    next();
  };

  /**
   * Lets those pass who may say who else gets in: who has logged in with the password, and at API_AUTH=remote this
   * machine itself. A token is not enough, and neither is an API that is open to all.
   */
  readonly requireOwner: RequestHandler = (request, _response, next) => {
    const isTrustedMachine = this.#settings.API_AUTH === 'remote' && isFromThisMachine(request);
    if (!isTrustedMachine && !this.#access.isLoggedIn(loginCookie(request)))
      throw appError('LOGIN_REQUIRED', {});
    next();
  };

  /** True while who has opened a stream may go on reading; no sign of life that keeps a login from ending idle. */
  isStillAuthorized(request: Request): boolean {
    return (
      this.#isOpen(request) || this.#access.isLoginAlive(loginCookie(request)) || this.#hasValidToken(request)
    );
  }

  #isOpen(request: Request): boolean {
    if (this.#settings.API_AUTH === 'remote') return isFromThisMachine(request);
    if (this.#settings.API_AUTH === 'password') return false;
    const host = hostOf(request);
    // A page from elsewhere can give this machine a name of its own, and would then be let in by its visitor's browser.
    const isItsName =
      isIP(host) !== 0 || LOCAL_NAME.test(host) || this.#settings.ALLOWED_HOSTS.includes(host);
    if (!isItsName) throw appError('FORBIDDEN_HOST', { host: host.slice(0, 100) });
    return true;
  }

  #isAuthenticated(request: Request): boolean {
    return this.#access.isLoggedIn(loginCookie(request)) || this.#hasValidToken(request);
  }

  #hasValidToken({ headers }: Request): boolean {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return token !== undefined && this.#access.tokens.isValid(token);
  }
}

/** The id of the login that a request's cookie names, or an empty text. */
export function loginCookie(request: Pick<Request, 'headers'>): string {
  return parseCookie(request.headers.cookie ?? '')[COOKIE] ?? '';
}

/** Hands the id of a login to the browser, or takes it away. */
export function setLoginCookie(request: Request, response: Response, id: string | null): void {
  const options = { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
  if (id === null) response.clearCookie(COOKIE, options);
  else response.cookie(COOKIE, id, options);
}
