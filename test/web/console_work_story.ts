// What is done on the console's further pages: votes by keys alone, an invitation, a letter's preview.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, type Look } from './browser.ts';
import { call, house, type Json, open, openFilledHouse, worse } from './console_house.ts';

let browser: Browser;

before(async () => {
  browser = await openBrowser();
  await openFilledHouse();
});
after(async () => {
  await browser.close();
  await house.stop();
});

const desk: Look = { language: 'en', width: 1440 };

test('a reviewer decides a batch by keys alone, and no address is shown', async () => {
  const { page, problems, close } = await open(browser, desk, 'reviewer', 'committee');
  const rows = page.locator('tr.walked');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 6);
  await rows.first().focus();
  for (const key of ['x', 'j', 'x', '3']) await page.keyboard.press(key);
  await page.getByText('2 votes were counted').waitFor();
  await page.getByText('1 (you voted)').nth(1).waitFor();
  const { requests } = await call('second', 'GET', '/block-requests/queue');
  assert.deepEqual(requests.map((one: Json) => one.votes).sort(), [0, 0, 0, 0, 1, 1]);
  const { reveals } = await call('centre_administrator', 'GET', '/reveals');
  assert.deepEqual(reveals, []);
  // What others do shows by itself: a centre takes its request back, and it leaves the queue.
  const asked = (await call('deletion_officer', 'GET', '/block-requests')).requests as Json[];
  await call('deletion_officer', 'POST', `/block-requests/${asked[0]!.id}/take-back`);
  await page.waitForFunction(() => document.querySelectorAll('tr.walked').length === 5, undefined, { timeout: 20_000 });
  assert.deepEqual(worse(problems), []);
  await close();
});

test('an administrator invites somebody, and the link is shown once', async () => {
  const { page, problems, close } = await open(browser, desk, 'centre_administrator', 'settings');
  await page.getByRole('tab', { name: 'People' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Park Sol');
  await page.getByLabel('Auditor').check();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByText('join_').waitFor();
  await page.getByRole('button', { name: 'Handed over' }).click();
  await page.getByText('Park Sol').waitFor();
  assert.deepEqual(worse(problems), []);
  await close();
});

test('a letter changes as its signature is typed', async () => {
  const { page, close } = await open(browser, desk, 'centre_administrator', 'settings');
  await page.getByRole('tab', { name: 'Letters' }).click();
  await page.getByRole('combobox', { name: 'Legal rule' }).click();
  await page.getByRole('option', { name: 'us-take-it-down' }).click();
  await page.getByLabel('Who signs').fill('Han Bit');
  await page.getByText('/s/ Han Bit').waitFor();
  await close();
});
