// The officer's day in the console: joining, a case, footage, a place, a letter, proof, the end; without one address
// being shown. And every page, in both languages, wide and narrow, light and dark.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible, assertFits, nameOf, openBrowser, shot, visit, type Look, type Visit } from './browser.ts';
import { openOffice, plugIn, scene, type Office } from './office.ts';
import { png } from './pictures.ts';

const looks: readonly Look[] = [
  { language: 'ko', width: 1440 }, { language: 'en', width: 1440, theme: 'dark' },
  { language: 'ko', width: 360, theme: 'dark' }, { language: 'en', width: 360 },
];
let browser: Browser;
let office: Office;
let desk: Visit;
let folder: string;
let opened = '';

before(async () => {
  [browser, office] = await Promise.all([openBrowser(), openOffice()]);
  folder = mkdtempSync(join(tmpdir(), 'jium-web-'));
  desk = await visit(browser, { language: 'en', width: 1440 }, office.desk);
  desk.page.setDefaultTimeout(30_000);
  await plugIn(desk.page);
});
after(async () => {
  await browser?.close();
  await office?.close();
  rmSync(folder, { recursive: true, force: true });
});

// Where a test stops, the page and what its console said are there to look at.
afterEach(async () => {
  if (desk.problems.length > 0) console.error(desk.problems.splice(0));
  await shot(desk.page, 'console-officer-last');
});

// What Chromium says of its own accord: of a permission that it does not know, and of RSA, which passkeys here never are.
const chatter = [/Permissions-Policy header/, /pubKeyCredParams/];
function fine(status?: string, problems = desk.problems): void {
  assert.deepEqual(problems.splice(0).filter((one) => !chatter.some((known) => known.test(one)) && !(status && one.includes(`status of ${status}`))), []);
}

const at = (path: string) => `${office.desk}/console${path}`;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('an officer joins with a passkey, and signs in with it; no script holds the session', async () => {
  const { page, context } = desk;
  await page.goto(`${office.desk}/join#${office.invitation}`);
  await button(page, 'Join with a passkey').click();
  await heading(page, 'You have joined');
  await page.getByRole('link', { name: 'To sign in' }).click();
  await heading(page, 'Sign in');
  await assertAccessible(page);
  await button(page, 'Use a passkey').click();
  await heading(page, 'Today');
  assert.equal(await page.title(), 'Today · jium');
  const cookies = await context.cookies(office.desk);
  assert.deepEqual(cookies.map(({ name, httpOnly, secure, sameSite }) => ({ name, httpOnly, secure, sameSite })), [{ name: '__Host-jium', httpOnly: true, secure: true, sameSite: 'Strict' }]);
  assert.equal(await page.evaluate(() => document.cookie), '');
  fine('401');  // "who am I?", asked before anybody was
});

