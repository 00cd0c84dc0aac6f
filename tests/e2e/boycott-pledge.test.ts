import type { Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { PADDED_BODY_LENGTH } from '#shared/collective/blind-signing.ts';
import { makePledging } from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { answered, pledgeButton, pledgeStory, says } from './boycott-pledge.testing.ts';

/**
 * A member's browser gets its signature by itself, pledges for her without her name, and loses
 * nothing on a bad line.
 */
const story = pledgeStory();

test('every page gets a signature for each boycott, wanted or not; a stranger’s asks for none', async () => {
  const [one, other] = [await story.told(), await story.told({ pace: 'ordinary' })];
  const stranger = await (await story.phone()).newPage();
  const asked: string[] = [];
  stranger.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await stranger.goto(`${story.url}/fr`);
  await stranger.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.includes('boycott-tokens'))).toEqual([]);

  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  const signed = [one, other].map((id) => answered(page, `/api/boycotts/${id}/token`));
  await page.goto(`${story.url}/fr/regles`);
  await Promise.all(signed);
  expect([await story.tokensOf(one), await story.tokensOf(other)]).toEqual([1, 1]);
});

test('a pledge goes without a cookie or an address, padded, and is said to be counted', async () => {
  const boycott = await story.told();
  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/pledges')) sent.push(request);
  });
  await page.goto(story.pathOf(boycott));
  await says(page, 'ready');
  await pledgeButton(page).click();
  await says(page, 'sent');
  expect(sent).toHaveLength(1);
  const headers = await sent[0]?.allHeaders();
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
  expect(sent[0]?.postData()).toHaveLength(PADDED_BODY_LENGTH);
  await page.reload();
  await says(page, 'sent');
});

test('a pledge that is not sent yet says so, and goes at the next visit of another page', async () => {
  const boycott = await story.told();
  const context = await story.signedIn(await story.makeWorker(), true);
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'waiting');
  expect(
    Number(await page.locator('[data-say="waiting"] [data-left]').textContent()),
  ).toBeGreaterThan(0);
  await page.close();
  expect(await story.waitingIn(boycott)).toBe(0);
  // Her next visit is tomorrow.
  const next = await context.newPage();
  await next.clock.install({ time: Date.now() + 86_400_000 });
  const sent = answered(next, '/pledges');
  await next.goto(`${story.url}/fr/statuts`);
  await next.waitForLoadState('networkidle');
  await next.clock.runFor(20_000);
  await sent;
  expect(story.waitingIn(boycott)).toBe(1);
});

test('without a line it stays, and goes once there is one', async () => {
  const boycott = await story.told();
  const context = await story.signedIn(await story.makeWorker());
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await says(page, 'ready');
  await page.route('**/pledges', (route) => route.abort());
  await pledgeButton(page).click();
  await says(page, 'unsent');
  await page.unroute('**/pledges');
  await page.locator('[data-say="unsent"]').getByRole('button').click();
  await says(page, 'sent');
  expect(story.waitingIn(boycott)).toBe(1);
});

test('a signature whose answer was lost is asked for again with the same words', async () => {
  const boycott = await story.told();
  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  const bodies: (string | null)[] = [];
  await page.route('**/token', async (route) => {
    bodies.push(route.request().postData());
    await route.fetch();
    await route.abort();
  });
  await page.goto(story.pathOf(boycott));
  await says(page, 'offline');
  expect(await story.tokensOf(boycott)).toBe(1);
  // The page may be asking again at this moment.
  await page.unrouteAll({ behavior: 'wait' });
  page.on('request', (request) => {
    if (request.url().endsWith('/token')) bodies.push(request.postData());
  });
  await page.reload();
  await says(page, 'ready');
  expect(new Set(bodies).size).toBe(1);
});

test('a page without an answer asks again by itself, after a pause and once it is online', async () => {
  const boycott = await story.told();
  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  await page.clock.install();
  let asked = 0;
  await page.route('**/boycott-tokens', (route) => {
    asked += 1;
    return route.fulfill({ status: 503 });
  });
  await page.goto(story.pathOf(boycott));
  await says(page, 'offline');
  const before = asked;
  await page.clock.runFor(6_000);
  await expect.poll(() => asked).toBeGreaterThan(before);
  await page.unroute('**/boycott-tokens');
  await page.evaluate('dispatchEvent(new Event("online"))');
  await says(page, 'ready');
});

test('nothing is asked for while the record has no place for the key, nor where it tells another', async () => {
  const other = await story.told();
  const { publicKey } = await story.site.database.prisma.boycottKey.findFirstOrThrow({
    where: { boycottId: other, rank: 'established' },
  });
  const boycott = await makePledging(story.site, { pace: 'fast', told: false });
  const context = await story.signedIn(await story.makeWorker());
  const page = await context.newPage();
  await page.goto(story.pathOf(boycott));
  await says(page, 'record-waits');
  // The site tells this member a key of another boycott; from before the record has a place for the
  // key, since the page asks again by itself.
  await page.route('**/api/me/boycott-tokens', async (route) => {
    const response = await route.fetch();
    const { open: all } = (await response.json()) as { open: { publicKey: string }[] };
    const key = Buffer.from(publicKey).toString('base64');
    await route.fulfill({ json: { open: all.map((one) => ({ ...one, publicKey: key })) } });
  });
  await sequence(story.site);
  await page.reload();
  await says(page, 'no-record');
  expect(await story.tokensOf(boycott)).toBe(0);
});

test('a phone six times slower gets its signature and pledges; what that costs is printed', async () => {
  const boycott = await story.told();
  const page = await (await story.signedIn(await story.makeWorker())).newPage();
  const session = await page.context().newCDPSession(page);
  // What the thread worked, whatever else the machine does meanwhile.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  // Counted anew from each page on. Nothing is looked for in the page meanwhile: that would count too.
  const spent: number[] = [];
  const quiet = async (): Promise<void> => {
    await page.waitForLoadState('networkidle');
    spent.push(Math.round(1_000 * (await busy())));
  };
  // Once as it comes, and once more without the signature: the rest is the page's, not the pledge's.
  await page.route('**/boycott-tokens', (route) => route.abort());
  await page.goto(story.pathOf(boycott));
  await page.reload();
  await quiet();
  await page.unroute('**/boycott-tokens');
  const signed = answered(page, '/token');
  await page.reload();
  await signed;
  await quiet();
  const sent = answered(page, '/pledges');
  await page.evaluate('document.querySelector(\'[data-say="ready"] [data-act="pledge"]\').click()');
  await sent;
  await quiet();
  const [alone = 0, withSignature = 0, pledged = 0] = spent;
  console.log(
    `main thread, six times slower: the page alone ${alone} ms, its signature ` +
      `${withSignature - alone} ms, pledging ${pledged - withSignature} ms`,
  );
  await says(page, 'sent');
  expect(story.waitingIn(boycott)).toBe(1);
});
