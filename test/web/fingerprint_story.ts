// Fingerprints made in the browser are those that the native program makes of the same file.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { FilePrints } from '../../web/fingerprint/src/records.ts';
import { openBrowser, visit, type Visit } from './browser.ts';
import { built, jium } from './jium.ts';
import { gallery, png } from './pictures.ts';
import { serveStill, type Still } from './still_server.ts';

let browser: Browser;
let still: Still;
let seen: Visit;
let folder: string;

before(async () => {
  browser = await openBrowser();
  still = await serveStill({ '/fingerprint/': join(built, 'fingerprint') }, (_, response) =>
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>.</title><input type="file" id="file" aria-label="file">'));
  seen = await visit(browser, { language: 'en', width: 1440 }, still.url);
  folder = mkdtempSync(join(tmpdir(), 'jium-web-'));
});
after(async () => {
  await browser.close();
  await still.close();
  rmSync(folder, { recursive: true, force: true });
});

async function inBrowser(page: Page, files: string[]): Promise<FilePrints[]> {
  await page.goto(still.url);
  await page.setInputFiles('#file', []);
  const made: FilePrints[] = [];
  for (const file of files) {
    await page.setInputFiles('#file', file);
    made.push(await page.evaluate(async () => {
      const { Fingerprinter } = await import('/fingerprint/index.js' as string);
      const door = new Fingerprinter();
      const input = document.querySelector<HTMLInputElement>('#file')!;
      try {
        return await door.print(input.files![0]);
      } finally {
        door.close();
      }
    }));
  }
  return made;
}

interface Native { algorithm: string; value: string; quality?: number }

async function natively(file: string): Promise<Native[]> {
  const { stdout } = await promisify(execFile)(jium, ['hash', file, '--digests', '--json'], { maxBuffer: 64 * 1024 * 1024 });
  return (JSON.parse(stdout) as { files: { fingerprints: Native[] }[] }).files[0]!.fingerprints;
}

async function nativePdq(files: string[]): Promise<{ pdq: Native; pdq512: Native }[]> {
  const { stdout } = await promisify(execFile)(process.env.JIUM_NATIVE_PDQ!, files);
  return stdout.trim().split('\n').map((line) => {
    const [value, quality, value512, quality512] = line.split(' ');
    return {
      pdq: { algorithm: 'pdq', value: value!, quality: Number(quality) },
      pdq512: { algorithm: 'pdq-512', value: value512!, quality: Number(quality512) },
    };
  });
}

test('PNG: both dialects of PDQ are the native ones, bit for bit, and so are the digests', async () => {
  const files = [...gallery()].map(([name, pixels]) => {
    const path = join(folder, `${name}.png`);
    writeFileSync(path, png(pixels));
    return path;
  });
  const made = await inBrowser(seen.page, files);
  const native = await nativePdq(files);
  for (const [i, file] of files.entries()) {
    const digests = (await natively(file)).filter(({ algorithm }) => !algorithm.startsWith('pdq'));
    const found = made[i]!;
    assert.deepEqual([found.kind, found.unread, found.approximate], ['image', undefined, undefined], file);
    assert.deepEqual(found.fingerprints, [
      ...['sha256', 'sha1', 'md5'].map((algorithm) =>
        ({ algorithm, value: digests.find((one) => one.algorithm === algorithm)!.value })),
      native[i]!.pdq, native[i]!.pdq512,
    ], file);
  }
  assert.deepEqual(seen.problems, []);
});

// A benign clip that moves: drawn by ffmpeg's own sources.
async function clip(name: string, ...how: string[]): Promise<string> {
  return clipAt(25, name, ...how);
}

async function clipAt(rate: number | string, name: string, ...how: string[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `mandelbrot=size=640x360:rate=${rate}`, '-t', '6.5',
    '-pix_fmt', 'yuv420p', ...how, path]);
  return path;
}

interface Frame { number: number; ms: number; quality: number; bits: Buffer }

function framesOf(prints: readonly Native[]): Frame[] {
  const value = prints.find((one) => one.algorithm === 'vpdq')?.value ?? '';
  const bytes = Buffer.from(value, 'hex');
  return Array.from({ length: bytes.length / 41 }, (_, i) => ({
    number: bytes.readUInt32LE(i * 41), ms: bytes.readUInt32LE(i * 41 + 4), quality: bytes[i * 41 + 8]!,
    bits: bytes.subarray(i * 41 + 9, i * 41 + 41),
  }));
}

function bitsApart(a: Buffer, b: Buffer): number {
  let apart = 0;
  a.forEach((byte, i) => { for (let rest = byte ^ b[i]!; rest; rest &= rest - 1) ++apart; });
  return apart;
}

