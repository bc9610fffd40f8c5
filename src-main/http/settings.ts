import { Router } from 'express';
import type { CameraSettings } from '#engine/settings/cameraSettings';
import type { SettingsService } from '#engine/settings/settingsService';
import type { Authentication } from './authentication';

/** What is set up once; see contract/settingsApi.ts and contract/cameraSettings.ts. */
export function settingsRoutes(
  settingsService: SettingsService,
  cameraSettings: CameraSettings,
  authentication: Authentication,
): Router {
  const router = Router();
  router.get('/settings', authentication.requireOwner, (_request, response) => {
    response.json(settingsService.settings());
  });
  router.post('/settings', authentication.requireOwner, async (request, response) => {
    response.json(await settingsService.save(request.body));
  });
  router.post('/restart', authentication.requireOwner, (_request, response) => {
    settingsService.restart();
    response.json({ status: 'ok' });
  });
  router.get('/cameras', authentication.requireOwner, (_request, response) => {
    response.json(cameraSettings.describe());
  });
  router.post('/cameras', authentication.requireOwner, async (request, response) => {
    response.json(await cameraSettings.save(request.body));
  });
  router.get('/cameras/still', authentication.requireOwner, async (request, response) => {
    response.json(await cameraSettings.snapshot(request.query));
  });
  return router;
}
