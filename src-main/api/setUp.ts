import { Router } from 'express';
import type { SetUp } from '../engine/setUp/setUp';
import type { Callers } from './callers';

/** What is set up once; see contract/setUp.ts. */
export function setUpRoutes(setUp: SetUp, callers: Callers): Router {
  const router = Router();
  router.get('/settings', callers.requireOwner, (_request, response) => {
    response.json(setUp.settings());
  });
  router.post('/settings', callers.requireOwner, async (request, response) => {
    response.json(await setUp.save(request.body));
  });
  router.post('/restart', callers.requireOwner, (_request, response) => {
    setUp.restart();
    response.json({ status: 'ok' });
  });
  return router;
}
