import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page, Request, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PADDED_LENGTH } from '#shared/pledge-messages.ts';
import { addDays, today } from '#shared/days.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePledging, sendsAtOnce } from '#tests/support/pledging.ts';
import { sequence } from '#tests/support/record-tree.ts';

/**
 * A member's browser gets its signature by itself, pledges for her without her name, and loses
 * nothing on a bad line.
 */

let site: TestApp;
let url: string;
let browser: Browser;
const open: BrowserContext[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([
    createTestApp({ embedded: true, built: true }),
    openBrowser(),
  ]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((context) => context.close()));
  await site.database.prisma.boycott.deleteMany();
});

/** Established, with a pay-out of before. */
async function makeWorker(): Promise<TestMember> {
  const member = await makeMember(site, { established: true });
  await makePayout(site, { member, publishedOn: addDays(today(site.clock.now), -3) });
  return member;
}

/** A pledge waits for as long as chance says: here, for the shortest time, unless she waits. */
async function signedIn(member: TestMember, waits = false): Promise<BrowserContext> {
  const context = await openPhone(browser);
  open.push(context);
  if (!waits) await sendsAtOnce(context);
  await signIn(context, member);
  return context;
}

async function signIn(context: BrowserContext, member: TestMember): Promise<void> {
  const [name = '', value = ''] = member.cookie.split('=');
  await context.addCookies([{ name, value, url }]);
}

