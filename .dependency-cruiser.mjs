/**
 * The arrows of the house: main/headless → compose → api, ipc → engine → contract, and src-renderer → contract.
 * Whoever adds a folder says here what it may import.
 */
const main = 'src-main/';

/** @param {string} name @param {string} comment @param {string} from @param {string} to */
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: /** @type {const} */ ('error'),
  from: { path: from },
  to: { path: to },
});

/** @satisfies {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    forbid(
      'contract-stands-alone',
      'The contract is what all others speak: it knows none of them, and nothing of Node.',
      `^${main}contract/`,
      `^(?!${main}contract/|node_modules/zod/)`,
    ),
    forbid(
      'engine-knows-only-the-contract',
      'The engine is the product itself: no Electron, no Express, no React, none of the doors.',
      `^${main}engine/`,
      `^${main}(?!engine/|contract/)|^src-renderer/|^node_modules/(electron|express|react|react-dom)/|^electron$`,
    ),
    forbid(
      'api-is-a-door',
      'The API calls the engine.',
      `^${main}api/`,
      `^${main}(?!api/|engine/|contract/)|^src-renderer/|^electron$`,
    ),
    forbid(
      'ipc-is-a-door',
      'IPC calls the engine.',
      `^${main}ipc/`,
      `^${main}(?!ipc/|engine/|contract/)|^src-renderer/|/express/`,
    ),
    forbid(
      'renderer-knows-only-the-contract',
      'The screens speak to main through the contract, never by importing it.',
      '^src-renderer/',
      `^${main}(?!contract/)|^electron$|^(node:)?(fs|path|child_process|os|net|http)`,
    ),
    forbid(
      'product-never-imports-tests',
      'Tests import the product, never the other way.',
      '^src-',
      '^test/',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^out/' },
  },
};
