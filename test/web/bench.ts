// ./dev bench web: how long a frightened person waits. The intake of the real program on a line and a telephone
// that are made slow by Chromium itself, and how quickly files are fingerprinted. With --json a row a line; else the
// page docs/benchmarks/web.md is written.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openBrowser, visit } from './browser.ts';
import { openHouse, root } from './jium.ts';
import { draw, png } from './pictures.ts';

interface Line { name: string; latency: number; kilobytes: number; slowness: number }

const lines: readonly Line[] = [
  { name: 'this machine', latency: 0, kilobytes: 0, slowness: 1 },
  { name: 'good telephone (4G: 60 ms, 1,200 KB/s; processor 4 times slower)', latency: 60, kilobytes: 1200, slowness: 4 },
  { name: 'poor telephone (3G: 400 ms, 50 KB/s; processor 6 times slower)', latency: 400, kilobytes: 50, slowness: 6 },
  { name: 'nearly no line (2,000 ms, 20 KB/s; processor 6 times slower)', latency: 2000, kilobytes: 20, slowness: 6 },
];
const rounds = 3;

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function slow(camera: CDPSession, { latency, kilobytes, slowness }: Line): Promise<void> {
  await camera.send('Network.enable');
  await camera.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: kilobytes * 1024 || -1, uploadThroughput: kilobytes * 1024 || -1 });
  await camera.send('Emulation.setCPUThrottlingRate', { rate: slowness });
}

interface Opening { readable: number; usable: number; requests: number; bytes: number }

// `readable`: the first words are drawn. `usable`: the script has made its questions of them.
async function open(browser: Browser, address: string, line: Line): Promise<Opening> {
  const { page, context, close } = await visit(browser, { language: 'ko', width: 360 }, address);
  const camera = await context.newCDPSession(page);
  await slow(camera, line);
  let bytes = 0;
  let requests = 0;
  camera.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; ++requests; });
  await page.addInitScript(() => {
    new MutationObserver((_, watcher) => {
      if (!document.querySelector('.step')) return;
      watcher.disconnect();
      performance.mark('usable');
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(address, { timeout: 120_000 });
  await page.waitForSelector('.step', { timeout: 120_000 });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const times = await page.evaluate(() => ({
    readable: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
    usable: performance.getEntriesByName('usable')[0]!.startTime,
  }));
  await close();
  return { ...times, requests, bytes };
}

// From the choice of a file to its end, the worker's loading included; and again, with all of it loaded.
async function read(page: Page, file: string): Promise<number> {
  const begin = performance.now();
  await page.setInputFiles('#files', file);
  await page.waitForFunction(() => document.querySelector('#file-list li') && !document.querySelector('#file-list progress'), undefined, { timeout: 300_000 });
  const took = performance.now() - begin;
  await page.click('#file-list .remove');
  return took;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jium-web-'));
  const browser = await openBrowser();
  const house = await openHouse({ intake: true });
  await house.addCentre();
  const openings: [string, Opening][] = [];
  for (const line of lines) {
    const made: Opening[] = [];
    for (let i = 0; i < rounds; ++i) made.push(await open(browser, house.intake!, line));
    openings.push([line.name, {
      readable: median(made.map(({ readable }) => readable)), usable: median(made.map(({ usable }) => usable)),
      requests: made[0]!.requests, bytes: made[0]!.bytes,
    }]);
  }
  const picture = join(folder, 'p.png');
  writeFileSync(picture, png(draw(4000, 3000, 3, (x, y) => [(x * y) >> 7, x >> 4, (x + y) >> 3])));
  const clip = join(folder, 'c.mp4');
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30', '-t', '60', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'veryfast', clip]);
  const { page, close } = await visit(browser, { language: 'ko', width: 360 }, house.intake!);
  await page.goto(house.intake!);
  await page.waitForSelector('.step');
  for (let i = 0; i < 3; ++i) await page.click('.turn button:not(.quiet):not([hidden])');
  const files: [string, number][] = [];
  for (const [name, file] of [[`picture of 12 megapixels (PNG, ${(statSync(picture).size / 1e6).toFixed(1)} MB)`, picture], ['video of 60 s, 1280x720, H.264', clip]] as const) {
    files.push([`${name}, the first file`, await read(page, file)]);
    files.push([`${name}, the next`, await read(page, file)]);
  }
  await close();
  await browser.close();
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
  tell(openings, files);
}

const seconds = (ms: number) => (ms / 1000).toFixed(2);

function tell(openings: [string, Opening][], files: [string, number][]): void {
  if (process.argv.includes('--json')) {
    for (const [name, one] of openings) {
      console.log(JSON.stringify({ contestant: 'jium', work: `intake readable, ${name}`, figure: Math.round(one.readable), unit: 'ms' }));
      console.log(JSON.stringify({ contestant: 'jium', work: `intake usable, ${name}`, figure: Math.round(one.usable), unit: 'ms' }));
    }
    for (const [name, ms] of files) console.log(JSON.stringify({ contestant: 'jium', work: name, figure: Math.round(ms), unit: 'ms' }));
    return;
  }
  const page = `# The intake in a browser

\`./dev bench web\`, ${new Date().toISOString().slice(0, 10)}, ${cpus()[0]!.model.trim()} (${cpus().length} cores), Debian's Chromium, headless

The real program's page, with an empty cache, in Korean, 360 pixels wide. Chromium holds line and processor back. *Readable*: the first words are drawn. *Usable*: the script has made its questions of the page; without script the page is usable when it is readable. Medians of ${rounds}.

| line | readable, s | usable, s | requests | bytes on the line |
|---|---|---|---|---|
${openings.map(([name, one]) => `| ${name} | ${seconds(one.readable)} | ${seconds(one.usable)} | ${one.requests} | ${one.bytes} |`).join('\n')}

## Fingerprinting on the device

Wall time from the choice to the end, this machine. The first file brings the worker and its parts with it.

| file | s |
|---|---|
${files.map(([name, ms]) => `| ${name} | ${seconds(ms)} |`).join('\n')}
`;
  writeFileSync(join(root, 'docs/benchmarks/web.md'), page);
  process.stdout.write(page);
}

await main();
