import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { GENERATED_PAGES, renderPage } from '../build/docs/pages';

/** A page without its code, which may contain what looks like a link. */
async function textOf(page: string): Promise<string> {
  return (await readFile(page, 'utf8'))
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));
}

/** The targets of a page's links and pictures. */
async function linksOf(page: string): Promise<string[]> {
  return [...(await textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** A heading's name in an address, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

async function anchorsOf(page: string): Promise<string[]> {
  return [...(await textOf(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

const DOCS = (await readdir('docs', { recursive: true }))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...DOCS];

it.each(DOCS)('README.md or the list of decisions links to %s', async (page) => {
  const listing = path.dirname(page) === 'docs/decisions' ? 'docs/decisions/README.md' : 'README.md';
  const listed = (await linksOf(listing)).map((target) => path.join(path.dirname(listing), target));
  expect(page === listing ? [...listed, page] : listed).toContain(page);
});

it.each(PAGES)('the links of %s lead somewhere', async (page) => {
  const own = (await linksOf(page)).filter((target) => !/^https?:/.test(target));
  for (const target of own) {
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? page : path.join(path.dirname(page), file);
    await readFile(found);
    if (anchor !== undefined) expect(await anchorsOf(found)).toContain(anchor);
  }
});

it.each(PAGES)('the sources that %s names exist', async (page) => {
  const named = [
    ...(await readFile(page, 'utf8')).matchAll(
      /`((?:src-main|src-renderer|test|build)\/[\w./-]+\.(?:m?js|tsx?))`/g,
    ),
  ];
  for (const [, file = ''] of named) await expect(readFile(file), file).resolves.toBeDefined();
});

it.each(GENERATED_PAGES)('%s is up to date: else run npm run docs', async (page) => {
  expect(await readFile(page, 'utf8')).toBe(await renderPage(page));
});
