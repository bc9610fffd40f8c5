import { Router } from 'express';
import { DOCS_CSS, docsPage } from './docsPage';
import { openApi } from './openApi';

/** `GET /openapi.json` and, to read, `GET /docs`. Made when they are asked for: to make them takes a while of each start. */
export function descriptionRoutes(version: string): Router {
  const router = Router();
  let description: ReturnType<typeof openApi> | undefined;
  router.get('/openapi.json', (_request, response) => {
    description ??= openApi(version);
    response.json(description);
  });
  router.get('/docs', (_request, response) => void response.type('html').send(docsPage(version)));
  router.get('/docs.css', (_request, response) => void response.type('css').send(DOCS_CSS));
  return router;
}
