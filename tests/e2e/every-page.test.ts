import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { readBuiltAssetPaths } from '#server/site/built-assets.ts';
import { findDemoPages, type DemoPages } from './demo-pages.testing.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Every page of a site that has something to show, as a member sees it: on a phone and on a wide
 * screen in both languages, by night too in one. A screen reader and a keyboard must get along with
 * it (axe finds nothing), nothing may stick out sideways, nothing may break its own rules.
 */

/** What axe says of colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** Night changes colours and nothing else: only what axe says of them can differ. */
const BY_NIGHT = { runOnly: { type: 'rule', values: COLOURS } };
/** A wide screen puts the same elements elsewhere, in the colours that they have on a phone. */
const ON_WIDE = LONG
  ? {}
  : { rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) };
const PHONE = { name: 'phone', width: 360, height: 740, colorScheme: 'light' } as const;
const WIDE = { name: 'wide', width: 1280, height: 900, colorScheme: 'light' } as const;
/**
 * How a page is looked at in each language, and what axe is asked there. The other language changes
 * sentences, which may stick out, and names, each of which has its text there or no build passes.
 */
const LOOKS: Readonly<Record<Language, readonly (readonly [Screen, object | null])[]>> = {
  fr: [
    [PHONE, {}],
    [{ ...PHONE, name: 'phone by night', colorScheme: 'dark' }, BY_NIGHT],
    [WIDE, ON_WIDE],
  ],
  en: [
    [PHONE, LONG ? {} : null],
    [WIDE, null],
  ],
};
type Screen = {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
};
const CLIENT_FOLDER = join(process.cwd(), 'dist', 'client');
/** Pages looked at side by side: while one is loaded, another is read. */
const TABS = 3;
/** Few enough pages in each that a busy machine looks at them in time. */
const PARTS = [1, 2];
// A whole year of a community is loaded before the first page.
/** What a first round trip can carry. */
const MAX_PAGE_BYTES = 14 * 1024;

let postgres: Awaited<ReturnType<typeof startServer>>;
let site: RunningSite;
let browser: Browser;
let axe: string;
let demo: DemoPages;

beforeAll(async () => {
  postgres = await startServer();
  await postgres.createDatabase('demo');
  site = await startSite({
    args: ['--demo'],
    environment: { DATABASE_URL: `${postgres.url}/demo` },
  });
  browser = await openBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  demo = await findDemoPages(site, browser);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await postgres?.stop();
});

test('the demo has a case of each kind to look at', () => {
  const { cases, checks, guides, boycotts } = demo;
  expect([...Object.values(cases), checks.guide, checks.fund]).not.toContain('');
  expect(guides).toHaveLength(2);
  expect(checks.evidence).toHaveLength(2);
  const steps = boycotts.map(({ state }) => state);
  expect(steps).toEqual(expect.arrayContaining(['on', 'pledging', 'debated']));
});

test.each(LANGUAGES.flatMap((language) => PARTS.map((part) => [language, part] as const)))(
  'every page holds on every screen, in 14 KB of a line, in %s (part %i)',
  async (language, part) => {
    const ofPart = (paths: string[]): string[] =>
      paths.filter((_, nth) => nth % PARTS.length === part - 1);
    const faults: string[] = [];
    const walk = async (context: BrowserContext, waiting: string[]): Promise<void> => {
      const page = await context.newPage();
      let at = '';
      page.on('pageerror', ({ message }) => faults.push(`${at}: ${message}`));
      page.on('console', (message) => {
        const missing = message.text().includes('status of 4');
        if (message.type() === 'error' && !missing) faults.push(`${at}: ${message.text()}`);
      });
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const turn = waiting.length % 2;
        at = path;
        await showOn(page, PHONE);
        const response = await page.goto(site.url + path);
        const bytes = gzipSync((await response?.body()) ?? '').length;
        if (bytes > MAX_PAGE_BYTES) faults.push(`${at}: ${bytes} bytes on the line`);
        if (LOOKS[language].some(([, asked]) => asked !== null)) await page.evaluate(axe);
        for (const [screen, asked] of LOOKS[language]) {
          at = `${path}, ${screen.name}`;
          await showOn(page, screen);
          const sideways = await page.evaluate<number>('document.documentElement.scrollWidth');
          if (sideways > screen.width) faults.push(`${at}: ${sideways} px wide`);
          // What a page has on a wide screen, or by night, others have too: by turns, in a long run all.
          const due = LONG || screen === PHONE || (screen === WIDE) === (turn === 0);
          if (asked === null || !due) continue;
          faults.push(...(await findFaults(page, asked)).map((fault) => `${at}: ${fault}`));
        }
      }
    };
    for (const [who, paths] of [
      [demo.cookies, demo.addresses(language)],
      [demo.moderatorCookies, demo.moderatorAddresses(language)],
    ] as const) {
      const context = await browser.newContext();
      await context.addCookies(who);
      const waiting = ofPart(paths);
      await Promise.all(Array.from({ length: TABS }, () => walk(context, waiting)));
      await context.close();
    }
    expect(faults).toEqual([]);
  },
);

