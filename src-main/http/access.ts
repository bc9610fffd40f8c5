import { Router, type Request } from 'express';
import type { z } from 'zod';
import {
  loginRequestSchema,
  logoutRequestSchema,
  passwordRequestSchema,
  tokenRequestSchema,
} from '#contract/authApi';
import type { RemoteAccess } from '#engine/auth/remoteAccess';
import { readBody } from '#engine/platform/parseRequestBody';
import { loginOf, setLogin, type Callers } from './authentication';

/** The routes by which people and programs get in and out. */
export function accessRoutes(access: RemoteAccess, callers: Callers): Router {
  const router = Router();
  router.post('/login', async (request, response) => {
    const { password } = bodyOf(request, loginRequestSchema);
    const id = await access.logIn(password, request.ip ?? '');
    // Each login has an id of its own: one that somebody has put into this browser is worth nothing.
    access.logOut(loginOf(request));
    setLogin(request, response, id);
    response.json({ status: 'ok' });
  });
  router.post('/logout', (request, response) => {
    const { everywhere } = bodyOf(request, logoutRequestSchema);
    if (everywhere) access.logOutEverywhere(loginOf(request));
    access.logOut(loginOf(request));
    setLogin(request, response, null);
    response.json({ status: 'ok' });
  });
  router.post('/password', callers.requireLogin, async (request, response) => {
    const { current_password: current, new_password: next } = bodyOf(request, passwordRequestSchema);
    setLogin(request, response, await access.changePassword(current, next, request.ip ?? ''));
    response.json({ status: 'ok' });
  });
  router.get('/tokens', callers.requireOwner, (_request, response) => {
    response.json({ tokens: access.tokens.list() });
  });
  router.post('/tokens', callers.requireOwner, async (request, response) => {
    response.json(await access.tokens.make(bodyOf(request, tokenRequestSchema).name));
  });
  router.delete(
    '/tokens/:name',
    callers.requireOwner,
    async (request: Request<{ name: string }>, response) => {
      await access.tokens.revoke(request.params.name);
      response.json({ status: 'ok' });
    },
  );
  return router;
}

function bodyOf<S extends z.ZodType>(request: Request, schema: S): z.infer<S> {
  return readBody(schema, request.body);
}