test('videos: the frames are the native ones, and their hashes lie within a few bits of the native ones', async () => {
  const files = [
    await clip('plain.mp4', '-c:v', 'libx264', '-bf', '2'),
    await clip('turned.mov', '-c:v', 'libx264', '-vf', 'scale=360:640', '-metadata:s:v:0', 'rotate=90'),
    await clip('open.webm', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'),
    await clipAt('30000/1001', 'ntsc.mkv', '-c:v', 'libx264'),
    await clipAt(30, 'thirty.mkv', '-c:v', 'libx264'),  // a container that rounds times to milliseconds
  ];
  const made = await inBrowser(seen.page, files);
  for (const [i, file] of files.entries()) {
    const native = framesOf(await natively(file));
    const here = framesOf(made[i]!.fingerprints as Native[]);
    assert.deepEqual([made[i]!.kind, made[i]!.unread], ['video', undefined], file);
    assert.deepEqual(here.map(({ number }) => number), native.map(({ number }) => number), file);
    assert(native.length >= 6, file);
    native.forEach((frame, k) => {
      assert(Math.abs(frame.ms - here[k]!.ms) <= 20, `${file}: frame ${k} at ${here[k]!.ms}, natively at ${frame.ms}`);
      assert(bitsApart(frame.bits, here[k]!.bits) <= 8, `${file}: frame ${k} lies ${bitsApart(frame.bits, here[k]!.bits)} bits away`);
    });
  }
  assert.deepEqual(seen.problems, []);
});

test('JPEG and lossy WebP, which the browser decodes in its own way, lie within two bits; an EXIF turn is made', async () => {
  const files: string[] = [];
  for (const name of ['waves-1600x900', 'checks-700x500', 'noise-300x211']) {
    const from = join(folder, `${name}-source.png`);
    writeFileSync(from, png(gallery().get(name)!));
    for (const [ending, ...how] of [['jpg', '-q:v', '5'], ['full.jpg', '-q:v', '2', '-pix_fmt', 'yuvj444p'], ['webp', '-quality', '60']] as const) {
      const path = join(folder, `${name}.${ending}`);
      await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-i', from, ...how, path]);
      files.push(path);
    }
  }
  const turned = join(folder, 'turned.jpg');
  writeFileSync(turned, withTurn(readFileSync(files[0]!), 6));
  files.push(turned);
  const made = await inBrowser(seen.page, files);
  const native = await nativePdq(files);
  const bits = (value: string) => Buffer.from(value, 'hex');
  const apart = files.map((file, i) => {
    const here = made[i]!.fingerprints.find(({ algorithm }) => algorithm === 'pdq');
    assert(here, `${file}: ${made[i]!.unread}`);
    return bitsApart(bits(here.value), bits(native[i]!.pdq.value));
  });
  assert(Math.max(...apart) <= 2, `${apart}`);
});

// The same JPEG with an EXIF note that says how it was held.
function withTurn(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
  const note = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 2 + note.length]);
  return Buffer.concat([jpeg.subarray(0, 2), head, note, jpeg.subarray(2)]);
}

test('what this browser cannot read is said by name, and the digests are there all the same', async () => {
  const hevc = await clip('phone.mp4', '-c:v', 'libx265', '-x265-params', 'log-level=none', '-tag:v', 'hvc1');
  const avi = await clip('old.avi', '-c:v', 'mpeg4');
  const heic = join(folder, 'phone.heic');
  writeFileSync(heic, Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(4), Buffer.from('mif1heic'), Buffer.alloc(200)]));
  const broken = join(folder, 'broken.png');
  writeFileSync(broken, png(gallery().get('waves-640x480')!).subarray(0, 60));
  const letter = join(folder, 'letter.txt');
  writeFileSync(letter, 'Dear diary');
  const made = await inBrowser(seen.page, [hevc, avi, heic, broken, letter]);
  assert.deepEqual(made.map(({ unread }) => unread), ['codec', 'container', 'format', 'damaged', 'kind-unknown']);
  assert.equal(made[0]!.format, 'video/mp4; hevc');
  for (const one of made) assert.deepEqual(one.fingerprints.map(({ algorithm }) => algorithm), ['sha256', 'sha1', 'md5']);
});

test('a file that is given up is given up at once, the page never stands still, and the next file is read', async () => {
  const long = await clip('long.mp4', '-c:v', 'libx264', '-preset', 'ultrafast', '-vf', 'loop=loop=8:size=150:start=0,scale=1280:720', '-t', '30');
  await seen.page.goto(still.url);
  await seen.page.setInputFiles('#file', long);
  const told = await seen.page.evaluate(async () => {
    const { Fingerprinter } = await import('/fingerprint/index.js' as string);
    const door = new Fingerprinter();
    const file = document.querySelector<HTMLInputElement>('#file')!.files![0]!;
    const steps: number[] = [];
    let longest = 0;
    let last = performance.now();
    const ticks = setInterval(() => { longest = Math.max(longest, performance.now() - last); last = performance.now(); }, 10);
    const stop = new AbortController();
    const begin = performance.now();
    let ended = 0;
    const first = door.print(file, { signal: stop.signal, progress: ({ done }: { done: number }) => {
      steps.push(done);
      if (done > 0.35) { ended = performance.now(); stop.abort(); }
    } }).catch((reason: Error) => reason.name);
    const reason = await first;
    const after = performance.now() - ended;
    clearInterval(ticks);
    const next = await door.print(new File(['x'], 'x'));
    door.close();
    return { reason, after, longest, steps, next: next.unread, took: ended - begin };
  });
  assert.equal(told.reason, 'AbortError');
  assert.equal(told.next, 'kind-unknown');
  assert(told.steps.length > 1 && told.steps.every((done, i) => i === 0 || done >= told.steps[i - 1]!));
  assert(told.longest < 500, `the page stood still for ${told.longest} ms`);
});
