import { Router } from 'express';
import { DOCS_CSS, docsPage } from './docsPage';
import { openApi } from './openApi';

/** `GET /openapi.json` and, to read, `GET /docs`. */
export function descriptionRoutes(version: string): Router {
  const router = Router();
  const description = openApi(version);
  const page = docsPage(version);
  router.get('/openapi.json', (_request, response) => void response.json(description));
  router.get('/docs', (_request, response) => void response.type('html').send(page));
  router.get('/docs.css', (_request, response) => void response.type('css').send(DOCS_CSS));
  return router;
}
