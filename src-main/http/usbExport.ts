import { Router } from 'express';
import type { Engine } from '#engine/engine';

/** USB sticks at this machine, and what is copied to them; see contract/usbExport.ts. */
export function usbExportRoutes({
  usbExport: sticks,
  sessions,
}: Pick<Engine, 'usbExport' | 'sessions'>): Router {
  const routes = Router();
  routes.get('/sticks', async (_request, response) => void response.json(await sticks.describe()));
  routes.post('/export', async (request, response) => void response.json(await sticks.start(request.body)));
  routes.delete('/export', async (_request, response) => void response.json(await sticks.cancel()));
  routes.post('/export/delivered', async (_request, response) => {
    await sessions.allDelivered();
    response.json(await sticks.describe());
  });
  return routes;
}
