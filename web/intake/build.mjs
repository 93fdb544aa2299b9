// Builds the intake's script and style sheet to build/web/intake, beside the worker of @jium/fingerprint.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const made = join(here, '../../build/web/intake');
rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ['src/intake.ts', 'src/intake.css'],
  outdir: made,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
});
cpSync(join(here, 'pages/icon.svg'), join(made, 'icon.svg'));
const prints = join(here, '../fingerprint/dist');
for (const file of readdirSync(prints)) {
  if (file !== 'index.js' && /\.(js|wasm|txt)$/.test(file)) cpSync(join(prints, file), join(made, file));
}
// Beside each what is sent to who takes gzip (src/jium/http/web_files.h).
for (const file of readdirSync(made)) {
  if (/\.(js|css|wasm)$/.test(file)) writeFileSync(join(made, `${file}.gz`), gzipSync(readFileSync(join(made, file)), { level: 9 }));
}
