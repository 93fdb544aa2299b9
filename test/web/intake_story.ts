// A survivor's way through the real program, in both languages, on a desk and on a small telephone, with script and
// without: telling, the receipt, how it stands, a message, taking it back. And that no byte of a file that was
// chosen ever reaches the program.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible, assertFits, looks, nameOf, openBrowser, shot, visit, type Look } from './browser.ts';
import { openHouse, type House } from './jium.ts';
import { gallery, png } from './pictures.ts';
import { record, type Recorder } from './recording_proxy.ts';

let browser: Browser;
let house: House;
let line: Recorder;
let folder: string;

before(async () => {
  browser = await openBrowser();
  house = await openHouse({ intake: true });
  assert(house.intake, 'the program says where its intake listens');
  await house.addCentre();
  line = await record(house.intake);
  folder = mkdtempSync(join(tmpdir(), 'jium-web-'));
});
after(async () => {
  await browser.close();
  await line.close();
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
});

const isScripted = (look: Look) => look.script !== false;

// With script a section at a time, each looked at; without it, the one long page.
async function throughSections(page: Page, look: Look, at: Record<string, () => Promise<unknown>>): Promise<void> {
  if (!isScripted(look)) {
    for (const fill of Object.values(at)) await fill();
    return looked(page, look, 'start');
  }
  await page.waitForSelector('.step');
  for (;;) {
    const section = await page.evaluate(() => document.querySelector<HTMLElement>('fieldset:not([hidden])')!.dataset.section!);
    await at[section]?.();
    await looked(page, look, `start-${section}`);
    if (section === 'words') return;
    await page.click('.turn button:not(.quiet):not([hidden])');
  }
}

async function looked(page: Page, look: Look, name: string): Promise<void> {
  await assertFits(page);
  if (isScripted(look)) await assertAccessible(page);  // axe is a script itself
  await shot(page, `intake-${nameOf(look)}-${name}`);
}

const withoutScript: Look = { language: 'ko', width: 360, script: false };

for (const look of [...looks, withoutScript]) {
  test(`telling, coming back, and taking it back (${nameOf(look)})`, async () => {
    const { page, problems, close } = await visit(browser, look, line.url);
    const answer = await page.goto(line.url);
    assert.equal(await page.getAttribute('html', 'lang'), look.language);
    assert.equal(answer!.headers()['set-cookie'], undefined);
    const picture = join(folder, `${nameOf(look)}.png`);
    writeFileSync(picture, png(gallery().get('waves-640x480')!));
    await throughSections(page, look, {
      harm: () => page.check('input[name=harm][value=dissemination]'),
      age: () => page.check('input[name=age][value=teens]'),
      tell: () => page.check('input[name=tell][value=operators]'),
      ...(isScripted(look) ? {
        files: async () => {
          await page.setInputFiles('#files', picture);
          await page.waitForFunction(() => document.querySelector('#file-list li') && !document.querySelector('#file-list progress'));
        },
      } : {}),
      places: () => page.fill('#places', 'https://place.example/one'),
      words: () => page.fill('#own-words', look.language === 'ko' ? '천천히 적습니다' : 'slowly'),
    });
    await page.click('#report button[type=submit]');
    await page.waitForSelector('#receipt');
    await looked(page, look, 'sent');
    const receipt = (await page.textContent('#receipt'))!.trim();
    assert.match(receipt, /^0\d+[-\d ,#]*\d$/, 'the receipt looks like a telephone number');
    await page.click('main form button');
    await page.waitForSelector('#find');
    await page.fill('#number', receipt);
    await page.click('#find button');
    await page.waitForSelector('#message');
    await looked(page, look, 'progress');
    await page.fill('#message-words', look.language === 'ko' ? '안녕하세요' : 'hello');
    await page.click('#message button');
    await page.waitForSelector('#messages li.person');
    await looked(page, look, 'message');
    await page.click('#withdraw button');
    await page.waitForSelector('#withdraw-now');
    await looked(page, look, 'withdraw');
    await page.click('#withdraw-now button');
    await page.waitForFunction(() => !document.querySelector('#withdraw-now'));
    await looked(page, look, 'withdrawn');
    await page.goto(line.url);
    await page.waitForSelector('#find');
    await page.fill('#number', receipt);
    await page.click('#find button');
    await page.waitForSelector('.notice');
    assert.equal(await page.locator('#message').count(), 0, 'what was taken back opens nothing');
    assert.equal(page.url(), `${line.url}/`);
    if (isScripted(look)) assert.equal(await page.evaluate(() => history.length), 2);  // about:blank, and one for all of it
    // A refused number is answered with 4xx, which a browser notes in its console.
    assert.deepEqual(problems.filter((problem) => !problem.includes('Failed to load resource')), []);
    await close();
  });
}

test('no byte of a file that was chosen, nor its name, reaches the program', async () => {
  const { page, problems, close } = await visit(browser, { language: 'en', width: 360 }, line.url);
  // Pieces of 16 random bytes all over the files: in what an ordinary program would send first, last and between.
  const canaries = Array.from({ length: 200 }, () => randomBytes(16));
  const name = `canary-${randomBytes(8).toString('hex')}`;
  const inside = Buffer.concat(canaries.flatMap((canary) => [canary, Buffer.alloc(500, 32)]));
  const picture = join(folder, `${name}.png`);
  writeFileSync(picture, png(gallery().get('noise-300x211')!, [{ name: 'prVt', data: inside }]));
  const clip = join(folder, `${name}.mp4`);
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'mandelbrot=size=320x180:rate=25', '-t', '2',
    '-pix_fmt', 'yuv420p', '-c:v', 'libx264', clip]);
  const { readFileSync, appendFileSync } = await import('node:fs');
  const box = Buffer.alloc(8);
  box.writeUInt32BE(8 + inside.length);
  box.write('free', 4);
  appendFileSync(clip, Buffer.concat([box, inside]));
  const raw = join(folder, `${name}.bin`);
  writeFileSync(raw, inside);
  await page.goto(line.url);
  await page.waitForSelector('.step');
  line.forget();
  for (let i = 0; i < 3; ++i) await page.click('.turn button:not(.quiet):not([hidden])');
  await page.setInputFiles('#files', [picture, clip, raw]);
  await page.waitForFunction(() => document.querySelectorAll('#file-list li').length === 3 && !document.querySelector('#file-list progress'));
  while (await page.isHidden('#report button[type=submit]')) await page.click('.turn button:not(.quiet):not([hidden])');
  await page.click('#report button[type=submit]');
  await page.waitForSelector('#receipt');
  const received = line.received();
  assert(received.includes('vpdq') && received.includes('pdq-512'), 'the fingerprints did arrive');
  assert(received.length < 30_000, `${received.length} bytes were sent`);
  assert(!received.includes(name));
  const lower = received.toString('latin1').toLowerCase();
  // No run of eight bytes either, as they are, in hexadecimal, in base 64 or as a form writes them.
  for (const canary of canaries) {
    for (let from = 0; from + 8 <= canary.length; ++from) {
      const run = canary.subarray(from, from + 8);
      assert(!received.includes(run));
      assert(!lower.includes(run.toString('hex')));
    }
    for (let from = 0; from < 3; ++from) assert(!received.includes(canary.subarray(from, from + 12).toString('base64').slice(0, 16)));
    assert(!received.includes(new URLSearchParams({ a: canary.toString('latin1') }).toString().slice(2)));
  }
  // Nor does a piece of the pictures themselves.
  for (const file of [picture, clip]) {
    const bytes = readFileSync(file);
    for (let from = 0; from + 24 <= bytes.length; from += 97) assert(!received.includes(bytes.subarray(from, from + 24)) || bytes.subarray(from, from + 24).every((byte) => byte === bytes[from]));
  }
  assert.deepEqual(problems, []);
  await close();
});

