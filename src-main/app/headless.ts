import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json';
import { launch } from './launch';

// Engine, API and page without a window, on plain Node.
await launch(
  process.argv.slice(2),
  {
    environment: process.env,
    installed: false,
    version: packageJson.version,
    pageFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
  },
  (code) => process.exit(code),
).started;
