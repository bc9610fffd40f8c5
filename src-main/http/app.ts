import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Settings } from '#contract/settings';
import type { RemoteAccess } from '#engine/auth/remoteAccess';
import type { Clock } from '#engine/platform/clock';
import type { Engine } from '#engine/engine';
import type { Logger, LogLines } from '#engine/platform/log';
import type { CameraSettings } from '#engine/settings/cameraSettings';
import type { SettingsService } from '#engine/settings/settingsService';
import type { OverviewFeed } from '#engine/status/overviewFeed';
import { accessRoutes } from './access';
import { Authentication } from './authentication';
import { descriptionRoutes } from './description/routes';
import { answerErrors, BODY_LIMIT_BYTES, notFound } from './errors';
import { EventHub } from './eventHub';
import { streamEvents } from './events';
import { machineRoutes } from './machine';
import { serveMetrics } from './metrics';
import { checkOrigin, rejectCrossSite } from './origins';
import { streamPreview } from './preview';
import { settingsRoutes } from './settings';
import { sessionRoutes } from './sessions';
import { usbExportRoutes } from './usbExport';

export interface ApiParts {
  engine: Engine;
  feed: OverviewFeed;
  access: RemoteAccess;
  settingsService: SettingsService;
  cameraSettings: CameraSettings;
  settings: Settings;
  clock: Clock;
  log: Logger;
  /** What goes into the log, line by line. */
  lines: LogLines;
  /** The folder of the built page. */
  pageFolder: string;
  version: string;
}

/** The HTTP door: the seed's endpoints, the page, and what the page needs. */
export function createApp(parts: ApiParts): Express {
  const {
    engine,
    feed,
    access,
    settingsService,
    cameraSettings,
    settings,
    clock,
    log,
    lines,
    pageFolder,
    version,
  } = parts;
  const authentication = new Authentication(settings, access);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  // A proxy on this machine says for whom it asks: who has to wait after wrong passwords, and whether by TLS.
  app.set('trust proxy', 'loopback');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          ...{ defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], objectSrc: ["'none'"] },
          ...{ baseUri: ["'none'"], frameAncestors: ["'none'"], formAction: ["'self'"] },
        },
      },
      // The page is served without TLS in the barn's own network.
      strictTransportSecurity: false,
    }),
  );
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(checkOrigin(settings.CORS_ORIGINS));
  // Any content type: the seed's clients send JSON whatever they call it, and other origins are refused above.
  app.use(express.json({ limit: BODY_LIMIT_BYTES, type: () => true }));

  app.get('/health', async (_request, response) => void response.json(await engine.health()));
  app.use(
    express.static(pageFolder, {
      redirect: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  app.use(rejectCrossSite(settings.CORS_ORIGINS));
  app.use(accessRoutes(access, authentication));
  app.use(settingsRoutes(settingsService, cameraSettings, authentication));

  app.use(authentication.requireLogin);
  // Express answers HEAD as GET: a stream would have no end.
  app.head(['/events', '/preview/:camera'], (_request, response) => void response.end());
  app.get('/status', (_request, response) => void response.json(engine.status()));
  app.get('/diagnostics', async (_request, response) => void response.json(await engine.diagnostics()));
  app.get('/diagnostics/bundle', async (_request, response) => {
    const bundle = await engine.bundle();
    response.attachment('goat-capture.tar.gz').type('application/gzip').send(bundle);
  });
  app.post(
    '/diagnostics/cameras',
    async (_request, response) => void response.json(await engine.benchmarkBus()),
  );
  app.delete('/diagnostics/learned', async (_request, response) => {
    await engine.clearConcurrencyLimits();
    response.json({ status: 'ok' });
  });
  app.post(
    '/record',
    async (request, response) => void response.json(await engine.record(request.body, 'api')),
  );
  app.post('/cancel', async (_request, response) => void response.json(await engine.cancel()));
  app.post('/focus', async (request, response) => void response.json(await engine.setFocus(request.body)));
  app.get('/overview', async (_request, response) => void response.json(await engine.overview()));
  app.use(machineRoutes(engine.machine, authentication));
  app.get('/metrics', serveMetrics(engine));
  app.get('/preview/:camera', streamPreview(engine, authentication));
  app.get('/events', streamEvents(new EventHub(feed, engine, lines), authentication, clock));
  app.use(sessionRoutes(engine));
  app.use(usbExportRoutes(engine));

  app.use(descriptionRoutes(version));

  app.use(notFound);
  app.use(answerErrors(log));
  return app;
}
