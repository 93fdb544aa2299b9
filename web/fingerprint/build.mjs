// Builds the package into dist/ and copies it to build/web/fingerprint: the room src/jium/fingerprint as
// WebAssembly, the worker and the door to it as modules, and the types.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const dist = join(here, 'dist');
const room = join(root, 'src/jium/fingerprint');

// The same text as the native program's. -ffp-contract=off: not one multiplication and addition is melted into
// one, so that every bit agrees. No threads and no SIMD: measured, the compiler's vectors were slower here.
function compileRoom(to) {
  execFileSync('clang++-16', [
    '--target=wasm32-wasi', '--sysroot=/usr',
    '-isystem', '/usr/lib/llvm-16/include/wasm32-wasi/c++/v1',
    '-L/usr/lib/llvm-16/lib/wasm32-wasi', '-L/usr/lib/wasm32-wasi',
    '-I', join(root, 'src'),
    '-std=c++20', '-O2', '-ffp-contract=off', '-fno-exceptions', '-fno-rtti', '-mexec-model=reactor',
    '-Wall', '-Wextra', '-Werror', '-Wl,--strip-all',
    join(here, 'wasm/pdq_exports.cc'),
    ...['pdq', 'pdq_kernel', 'pdq_kernel_plain', 'pdq_luma', 'pdq_square'].map((file) => join(room, `${file}.cc`)),
    '-o', to,
  ], { stdio: ['ignore', 'inherit', 'inherit'] });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
compileRoom(join(dist, 'pdq.wasm'));
chmodSync(join(dist, 'pdq.wasm'), 0o644);  // the linker takes it for a program
await build({
  absWorkingDir: here,
  entryPoints: ['src/index.ts', 'src/worker.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  splitting: true,
  chunkNames: 'part-[hash]',
  format: 'esm',
  target: 'es2022',
  legalComments: 'linked',
  logLevel: 'warning',
});
execFileSync(process.execPath, [join(here, '../node_modules/typescript/bin/tsc'), '-p', join(here, 'tsconfig.types.json')],
  { stdio: 'inherit' });
const made = join(root, 'build/web/fingerprint');
rmSync(made, { recursive: true, force: true });
cpSync(dist, made, { recursive: true });
console.log(`fingerprint: pdq.wasm ${statSync(join(dist, 'pdq.wasm')).size} bytes`);
