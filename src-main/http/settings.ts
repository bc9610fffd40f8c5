import { Router } from 'express';
import type { CameraSetUp } from '#engine/settings/cameraSettings';
import type { SetUp } from '#engine/settings/settingsService';
import type { Callers } from './authentication';

/** What is set up once; see contract/settingsApi.ts and contract/cameraSettings.ts. */
export function setUpRoutes(setUp: SetUp, cameraSetUp: CameraSetUp, callers: Callers): Router {
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
  router.get('/cameras', callers.requireOwner, (_request, response) => {
    response.json(cameraSetUp.describe());
  });
  router.post('/cameras', callers.requireOwner, async (request, response) => {
    response.json(await cameraSetUp.save(request.body));
  });
  router.get('/cameras/still', callers.requireOwner, async (request, response) => {
    response.json(await cameraSetUp.still(request.query));
  });
  return router;
}
