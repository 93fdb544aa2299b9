// A house for stories of the console's further pages: a centre with six matters, another with one of them, a
// committee, a platform. Who asks is a key (the ways of signing in have a story of their own).
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { assertFits, shot, visit, type Look, type Visit } from './browser.ts';
import { openHouse, type House } from './jium.ts';

export type Json = Record<string, any>;
export let house: House;
const keys: Record<string, string> = {};

export async function call(who: string, method: string, path: string, body?: Json): Promise<Json> {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${keys[who]}`,
      ...(method === 'POST' ? { 'Content-Type': 'application/json', 'Idempotency-Key': randomBytes(12).toString('hex') } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  assert(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

async function addKey(who: string, organisation: string, role: string): Promise<void> {
  const made = (await house.ask('key', 'add', '--organisation', organisation, '--role', role, '--label', who, '--may-reveal')) as Json;
  keys[who] = made.secret;
}

const scheme = { scheme: 'kr-illegal-footage', version: '2020-12-10' };

/** Six people's matters at two sites each, two of them with another centre, and a committee with something to do. */
async function fill(): Promise<void> {
  const centre = await house.addCentre('Centre');
  const add = async (kind: string, name: string) =>
    ((await house.ask('organisation', 'add', '--kind', kind, '--name', name, '--mail', `${kind}@partner.example`)) as Json).id as string;
  const [other, committee, platform] = [await add('centre', 'Other centre'), await add('committee', 'Committee'), await add('platform', 'Platform')];
  for (const role of ['deletion_officer', 'centre_administrator', 'auditor']) await addKey(role, centre, role);
  await addKey('other', other, 'deletion_officer');
  for (const who of ['reviewer', 'second']) await addKey(who, committee, 'committee_reviewer');
  await addKey('platform', platform, 'platform_engineer');
  await house.ask('feed', 'open', platform);

  const operator = (await call('deletion_officer', 'POST', '/operators', { name: 'Imaginary Albums Ltd', mail: 'abuse@albums.example', language: 'en', jurisdiction: 'US' })).id;
  await call('deletion_officer', 'POST', '/operators', { name: 'imaginary albums', mail: 'abuse@albums2.example', language: 'en', jurisdiction: 'US' });
  for (const [i, kind] of ['adult_site', 'community'].entries())
    await call('deletion_officer', 'POST', '/sites', { site: `place${i}.example`, kind, operator });
  await call('centre_administrator', 'POST', '/letter-settings', { signatory: 'Seo Ji-won' });
  await call('centre_administrator', 'POST', '/people', { name: 'Kim Ha-neul', roles: ['counsellor'] });

  for (let i = 0; i < 6; ++i) {
    const opened = { pseudonym: `Maple ${i}`, age_band: 'twenties', harm_types: ['dissemination'], consent: { removal: true, police: false, other_centres: true } };
    const one = await call('deletion_officer', 'POST', '/cases', opened);
    const value = createHash('sha256').update(`footage ${i}`).digest('hex');
    const made = await call('deletion_officer', 'POST', `/cases/${one.id}/footage`, { kind: 'video', source: 'officer', fingerprints: [{ algorithm: 'sha256', value }] });
    const footage: string = made.footage?.id ?? made.footage;
    const seen = await call('deletion_officer', 'POST', '/sightings', { address: `https://place${i % 2}.example/v/secret-path-${i}`, fingerprints: [{ algorithm: 'sha256', value }] });
    await call('deletion_officer', 'POST', '/block-requests', { sighting: seen.sighting.id });
    if (i < 3) await call('deletion_officer', 'POST', `/footage/${footage}/submit`, { legal_basis: 'kr-svpa-7-3-request', proposed: { ...scheme, code: 'illegally_filmed' } });
    if (i > 0) continue;
    const theirs = await call('other', 'POST', '/cases', opened);
    await call('other', 'POST', `/cases/${theirs.id}/footage`, { kind: 'video', source: 'officer', fingerprints: [{ algorithm: 'sha256', value }] });
    await call('deletion_officer', 'POST', '/outcomes', { cases: [one.id], charge: 'dissemination', decided_on: '2026-10-01', offence: 'distribution', judgement: 'imprisonment', demand: 60, sentence: 30, range_from: 30, range_to: 72, appealed: 'no' });
  }
}

export async function openFilledHouse(): Promise<House> {
  house = await openHouse();
  await fill();
  return house;
}

export async function open(browser: Browser, look: Look, who: string, page: string): Promise<Visit> {
  const seen = await visit(browser, look, house.url);
  await seen.context.setExtraHTTPHeaders({ authorization: `Bearer ${keys[who]}` });
  await seen.page.goto(`${house.url}/console/${page}`);
  await seen.page.waitForSelector('h1');
  return seen;
}

// A word in Permissions-Policy that this Chromium does not know keeps nothing from being refused.
export const worse = (problems: readonly string[]) => problems.filter((one) => !one.includes('Permissions-Policy'));

export async function looked(page: Page, name: string): Promise<void> {
  // The stream of changes stays open, so that the network is never idle.
  await page.waitForFunction(() => ![...document.querySelectorAll('[role=status]')].some((one) => /^(Loading|불러오는)/u.test(one.textContent ?? '')));
  await page.waitForTimeout(400);
  await assertFits(page);
  const text = await page.evaluate(() => document.body.innerText);
  assert(!text.includes('secret-path'), `${name} shows an address`);
  assert.equal(await page.locator('img, video, canvas:not(.graph canvas), iframe, object').count(), 0, `${name} has no picture`);
  await shot(page, `console-${name}`);
}
