import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The screens, for the kiosk's window and for port 5001's page alike.
 * A strict content security policy holds: no inline scripts, no `data:` assets.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../src-renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome130',
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // In kB, unpacked. The page comes from the disk or the local network; what counts is held by `npm run bench`.
    chunkSizeWarningLimit: 700,
    sourcemap: false,
  },
});