test('she opens a case and registers a picture, which never leaves her machine', async () => {
  const { page } = desk;
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await heading(page, 'Cases');
  await button(page, 'Open a case').first().click();
  await page.getByLabel('Pseudonym').fill('Maple');
  await page.getByLabel('Dissemination', { exact: true }).check();
  await page.getByLabel('Removal', { exact: true }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Open a case' }).click();
  await heading(page, 'Maple');
  opened = page.url().replace(/^.*\//, '');
  await button(page, 'Register footage').first().click();
  await heading(page, 'Register');
  const file = join(folder, 'a-name-that-nobody-should-read.png');
  const picture = png(scene);
  writeFileSync(file, picture);
  const bodies: Buffer[] = [];
  await page.exposeFunction('alsoSent', (body: string) => { bodies.push(Buffer.from(body, 'latin1')); });
  await page.evaluate(() => {
    const send = globalThis.fetch;
    globalThis.fetch = async (what, how) => {
      if (what instanceof Request) await (globalThis as unknown as { alsoSent(body: string): Promise<void> }).alsoSent(new TextDecoder('latin1').decode(await what.clone().arrayBuffer()));
      return send(what, how);
    };
  });
  await page.locator('input[type=file][multiple]').first().setInputFiles(file);
  await page.getByRole('gridcell', { name: 'New', exact: true }).waitFor();
  await button(page, 'Choose new and related').click();
  await button(page, 'Register 1').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Register 1' }).click();
  await page.getByRole('gridcell', { name: 'Registered', exact: true }).waitFor();
  assert(bodies.filter((body) => body.includes('"pdq"')).length >= 2, 'fingerprints were sent, to compare and to register');
  const piece = picture.subarray(200, 232);
  for (const body of bodies) assert(!body.includes(piece.toString('latin1'), 0, 'latin1') && !body.includes('a-name-that-nobody'), 'neither a byte of the file nor its name was sent');
  assert(!(await page.content()).includes('a-name-that-nobody'));
  await assertAccessible(page);
  fine();
});

test('a place is looked at and recognised; the letter is read folded, confirmed, undone and confirmed again', async () => {
  const { page } = desk;
  const operator = await office.officer('POST', '/operators', { name: 'Imaginary Albums Ltd', mail: 'abuse@albums.example', language: 'en', jurisdiction: 'US' }) as { id: string };
  await office.officer('POST', '/sites', { site: '127.0.0.1', operator: operator.id });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await heading(page, 'Sightings');
  await page.getByLabel('Addresses').fill(`${office.site.address}/albums/4711/the-picture-a1b2.png\nno address at all`);
  await button(page, 'Look at 1').click();
  await page.getByRole('gridcell', { name: 'Recognised', exact: true }).waitFor({ timeout: 30_000 });
  assert(!(await page.content()).includes('/albums/4711'), 'the address is folded at once');
  await assertAccessible(page);
  await button(page, 'Prepare a request for the 1 recognised').click();
  await heading(page, 'Batch of 1 request');
  await page.locator('.letter').first().waitFor();
  assert(!(await page.locator('.letter').first().textContent())!.includes('/albums/4711'), 'and in the letter');
  await assertAccessible(page);
  await button(page, 'Confirm 1 letter').click();
  await page.getByLabel('Time to undo, seconds').fill('60');
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm 1 letter' }).click();
  await button(page, /^Undo/).first().click();
  await page.getByText('Undone. Nothing has left.').waitFor();
  assert.equal(office.letters.length, 0);
  await page.goto(at(`/cases/${opened}`));
  await heading(page, 'Maple');
  await button(page, 'Read the draft').click();
  await heading(page, 'Removal request');
  await button(page, 'Confirm and send').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm and send' }).click();
  await page.locator('.state', { hasText: 'Confirmed' }).or(page.locator('.state', { hasText: 'Sent' })).first().waitFor();
  for (let tries = 0; office.letters.length === 0 && tries < 100; ++tries) await new Promise((done) => setTimeout(done, 200));
  assert.equal(office.letters.length, 1, 'one letter has left');
  fine();
});

test('the operator says that it is gone; it is looked at until that is proved, and the case is closed: no address was shown', async () => {
  const { page } = desk;
  office.site.removed = true;
  await page.reload();
  await heading(page, 'Removal request');
  await button(page, 'Note an answer').click();
  await page.getByLabel('They have removed it').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  for (let tries = 0; tries < 60; ++tries) {
    await page.reload();
    await heading(page, 'Removal request');
    if (await page.locator('.state', { hasText: 'Verified gone' }).count() > 0) break;
    await page.waitForTimeout(700);
  }
  await page.locator('.state', { hasText: 'Verified gone' }).first().waitFor();
  await assertAccessible(page);
  await page.goto(at(`/cases/${opened}`));
  await page.getByText('All of it is proved gone.').waitFor();
  await button(page, 'Close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.locator('.state', { hasText: 'Closed' }).first().waitFor();
  const { reveals } = await office.head('GET', '/reveals') as { reveals: unknown[] };
  assert.deepEqual(reveals, [], 'the whole case needed not one address');
  fine();
});

test('an address is shown only after a step-up, for a task, and is counted; what was asked goes on by itself', async () => {
  const { page } = desk;
  await button(page, 'Show address').first().click();
  await page.getByLabel('For a court').check();
  await button(page, 'Show for a minute').click();
  await page.getByRole('dialog', { name: 'Prove who you are' }).getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('/albums/4711/the-picture-a1b2.png').waitFor();
  assert.equal(await page.locator('a[href*="albums"]').count(), 0, 'it is no link');
  await button(page, 'Fold').click();
  const { reveals } = await office.head('GET', '/reveals') as { reveals: unknown[] };
  assert.equal(reveals.length, 1);
  // The browser writes every 403 to its console; that one was the question.
  fine('403');
});

test('a session that has ended is taken up again on the same page, with what was typed', async () => {
  const { page, context } = desk;
  await page.goto(at('/cases'));
  await button(page, 'Open a case').first().click();
  await page.getByLabel('Pseudonym').fill('Birch');
  await page.getByLabel('Dissemination', { exact: true }).check();
  await context.clearCookies();
  await page.getByRole('dialog').getByRole('button', { name: 'Open a case' }).click();
  const ended = page.getByRole('dialog', { name: 'Your session has ended' });
  await ended.waitFor();
  await assertAccessible(page);
  await ended.getByRole('button', { name: 'Use a passkey' }).click();
  await heading(page, 'Birch');
  fine('401');
});

test('everything goes by keyboard: the palette, the list of shortcuts, a table', async () => {
  const { page } = desk;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Today');
  await page.keyboard.press('Enter');
  await heading(page, 'Today');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Shortcuts' }).waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await heading(page, 'Cases');
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Birch|Maple/ }).waitFor();
  fine();
});

for (const look of looks) {
  test(`every page, ${nameOf(look)}: accessible, within its screen, without any picture or video`, async () => {
    const seen = await visit(browser, look, office.desk);
    await seen.context.addCookies(await desk.context.cookies());
    const { requests } = await office.officer('GET', '/requests') as { requests: { id: string }[] };
    const { batches } = await office.officer('GET', '/batches') as { batches: { id: string }[] };
    const paths: Record<string, string> = {
      today: '/today', cases: '/cases', case: `/cases/${opened}`, register: '/register', sightings: '/sightings', requests: '/requests', board: '/requests?tab=board',
      batches: '/requests?tab=batches', replies: '/requests?tab=replies', tasks: '/requests?tab=tasks', request: `/requests/one/${requests[0]!.id}`, batch: `/requests/batches/${batches[0]!.id}`,
    };
    for (const [name, path] of Object.entries(paths)) {
      await seen.page.goto(at(path));
      await seen.page.locator('h1').first().waitFor();
      await seen.page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
      assert.equal(await seen.page.evaluate(() => document.documentElement.lang), look.language);
      await assertAccessible(seen.page).catch((error: Error) => { throw new Error(`${name}: ${error.message}`); });
      await assertFits(seen.page);
      assert.equal(await seen.page.locator('img, video, audio, canvas, object, embed, iframe, picture').count(), 0, name);
      await shot(seen.page, `console-${name}-${nameOf(look)}`);
    }
    fine(undefined, seen.problems);
    await seen.close();
  });
}
