import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { VerdictFacts } from '#server/site/share/verdict-facts.ts';
import { writeCard } from '#server/site/share/write-card.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { BADGE, CARD, embedCodes } from '#web/site/share/embed-paths.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** A badge and a card in a page of another origin that isolates itself and runs nothing but pictures and frames. */

const SHEET = { light: [255, 253, 247], dark: [34, 30, 24] } as const;

let site: RunningSite;
let elsewhere: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  const codes = embedCodes(
    { slug: 'clickworker', alt: 'Est-ce que Clickworker paie ?' },
    'fr',
    site.url,
  );
  elsewhere = createServer((_, response) => {
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .setHeader(
        'content-security-policy',
        `default-src 'none'; img-src ${site.url}; frame-src ${site.url}; style-src-attr 'unsafe-inline'`,
      )
      // Only what agrees to be embedded is.
      .setHeader('cross-origin-embedder-policy', 'require-corp')
      .end(`<!doctype html><title>Blog</title>${codes.badge}${codes.card}`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  elsewhere?.close();
  await site?.stop();
});

async function openBlog(colorScheme: 'light' | 'dark'): Promise<string[]> {
  complaints.length = 0;
  context = await browser.newContext({ colorScheme, locale: 'fr-FR' });
  page = await context.newPage();
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
  // The frame is loaded when it comes into view.
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await page.frameLocator('iframe').locator('.verdict').waitFor();
  return asked.filter((url) => url.startsWith(site.url));
}

describe.each(['light', 'dark'] as const)('on a blog that is %s', (scheme) => {
  test('badge and card are shown in its colours, without script, cookie or another request', async () => {
    const asked = await openBlog(scheme);
    expect(asked.toSorted()).toEqual([
      `${site.url}/badge/clickworker.svg`,
      `${site.url}/card/clickworker`,
    ]);
    const badge = page.locator('img');
    expect(
      await badge.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => ({
        width: naturalWidth,
        height: naturalHeight,
      })),
    ).toEqual(BADGE);
    const { data } = await sharp(await badge.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (10 * BADGE.width + BADGE.width - 10) * 3;
    expect([...data.subarray(at, at + 3)]).toEqual(SHEET[scheme]);
    const card = page.frameLocator('iframe').locator('body');
    expect(await card.evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
      `rgb(${SHEET[scheme].join(', ')})`,
    );
    expect(await card.locator('.question').textContent()).toBe(
      'Est-ce que Clickworker paie\u00a0?',
    );
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('the link of the card opens the page of the platform, which learns nothing of the blog', async () => {
  await openBlog('light');
  const opened = context.waitForEvent('page');
  await page.frameLocator('iframe').getByRole('link').click();
  const popup = await opened;
  await popup.waitForLoadState();
  expect(popup.url()).toBe(`${site.url}/fr/plateformes/clickworker`);
  expect(await popup.evaluate(() => [document.referrer, window.opener])).toEqual(['', null]);
});

test.each(LANGUAGES)(
  'the card fits its frame whatever it says, and a narrow one (%s)',
  async (language) => {
    context = await browser.newContext({ viewport: CARD });
    page = await context.newPage();
    const t = messagesFor(language);
    const lines = Object.values(t.answer.lines).toSorted((a, b) => b.length - a.length);
    const facts: VerdictFacts = {
      language,
      name: 'Amazon Mechanical Turk',
      question: t.platforms.question({ name: 'Amazon Mechanical Turk' }),
      state: 'not-paying',
      verdict: t.rules.standings.unknown,
      lines: lines.slice(0, 2),
      figures: [t.embeds.reports({ paid: 19_000, of: '21 005' }), t.embeds.half({ days: 120 })],
      paidShare: 0.9,
      note: t.embeds.saidUntil({ day: '30 septembre 2026' }),
    };
    await page.setContent(writeCard(facts, { page: 'https://x.example/', more: t.embeds.more }));
    const room = () =>
      page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return { across: scrollWidth, down: scrollHeight };
      });
    expect(await room()).toEqual({ across: CARD.width, down: CARD.height });
    await page.setViewportSize({ width: 240, height: CARD.height });
    expect((await room()).across).toBe(240);
  },
);
