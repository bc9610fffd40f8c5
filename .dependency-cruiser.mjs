/**
 * The arrows of the architecture, see docs/architecture.md. Imports go one way:
 * app → window, http, ipc → engine → contract, and src-renderer → contract.
 * Inside the engine and inside the renderer, a room imports only rooms that stand before it in the list.
 */
const ENGINE_ROOMS = [
  'platform',
  'media',
  'status',
  'sessions',
  'machine',
  'cameras',
  'upload',
  'usb-export',
  'capture',
  'auth',
  'settings',
  'diagnostics',
];
const RENDERER_ROOMS = [
  'client',
  'ui',
  'status',
  'sessions',
  'usb-export',
  'settings',
  'capture',
  'setup-wizard',
];

/** @param {string} name @param {string} comment @param {string} from @param {string} to */
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: /** @type {const} */ ('error'),
  from: { path: from },
  to: { path: to },
});

/**
 * A rule per room: it must not import a room that comes after it, nor the files beside the rooms, which put them together.
 * @param {string} base the folder of the rooms, with a slash at its end
 * @param {readonly string[]} rooms from the lowest to the highest
 */
const oneWay = (base, rooms) => [
  forbid(
    `${base}rooms-are-listed`,
    'A new room is added to the list at the top of this file.',
    `^${base}(?!(${rooms.join('|')})/)[^/]+/`,
    '.',
  ),
  ...rooms.map((room, index) =>
    forbid(
      `${base}${room}-imports-only-lower-rooms`,
      `${room} may import: ${rooms.slice(0, index).join(', ') || 'no other room'}.`,
      `^${base}${room}/`,
      `^${base}(${[...rooms.slice(index + 1).map((higher) => `${higher}/`), '[^/]+\\.tsx?$'].join('|')})`,
    ),
  ),
];

/** @satisfies {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    forbid(
      'contract-stands-alone',
      'The contract is what all others speak: it imports none of them, and nothing of Node.',
      '^src-main/contract/',
      '^(?!src-main/contract/|node_modules/zod/)',
    ),
    forbid(
      'engine-imports-only-contract',
      'The engine is the product: no Electron, no Express, no React, no transport.',
      '^src-main/engine/',
      '^src-main/(?!engine/|contract/)|^src-renderer/|^node_modules/(electron|express|react|react-dom)/|^electron$',
    ),
    forbid(
      'http-calls-the-engine',
      'HTTP is a transport: it imports engine and contract.',
      '^src-main/http/',
      '^src-main/(?!http/|engine/|contract/)|^src-renderer/|^electron$',
    ),
    forbid(
      'ipc-calls-the-engine',
      'IPC is a transport: it imports engine and contract.',
      '^src-main/ipc/',
      '^src-main/(?!ipc/|engine/|contract/)|^src-renderer/|/express/',
    ),
    forbid(
      'window-stands-alone',
      'The window and its guard import engine and contract.',
      '^src-main/window/',
      '^src-main/(?!window/|engine/|contract/)|^src-renderer/|/express/',
    ),
    forbid(
      'renderer-imports-only-contract',
      'The screens speak to main through the contract, never by importing it.',
      '^src-renderer/',
      '^src-main/(?!contract/)|^electron$|^(node:)?(fs|path|child_process|os|net|http)',
    ),
    forbid(
      'product-never-imports-tests',
      'Tests import the product, never the other way.',
      '^src-',
      '^test/',
    ),
    ...oneWay('src-main/engine/', ENGINE_ROOMS),
    ...oneWay('src-renderer/', RENDERER_ROOMS),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^out/' },
  },
};
