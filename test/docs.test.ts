import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

/** The targets of a page's links and pictures. */
async function linksOf(page: string): Promise<string[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** A heading's name in an address, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

async function anchorsOf(page: string): Promise<string[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

const PAGES = (await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);

it.each(PAGES)('README.md leads to %s', async (page) => {
  expect(await linksOf('README.md')).toContain(page);
});

it.each(['README.md', ...PAGES])('the links of %s lead somewhere', async (page) => {
  const own = (await linksOf(page)).filter((target) => !/^https?:/.test(target));
  for (const target of own) {
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? page : path.join(path.dirname(page), file);
    await readFile(found);
    if (anchor !== undefined) expect(await anchorsOf(found)).toContain(anchor);
  }
});
