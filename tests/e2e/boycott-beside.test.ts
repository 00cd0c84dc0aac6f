import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { addDays, today } from '#shared/core/days.ts';
import { begins, openBoycott, pledged, summary, typed, wordsOn } from './boycott-carry.testing.ts';
import { pledgeButton, pledgeStory, says } from './boycott-pledge.testing.ts';
import { faultsOf } from './redaction.testing.ts';

/** What stands beside a pledge on her device: what became of it, what it costs her, her words. */
const story = pledgeStory();

test('who pledged is told on any page what became of it, by the requests that all make', async () => {
  const boycott = await story.told();
  const pledger = await pledged(story, boycott, await story.makeWorker());
  const idle = await story.signedIn(await story.makeWorker());
  await openBoycott(story, idle, boycott).then((page) => says(page, 'ready'));
  await begins(story, boycott);

  const visits = [pledger.phone, idle].map(async (phone) => {
    const page = await phone.newPage();
    await page.addInitScript("localStorage.removeItem('contrenote.tokens')");
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    const fetched = page.waitForResponse((response) => response.url().endsWith('/boycott-tokens'));
    await page.goto(`${story.url}/fr/statuts`);
    await fetched;
    await page.waitForLoadState('networkidle');
    return { page, requested: requested.toSorted() };
  });
  const [hers, theirs] = await Promise.all(visits);
  if (hers === undefined || theirs === undefined) throw new Error('two visits');
  expect(hers.requested).toEqual(theirs.requested);
  const line = hers.page.locator('.pledge-news');
  await line.waitFor();
  expect(await line.textContent()).toContain('a commencé');
  expect(await theirs.page.locator('.pledge-news').count()).toBe(0);
  await line.getByRole('button').click();
  await hers.page.reload();
  await hers.page.waitForLoadState('networkidle');
  expect(await line.count()).toBe(0);
});

test('she is told of a vote, and then of the end, on any page; who did not pledge is told neither', async () => {
  const boycott = await story.told();
  const pledger = await pledged(story, boycott, await story.makeWorker());
  const idle = await story.signedIn(await story.makeWorker());
  await openBoycott(story, idle, boycott).then((page) => says(page, 'ready'));
  await begins(story, boycott);
  const { prisma } = story.site.database;
  const now = story.site.clock.now;
  /** Each opens the same page; what it tells each. */
  const linesOf = async (wanted: string): Promise<void> => {
    const [hers, theirs] = await Promise.all(
      [pledger.phone, idle].map(async (phone) => {
        const page = await phone.newPage();
        await page.addInitScript("localStorage.removeItem('contrenote.tokens')");
        const fetched = page.waitForResponse((one) => one.url().endsWith('/boycott-tokens'));
        await page.goto(`${story.url}/fr/statuts`);
        await fetched;
        await page.waitForLoadState('networkidle');
        return page.locator('.pledge-news');
      }),
    );
    await hers?.getByText(wanted).waitFor();
    expect(await hers?.count()).toBe(1);
    expect(await hers?.getByRole('link').getAttribute('href')).toBe(`/fr/boycotts/${boycott}`);
    expect(await theirs?.count()).toBe(0);
  };
  await prisma.boycottBallot.create({
    data: {
      id: randomId(),
      boycottId: boycott,
      kind: 'closing',
      openedAt: now,
      closesAt: new Date(now.getTime() + 3_600_000),
    },
  });
  await linesOf('on vous demande de voter');
  await prisma.boycott.update({
    where: { id: boycott },
    data: { state: 'ended', endedOn: now, stepEndsAt: null, outcome: 'won' },
  });
  await linesOf('est fini');
});

test.each(['light', 'dark'] as const)(
  'words, code, form and news have no fault of accessibility, by the keyboard too: %s',
  async (colorScheme) => {
    const [boycott, member] = [await story.told(), await story.makeWorker()];
    const first = await story.signedIn(member);
    const page = await first.newPage();
    await page.emulateMedia({ colorScheme });
    await page.goto(story.pathOf(boycott));
    await pledgeButton(page).click();
    await says(page, 'sent');
    await summary(page).focus();
    await page.keyboard.press('Enter');
    await wordsOn(page);
    expect(await faultsOf(page)).toEqual([]);
    expect(await widthBeyond(page)).toBe(0);
    const there = await (await story.signedIn(member)).newPage();
    await there.emulateMedia({ colorScheme });
    await there.goto(story.pathOf(boycott));
    await says(there, 'elsewhere');
    await typed(there).fill('douze');
    await there.keyboard.press('Tab');
    await there.keyboard.press('Enter');
    await there.locator('[data-part="carry-issue"]:visible').waitFor();
    expect(await faultsOf(there)).toEqual([]);

    await begins(story, boycott);
    await page.evaluate("localStorage.removeItem('contrenote.tokens')");
    await page.goto(`${story.url}/fr/statuts`);
    await page.locator('.pledge-news').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await widthBeyond(page)).toBe(0);
  },
);

/** Pixels by which the page is wider than the screen. */
function widthBeyond(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}

test('what a boycott would cost her is said from her workbook, and nothing of it is sent', async () => {
  const boycott = await story.told();
  const phone = await story.phone();
  const page = await phone.newPage();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
  await page.goto(story.pathOf(boycott));
  await page.waitForLoadState('networkidle');
  const cost = page.locator('[data-part="cost"]');
  expect(await cost.isVisible()).toBe(false);
  await page.evaluate(writeWorkbook, addDays(today(new Date()), -60));
  await page.reload();
  await expect.poll(() => cost.textContent()).toContain('environ 7');
  expect(sent.filter((request) => /6\D?000/.test(request))).toEqual([]);
});

/** A workbook with one payout of 60 euros; runs in the page. */
function writeWorkbook(day: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('contrenote-workbook', 1);
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('entries', { keyPath: 'id' });
      opening.result.createObjectStore('meta');
    });
    opening.addEventListener('error', reject);
    opening.addEventListener('success', () => {
      const writing = opening.result.transaction('entries', 'readwrite');
      writing.objectStore('entries').put({
        id: 'one',
        kind: 'payout',
        changedAt: 1,
        device: 'd',
        platform: 'clickworker',
        day,
        note: null,
        published: null,
        expectedMinor: 6_000,
        receivedMinor: 6_000,
        currency: 'EUR',
        method: null,
        state: 'received',
        settledOn: day,
      });
      writing.addEventListener('complete', () => {
        opening.result.close();
        resolve();
      });
    });
  });
}