async function showOn(page: Page, { width, height, colorScheme }: Screen): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
}

/** What axe finds in a page that has it: the rule that is broken, and where. */
async function findFaults(page: Page, options: object): Promise<string[]> {
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { target: string[] }[] }[];
  }>(`axe.run(${JSON.stringify({ resultTypes: ['violations'], ...options })})`);
  return violations.map(
    ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

test('where a visitor only reads, no rule of the sheet for tools would apply', async () => {
  const { tools } = await readBuiltAssetPaths(CLIENT_FOLDER);
  const rules = JSON.stringify(await (await fetch(site.url + tools)).text());
  const { payouts } = (await demo.read('/api/payouts')) as { payouts: { id: string }[] };
  const page = await browser.newPage();
  const reading: string[] = [];
  const missing: string[] = [];
  for (const path of [
    ...demo.addresses('fr'),
    ...payouts.map(({ id }) => pathTo('fr', 'proof', { id })),
    pathTo('fr', 'search', {}, { q: 'clickworker' }),
  ]) {
    const response = await fetch(site.url + path, { redirect: 'manual' });
    const html = await response.text();
    if (response.status !== 200 || html.includes('/assets/tools') || html.includes('workbook-page'))
      continue;
    reading.push(path);
    await page.goto(site.url + path);
    const wanted = await page.evaluate<string[]>(`(${selectorsThatMatch})(${rules})`);
    missing.push(...wanted.map((selector) => `${path}: ${selector}`));
  }
  await page.close();
  // Home, ranking, platforms, tasks, clients, proofs, the forum and the search.
  expect(reading.length).toBeGreaterThan(20);
  expect(missing).toEqual([]);
});

/** Runs in the page: which selectors of a style sheet, whatever its media, find something there. */
const selectorsThatMatch = `(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const places = [document, ...[...document.querySelectorAll('template')].map((t) => t.content)];
  const selectorsOf = (rule) =>
    rule instanceof CSSStyleRule ? [rule.selectorText] : [...(rule.cssRules ?? [])].flatMap(selectorsOf);
  return [...sheet.cssRules]
    .flatMap(selectorsOf)
    // As it is at rest: what is drawn around it, or while it is touched, is part of it.
    .map((selector) => selector.replaceAll(/::[\\w-]+|:(?:hover|focus-visible|focus|active)\\b/g, ':is(*)'))
    .filter((selector) => places.some((place) => place.querySelector(selector) !== null));
}`;

test('the sheet of each platform prints on exactly one page of A4', async () => {
  const { platforms } = (await demo.read('/api/platforms')) as { platforms: { slug: string }[] };
  expect(platforms.length).toBeGreaterThan(20);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const ugly: unknown[] = [];
  for (const [nth, { slug }] of platforms.entries()) {
    // Each in one language; in a long run in all.
    for (const language of LANGUAGES.filter((_, at) => LONG || at === nth % LANGUAGES.length)) {
      const path = pathTo(language, 'platformSheet', { slug });
      await page.goto(site.url + path);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const pages = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
      const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
      // In points: 210 by 297 millimetres.
      const isA4 = Math.round(Number(width)) === 595 && Math.round(Number(height)) === 842;
      if (pages !== 1 || !isA4) ugly.push([path, pages, width, height]);
    }
  }
  await context.close();
  expect(ugly).toEqual([]);
});
