import { Router } from 'express';
import type { Machine } from '#engine/machine/machine';
import type { Authentication } from './authentication';

/** The routes about the machine itself; not those that end it: who switches it off stands before it. */
export function machineRoutes(machine: Machine, authentication: Authentication): Router {
  const router = Router();
  router.get('/machine', async (_request, response) => void response.json(await machine.describe()));
  router.get(
    '/machine/original',
    async (_request, response) => void response.json(await machine.legacyServer()),
  );
  router.get(
    '/machine/time_zones',
    async (_request, response) => void response.json(await machine.timeZones()),
  );
  router.post(
    '/machine/time',
    authentication.requireOwner,
    async (request, response) => void response.json(await machine.setTime(request.body)),
  );
  router.post(
    '/machine/brightness',
    async (request, response) => void response.json(await machine.setBrightness(request.body)),
  );
  return router;
}
