import { Router, type Request } from 'express';
import type { z } from 'zod';
import {
  loginRequestSchema,
  logoutRequestSchema,
  passwordRequestSchema,
  tokenRequestSchema,
} from '#contract/authApi';
import type { RemoteAccess } from '#engine/auth/remoteAccess';
import { parseBody } from '#engine/platform/parseRequestBody';
import { loginCookie, setLoginCookie, type Authentication } from './authentication';

/** The routes by which people and programs get in and out. */
export function accessRoutes(access: RemoteAccess, authentication: Authentication): Router {
  const router = Router();
  router.post('/login', async (request, response) => {
    const { password } = bodyOf(request, loginRequestSchema);
    const id = await access.logIn(password, request.ip ?? '');
    // Each login has an id of its own: one that somebody has put into this browser is worth nothing.
    access.logOut(loginCookie(request));
    setLoginCookie(request, response, id);
    response.json({ status: 'ok' });
  });
  router.post('/logout', (request, response) => {
    const { everywhere } = bodyOf(request, logoutRequestSchema);
    if (everywhere) access.logOutEverywhere(loginCookie(request));
    access.logOut(loginCookie(request));
    setLoginCookie(request, response, null);
    response.json({ status: 'ok' });
  });
  router.post('/password', authentication.requireLogin, async (request, response) => {
    const { current_password: current, new_password: next } = bodyOf(request, passwordRequestSchema);
    setLoginCookie(request, response, await access.changePassword(current, next, request.ip ?? ''));
    response.json({ status: 'ok' });
  });
  router.get('/tokens', authentication.requireOwner, (_request, response) => {
    response.json({ tokens: access.tokens.list() });
  });
  router.post('/tokens', authentication.requireOwner, async (request, response) => {
    response.json(await access.tokens.make(bodyOf(request, tokenRequestSchema).name));
  });
  router.delete(
    '/tokens/:name',
    authentication.requireOwner,
    async (request: Request<{ name: string }>, response) => {
      await access.tokens.revoke(request.params.name);
      response.json({ status: 'ok' });
    },
  );
  return router;
}

function bodyOf<S extends z.ZodType>(request: Request, schema: S): z.infer<S> {
  return parseBody(schema, request.body);
}