/** The one sentence of the pledge that shows, by its mark. */
async function says(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-say="${wanted}"]`).waitFor();
  expect(await page.locator('[data-say]:visible').count()).toBe(1);
}

/** The site has answered what the page sends there. */
function answered(page: Page, end: string): Promise<Response> {
  return page.waitForResponse((response) => response.url().endsWith(end));
}

function pledgeButton(page: Page): ReturnType<Page['getByRole']> {
  return page.locator('[data-say="ready"]').getByRole('button');
}

async function told(options: Parameters<typeof makePledging>[1] = {}): Promise<string> {
  const boycott = await makePledging(site, options);
  await sequence(site);
  return boycott;
}

async function tokensOf(boycott: string): Promise<number> {
  return site.database.prisma.boycottToken.count({ where: { boycottId: boycott } });
}

function pathOf(boycott: string): string {
  return `${url}/fr/boycotts/${boycott}`;
}

test('every page gets a signature for each boycott, wanted or not; a stranger’s asks for none', async () => {
  const [one, other] = [await told(), await told({ pace: 'ordinary' })];
  const stranger = await (await openPhone(browser)).newPage();
  open.push(stranger.context());
  const asked: string[] = [];
  stranger.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await stranger.goto(`${url}/fr`);
  await stranger.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.includes('boycott-tokens'))).toEqual([]);

  const page = await (await signedIn(await makeWorker())).newPage();
  const signed = [one, other].map((id) => answered(page, `/api/boycotts/${id}/token`));
  await page.goto(`${url}/fr/regles`);
  await Promise.all(signed);
  expect([await tokensOf(one), await tokensOf(other)]).toEqual([1, 1]);
});

test('a pledge goes without a cookie or an address, padded, and is said to be counted', async () => {
  const boycott = await told();
  const page = await (await signedIn(await makeWorker())).newPage();
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/pledges')) sent.push(request);
  });
  await page.goto(pathOf(boycott));
  await says(page, 'ready');
  await pledgeButton(page).click();
  await says(page, 'sent');
  expect(sent).toHaveLength(1);
  const headers = await sent[0]?.allHeaders();
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
  expect(sent[0]?.postData()).toHaveLength(PADDED_LENGTH);
  await page.reload();
  await says(page, 'sent');
});

test('a pledge that is not sent yet says so, and goes at the next visit of another page', async () => {
  const boycott = await told();
  const context = await signedIn(await makeWorker(), true);
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'waiting');
  expect(
    Number(await page.locator('[data-say="waiting"] [data-left]').textContent()),
  ).toBeGreaterThan(0);
  await page.close();
  expect(await waitingIn(boycott)).toBe(0);
  // Her next visit is tomorrow.
  const next = await context.newPage();
  await next.clock.install({ time: Date.now() + 86_400_000 });
  const sent = answered(next, '/pledges');
  await next.goto(`${url}/fr/statuts`);
  await next.waitForLoadState('networkidle');
  await next.clock.runFor(20_000);
  await sent;
  expect(waitingIn(boycott)).toBe(1);
});

/** Pledges that the site has acknowledged and not moved yet. */
function waitingIn(boycott: string): number {
  return site.slots.of(boycott).filter(({ is }) => is === 'pledge').length;
}

test('without a line it stays, and goes once there is one', async () => {
  const boycott = await told();
  const context = await signedIn(await makeWorker());
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await says(page, 'ready');
  await page.route('**/pledges', (route) => route.abort());
  await pledgeButton(page).click();
  await says(page, 'unsent');
  await page.unroute('**/pledges');
  await page.locator('[data-say="unsent"]').getByRole('button').click();
  await says(page, 'sent');
  expect(waitingIn(boycott)).toBe(1);
});

test('a signature whose answer was lost is asked for again with the same words', async () => {
  const boycott = await told();
  const page = await (await signedIn(await makeWorker())).newPage();
  const bodies: (string | null)[] = [];
  await page.route('**/token', async (route) => {
    bodies.push(route.request().postData());
    await route.fetch();
    await route.abort();
  });
  await page.goto(pathOf(boycott));
  await says(page, 'offline');
  expect(await tokensOf(boycott)).toBe(1);
  await page.unroute('**/token');
  page.on('request', (request) => {
    if (request.url().endsWith('/token')) bodies.push(request.postData());
  });
  await page.reload();
  await says(page, 'ready');
  expect(new Set(bodies).size).toBe(1);
});

test('nothing is asked for while the record has no place for the key, nor where it tells another', async () => {
  const boycott = await makePledging(site);
  const context = await signedIn(await makeWorker());
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await says(page, 'record-waits');
  await sequence(site);
  // The site tells this member a key of another boycott.
  const other = await told();
  const { publicKey } = await site.database.prisma.boycottKey.findFirstOrThrow({
    where: { boycottId: other, rank: 'established' },
  });
  await page.route('**/api/me/boycott-tokens', async (route) => {
    const response = await route.fetch();
    const { open: all } = (await response.json()) as { open: { publicKey: string }[] };
    const key = Buffer.from(publicKey).toString('base64');
    await route.fulfill({ json: { open: all.map((one) => ({ ...one, publicKey: key })) } });
  });
  await page.reload();
  await says(page, 'no-record');
  expect(await tokensOf(boycott)).toBe(0);
});

test('a second device of hers is told that the first one has the signature', async () => {
  const boycott = await told();
  const member = await makeWorker();
  const first = await (await signedIn(member)).newPage();
  await first.goto(pathOf(boycott));
  await says(first, 'ready');
  const second = await (await signedIn(member)).newPage();
  await second.goto(pathOf(boycott));
  await says(second, 'elsewhere');
});

test('another member on the same device sees nothing of a pledge, and makes her own', async () => {
  const boycott = await told();
  const context = await signedIn(await makeWorker());
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  await signIn(context, await makeWorker());
  await page.goto(pathOf(boycott));
  await says(page, 'ready');
  await pledgeButton(page).click();
  await says(page, 'sent');
  expect(waitingIn(boycott)).toBe(2);
});

test('a browser that does not know the curve pledges, takes it back, and that is for good', async () => {
  const boycott = await told();
  const context = await signedIn(await makeWorker());
  await context.addInitScript(() => {
    const generateKey = crypto.subtle.generateKey.bind(crypto.subtle);
    crypto.subtle.generateKey = ((...args: Parameters<typeof generateKey>) =>
      String(args[0]) === 'Ed25519'
        ? Promise.reject(new DOMException('no', 'NotSupportedError'))
        : generateKey(...args)) as typeof generateKey;
  });
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  await page.locator('[data-say="sent"] [data-act="withdraw"]').click();
  await says(page, 'withdrawn');
  expect(site.slots.of(boycott).map(({ is }) => is)).toEqual(['pledge', 'act']);
  await page.reload();
  await says(page, 'withdrawn');
  expect(await page.locator('[data-act="pledge"]:visible').count()).toBe(0);
});

test('who shares her phone takes the key off it, and is asked once more before', async () => {
  const boycott = await told();
  const page = await (await signedIn(await makeWorker())).newPage();
  await page.goto(pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  const forget = page.locator('[data-say="sent"] [data-act="forget"]');
  await forget.click();
  await forget.filter({ hasText: 'plus de vote ni de retrait' }).waitFor();
  await says(page, 'sent');
  await forget.click();
  await says(page, 'elsewhere');
  await page.reload();
  await says(page, 'elsewhere');
  // What was sent stays counted.
  expect(waitingIn(boycott)).toBe(1);
});

test('signing out keeps the key, and deleting the account takes it off the device', async () => {
  const boycott = await told();
  const member = await makeRealMember(site, 'Partante');
  await site.database.prisma.member.update({
    where: { id: member.id },
    data: { establishedOn: site.clock.now },
  });
  await makePayout(site, { member, publishedOn: addDays(today(site.clock.now), -3) });
  const context = await signedIn(member);
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await pledgeButton(page).click();
  await says(page, 'sent');
  await page.goto(`${url}/fr/reglages`);
  await page.getByRole('button', { name: 'Me déconnecter ici' }).click();
  await page.getByRole('link', { name: 'Se connecter' }).first().waitFor();
  expect(await keysOn(page)).toBe(1);
  await page.goto(`${url}/fr/connexion?next=/fr/reglages`);
  await page.getByLabel('Pseudonyme').fill('Partante');
  await page.getByLabel('Mot de passe').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  const form = page.locator('form[action="/api/me/delete"]');
  await page.locator('details', { has: form }).locator('summary').click();
  await form.getByLabel('Mot de passe').fill(PASSWORD);
  await form.getByRole('button').click();
  await page.getByText('Votre compte est supprimé.').waitFor();
  await expect.poll(() => keysOn(page)).toBe(0);
});

/** How many keys of pledges this device has. */
function keysOn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('contrenote-pledges');
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('slips').objectStore('slips').count();
          asking.addEventListener('success', () => {
            opening.result.close();
            resolve(asking.result);
          });
        });
      }),
  );
}

test('where nothing can be kept nothing is asked for', async () => {
  const boycott = await told();
  const context = await signedIn(await makeWorker());
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
  });
  const page = await context.newPage();
  await page.goto(pathOf(boycott));
  await says(page, 'no-storage');
  expect(await tokensOf(boycott)).toBe(0);
});

test('a phone six times slower gets its signature and pledges; what that costs is printed', async () => {
  const boycott = await told();
  const page = await (await signedIn(await makeWorker())).newPage();
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
  await page.goto(pathOf(boycott));
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
  expect(waitingIn(boycott)).toBe(1);
});