test('leaving from an open report ends its session at the server, and Back shows nothing of it', async () => {
  const { page, context, close } = await visit(browser, { language: 'en', width: 360 }, line.url);
  await page.goto(line.url);
  await page.waitForSelector('.step');
  while (await page.isHidden('#report button[type=submit]')) await page.click('.turn button:not(.quiet):not([hidden])');
  const secret = 'words-of-a-person-31c9';
  await page.fill('#own-words', secret);
  await page.click('#report button[type=submit]');
  await page.waitForSelector('#receipt');
  const receipt = (await page.textContent('#receipt'))!.trim();
  await page.click('main form button');
  await page.waitForSelector('#find');
  await page.fill('#number', receipt);
  await page.click('#find button');
  await page.waitForSelector('#message');
  await page.fill('#message-words', secret);
  const session = await page.inputValue('#message input[name=session]');
  const exit = (await page.getAttribute('body', 'data-exit'))!;
  assert.match(exit, /^https:/);
  await context.route(`${exit}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Weather</title>Sunny' }));
  const left = page.waitForRequest((request) => request.url() === `${line.url}/leave`);
  for (let i = 0; i < 3; ++i) await page.keyboard.press('Shift');
  await left;
  await page.waitForURL(exit);
  for (let i = 0; i < 5; ++i) {
    await page.goBack({ timeout: 20_000 }).catch(() => null);
    await page.waitForLoadState();
    const shown = await page.content();
    assert(!shown.includes(secret) && !shown.includes(receipt) && !page.url().startsWith(line.url));
  }
  const after = await fetch(`${line.url}/`, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ step: 'progress', lang: 'en', session }).toString() });
  assert(after.status >= 400 && !(await after.text()).includes(secret), 'the session is still open');
  const { cookies, origins } = await context.storageState();
  assert.deepEqual([cookies, origins], [[], []]);
  await close();
});

test('the policy of every page, file and error stands up to a critic, and errors carry the help lines', async () => {
  for (const path of ['/', '/nowhere', '/leave', '/intake/worker.js', '/intake/pdq.wasm', '/help']) {
    const answer = await fetch(`${line.url}${path}`, { redirect: 'manual' });
    const policy = answer.headers.get('content-security-policy')!;
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
    // 'self' is a weakness only where strangers can put scripts on the server; here nobody can.
    const grave = findings.filter(({ severity, value }) => severity <= Severity.MEDIUM && value !== "'self'");
    assert.deepEqual(grave.map(({ directive, description }) => `${directive}: ${description}`), [], path);
    assert.equal(answer.headers.get('set-cookie'), null);
    const body = await answer.text();
    if (answer.headers.get('content-type')?.startsWith('text/html') && answer.status !== 303) assert(body.includes('tel:1366'), path);
  }
});

test('errors can be read by everybody', async () => {
  for (const look of [looks[0]!, looks[3]!]) {
    const { page, close } = await visit(browser, look, line.url);
    await page.goto(`${line.url}/nowhere`);
    await looked(page, look, 'error');
    assert(await page.isVisible('#leave'));
    await close();
  }
});
