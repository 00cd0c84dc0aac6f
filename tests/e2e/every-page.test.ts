import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { PAGE_NAMES, pathTo } from '#shared/core/paths.ts';
import { readBuiltAssetPaths } from '#server/site/built-assets.ts';
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
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
let ids: { payout: string; task: string; client: string; thread: string; post: string };
/** One at each step that the demo has, those that are open first. */
let boycotts: { id: string; state: string }[];
/** What moderation has of each kind: a decision on a post of hers, one that removed, what waits. */
let cases: { own: string; removed: string; proposed: string; jury: string; hidden: string };

beforeAll(async () => {
  postgres = await startServer();
  await postgres.createDatabase('demo');
  site = await startSite({
    args: ['--demo'],
    environment: { DATABASE_URL: `${postgres.url}/demo` },
  });
  browser = await openBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  cookies = await signIn();
  const own = await fetch(`${site.url}/api/me/payouts`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  const { payouts } = (await own.json()) as { payouts: { id: string }[] };
  const { tasks } = (await read('/api/tasks')) as { tasks: { id: string }[] };
  const { clients } = (await read('/api/clients')) as { clients: { slug: string }[] };
  const thread = await beginThread();
  ids = {
    payout: payouts[0]?.id ?? '',
    task: tasks[0]?.id ?? '',
    client: clients[0]?.slug ?? '',
    ...thread,
  };
  cases = await findCases();
  ({ boycotts } = (await read('/api/boycotts')) as { boycotts: typeof boycotts });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await postgres?.stop();
});

async function read(path: string): Promise<unknown> {
  return (await fetch(site.url + path)).json();
}

/** A thread of hers about a platform, with a post that was edited. */
async function beginThread(): Promise<{ thread: string; post: string }> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const send = async (path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(site.url + path, {
      method: 'POST',
      headers: { cookie, origin: site.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string };
  };
  const about = { category: 'paiements', platform: 'clickworker' };
  const title = 'Clickworker paie-t-il ?';
  const { id } = await send('/api/forum/threads', { ...about, title, text: 'Qui sait ?' });
  const text = `Voyez ${site.url}/fr/plateformes/clickworker et **dites-le**.`;
  const { id: post } = await send(`/api/forum/threads/${id}/posts`, { text });
  await send(`/api/forum/posts/${post}`, { text: `${text}\n\n> Merci` });
  return { thread: id, post };
}

async function findCases(): Promise<typeof cases> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { decisions } = (await read('/api/decisions')) as {
    decisions: { id: string; about: string; kind: string; rule: string }[];
  };
  const { juries } = (await read('/api/juries')) as { juries: { id: string }[] };
  const seconds = await fetch(`${site.url}/api/moderation/seconds`, { headers: { cookie } });
  const waiting = (await seconds.json()) as { cases: { id: string }[] };
  const own = decisions.find(({ rule }) => rule === 'R7');
  return {
    own: own?.id ?? '',
    hidden: own?.about ?? '',
    removed: decisions.find(({ kind }) => kind === 'remove')?.id ?? '',
    proposed: waiting.cases[0]?.id ?? '',
    jury: juries[0]?.id ?? '',
  };
}

async function signIn(): Promise<typeof cookies> {
  const [, pseudonym = '', password = ''] =
    /Sign in as (\S+) or .* password (\S+)/.exec(site.output()) ?? [];
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/connexion`);
  await page.locator('[name=pseudonym]').fill(pseudonym);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.locator('header').getByRole('link', { name: 'Mes nouvelles' }).waitFor();
  const found = await context.cookies();
  await context.close();
  return found;
}

/** Each page, once, with what its address needs. */
function addresses(language: Language): string[] {
  return [
    ...PAGE_NAMES.map((page) => pathTo(language, page, { slug: 'clickworker', id: ids.payout })),
    pathTo(language, 'platform', { slug: 'loonea' }),
    pathTo(language, 'platform', { slug: 'tacheo' }),
    pathTo(language, 'tasks', {}, { plateforme: 'ferpection' }),
    pathTo(language, 'task', { id: ids.task }),
    pathTo(language, 'client', { slug: ids.client }),
    pathTo(language, 'clientHistory', { slug: ids.client }),
    pathTo(language, 'changeClient', { slug: ids.client }),
    pathTo(language, 'reviewClient', { slug: ids.client }),
    pathTo(language, 'platforms', {}, { q: 'click' }),
    `${pathTo(language, 'comparePlatforms')}?p=clickworker&p=microworkers&p=pactera`,
    pathTo(language, 'forumCategory', { slug: 'paiements' }),
    pathTo(language, 'newThread', {}, { plateforme: 'clickworker' }),
    pathTo(language, 'thread', { id: ids.thread }),
    pathTo(language, 'editPost', { id: ids.post }),
    pathTo(language, 'postHistory', { id: ids.post }),
    pathTo(language, 'forum', {}, { plateforme: 'clickworker' }),
    pathTo(language, 'decision', { id: cases.own }),
    pathTo(language, 'decision', { id: cases.removed }),
    pathTo(language, 'appeal', { id: cases.own }),
    pathTo(language, 'moderationCase', { id: cases.proposed }),
    pathTo(language, 'jury', { id: cases.jury }),
    pathTo(language, 'ownJury', { id: cases.jury }),
    pathTo(language, 'flag', {}, { about: `payout/${ids.payout}` }),
    pathTo(language, 'forumPost', { id: cases.hidden.split('/')[1] ?? '' }),
    ...boycotts.flatMap(({ id }) => [
      pathTo(language, 'boycott', { id }),
      pathTo(language, 'shareBoycott', { id }),
    ]),
    pathTo(language, 'changeBoycott', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycottVersions', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycottPledges', {
      id: boycotts.find(({ state }) => state === 'on')?.id ?? '',
    }),
    pathTo(language, 'callOffBoycott', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'withdrawBoycott', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycotts', {}, { plateforme: 'tacheo' }),
    pathTo(language, 'proposeBoycott', {}, { plateforme: 'tacheo' }),
    pathTo(language, 'proposeBoycott', {}, { nom: 'click' }),
    `/${language}/nothing-here`,
  ];
}

test('the demo has a case of each kind to look at', () => {
  expect(Object.values(cases)).not.toContain('');
  const steps = boycotts.map(({ state }) => state);
  expect(steps).toEqual(expect.arrayContaining(['on', 'pledging', 'debated']));
});

test.each(LANGUAGES.flatMap((language) => PARTS.map((part) => [language, part] as const)))(
  'every page holds on every screen, in 14 KB of a line, in %s (part %i)',
  async (language, part) => {
    const context = await browser.newContext();
    await context.addCookies(cookies);
    const waiting = addresses(language).filter((_, nth) => nth % PARTS.length === part - 1);
    const faults: string[] = [];
    const walk = async (): Promise<void> => {
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
    await Promise.all(Array.from({ length: TABS }, walk));
    await context.close();
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
  const { payouts } = (await read('/api/payouts')) as { payouts: { id: string }[] };
  const page = await browser.newPage();
  const reading: string[] = [];
  const missing: string[] = [];
  for (const path of [
    ...addresses('fr'),
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
  const { platforms } = (await read('/api/platforms')) as { platforms: { slug: string }[] };
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
