import { Router } from 'express';
import { readPicturePath, SESSION_ACTIONS } from '#contract/sessionApi';
import { appError } from '#contract/errors';
import type { Engine } from '#engine/engine';

/** What people do with the sessions that are here, and the queue and the counter; see contract/sessionApi.ts. */
export function sessionRoutes(engine: Pick<Engine, 'sessions' | 'queue' | 'retryQueue' | 'counter'>): Router {
  const { sessions } = engine;
  const routes = Router();
  routes.get('/queue', (_request, response) => void response.json(engine.queue()));
  routes.post('/queue/retry', (_request, response) => void response.json(engine.retryQueue()));
  routes.get('/counter', (_request, response) => void response.json(engine.counter()));
  routes.get('/sessions', (request, response) => {
    const { states, limit, ...rest } = request.query;
    response.json(
      sessions.list({
        ...rest,
        ...(states !== undefined && { states: typeof states === 'string' ? states.split(',') : states }),
        ...(limit !== undefined && { limit: Number(limit) }),
      }),
    );
  });
  routes.get('/sessions/:id', (request, response) => void response.json(sessions.detail(request.params.id)));
  for (const action of SESSION_ACTIONS) {
    routes.post(
      `/sessions/:id/${action}`,
      async (request, response) => void response.json(await sessions[action](request.params.id)),
    );
  }
  routes.post(
    '/sessions/:id/renumber',
    async (request, response) => void response.json(await sessions.renumber(request.params.id, request.body)),
  );
  routes.post(
    '/sessions/:id/goat_data',
    async (request, response) => void response.json(await sessions.correct(request.params.id, request.body)),
  );
  routes.get('/sessions/:id/:size/:camera/:number', async (request, response) => {
    const picture = readPicturePath(request.path);
    if (!picture) throw appError('NOT_FOUND', { path: request.path });
    // The data directory may lie in a folder whose name begins with a dot.
    if (picture.size === 'pictures')
      response.sendFile(await sessions.picture(picture), { dotfiles: 'allow', cacheControl: false });
    else if (picture.size === 'newest') response.type('bmp').send(sessions.newestPicture(picture));
    else response.type('jpeg').send(await sessions.thumbnail(picture));
  });
  return routes;
}
