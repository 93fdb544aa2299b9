import react from '@vitejs/plugin-react';
import { gzipSync } from 'node:zlib';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const out = new URL('../../build/web/console/', import.meta.url).pathname;

// The server sends "x.js.gz" to whoever takes gzip, and compresses nothing itself.
function zipped(): Plugin {
  return {
    name: 'zipped',
    apply: 'build',
    closeBundle() {
      // The worker that fingerprints files, with its WebAssembly, as its own package built it.
      cpSync(new URL('../fingerprint/dist/', import.meta.url).pathname, join(out, 'fingerprint'),
        { recursive: true, filter: (path) => !/\.(d\.ts|txt)$/.test(path) });
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|svg|wasm|json)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        if (bytes.length > 1024) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

const server = process.env['JIUM_SERVER'] ?? 'http://127.0.0.1:8420';

export default defineConfig({
  base: '/console/',
  plugins: [react(), zipped()],
  // A preload script would be fine, but nothing inline is: neither scripts nor pictures as data: addresses.
  build: { outDir: out, emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, target: 'es2022',
    chunkSizeWarningLimit: 800 },
  worker: { format: 'es' },
  // Dated data and the rule table are read where the server reads them: data/ and src/jium/desk.
  server: { proxy: { '/api': { target: server } }, fs: { allow: ['../..'] } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
} as Parameters<typeof defineConfig>[0]);
