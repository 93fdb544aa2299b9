// Debian's Chromium, driven over its own protocol: pages in a language and a size, and what went wrong on them.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export const executable = process.env.JIUM_CHROMIUM ?? '/usr/bin/chromium';

export interface Look {
  language: 'ko' | 'en';
  width: number;
  theme?: 'light' | 'dark';
  script?: boolean;
}

/** Both languages, at a desk and on a small telephone. */
export const looks: readonly Look[] = [
  { language: 'ko', width: 1440 },
  { language: 'ko', width: 360 },
  { language: 'en', width: 1440, theme: 'dark' },
  { language: 'en', width: 320 },
];

export const nameOf = (look: Look) =>
  `${look.language}-${look.width}${look.theme === 'dark' ? '-dark' : ''}${look.script === false ? '-noscript' : ''}`;

export async function openBrowser(): Promise<Browser> {
  // A root user, as on build machines, has no sandbox for Chromium; the pages are all ours.
  return chromium.launch({ executablePath: executable, chromiumSandbox: process.getuid?.() !== 0, args: ['--disable-dev-shm-usage'] });
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Broken policy, errors of the page, requests to anybody else: a story ends with none. */
  problems: string[];
  close(): Promise<void>;
}

const localeOf = { ko: 'ko-KR', en: 'en-GB' } as const;

export async function visit(browser: Browser, look: Look, home: string): Promise<Visit> {
  const context = await browser.newContext({
    locale: localeOf[look.language],
    viewport: { width: look.width, height: look.width < 600 ? 720 : 900 },
    colorScheme: look.theme ?? 'light',
    javaScriptEnabled: look.script !== false,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(90_000);  // a machine that compiles meanwhile is slow, and not wrong
  const problems: string[] = [];
  const origin = new URL(home).origin;
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`page: ${error.message}`));
  context.on('request', (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith('http') && to.origin !== origin) problems.push(`a request to ${to.origin}`);
  });
  if (look.script !== false) {
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`));
    });
  }
  return { context, page, problems, close: () => context.close() };
}

/** WCAG 2.2 to AA and axe's own good manners. */
export async function assertAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 160)}`).join(', ')}`), []);
}

/** Nothing is wider than the screen. */
export async function assertFits(page: Page): Promise<void> {
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const);
  assert(wide <= screen, `the page is ${wide} pixels wide on a screen of ${screen}`);
}

/** A picture of the page in build/shots, when ./dev shots asks for them. */
export async function shot(page: Page, name: string, whole = true): Promise<void> {
  const folder = process.env.JIUM_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}
