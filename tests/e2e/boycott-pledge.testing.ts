import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { addDays, today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePledging } from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/log-sequencer.ts';

/** A site with boycotts to pledge to, and phones; after each test its phones and boycotts are gone. */
export type PledgeStory = {
  readonly site: TestApp;
  readonly url: string;
  /** A phone of nobody. */
  readonly phone: () => Promise<BrowserContext>;
  /** What she pledges goes at once, unless she waits for as long as chance says. */
  readonly signedIn: (member: TestMember, waits?: boolean) => Promise<BrowserContext>;
  readonly signIn: (context: BrowserContext, member: TestMember) => Promise<void>;
  /** A boycott whose key the record tells. */
  readonly told: (options?: Parameters<typeof makePledging>[1]) => Promise<string>;
  /** Established, with a payout of before. */
  readonly makeWorker: (member?: TestMember) => Promise<TestMember>;
  readonly tokensOf: (boycott: string) => Promise<number>;
  /** Pledges that the site has acknowledged and not moved yet. */
  readonly waitingIn: (boycott: string) => number;
  readonly pathOf: (boycott: string) => string;
};

/** To be called by a file of tests before the first of them. */
export function pledgeStory(): PledgeStory {
  let site: TestApp;
  let url: string;
  let browser: Browser;
  const open: BrowserContext[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
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

  const phone = async (): Promise<BrowserContext> => {
    const context = await openPhone(browser);
    open.push(context);
    return context;
  };
  const signIn: PledgeStory['signIn'] = async (context, member) => {
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  };
  return {
    get site() {
      return site;
    },
    get url() {
      return url;
    },
    phone,
    signIn,
    signedIn: async (member, waits = false) => {
      const context = await phone();
      if (!waits) await sendsAtOnce(context);
      await signIn(context, member);
      return context;
    },
    told: async (options = {}) => {
      const boycott = await makePledging(site, { pace: 'fast', told: false, ...options });
      await sequence(site);
      return boycott;
    },
    makeWorker: async (known) => {
      const member = known ?? (await makeMember(site, { established: true }));
      await makePayout(site, { member, publishedOn: addDays(today(site.clock.now), -3) });
      return member;
    },
    tokensOf: (boycottId) =>
      site.database.prisma.boycottTokenHolder.count({ where: { boycottId } }),
    waitingIn: (boycott) => site.slots.of(boycott).filter(({ is }) => is === 'pledge').length,
    pathOf: (boycott) => `${url}/fr/boycotts/${boycott}`,
  };
}

/** The one sentence of the pledge that shows, by its mark. */
export async function says(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-say="${wanted}"]`).waitFor();
  expect(await page.locator('[data-say]:visible').count()).toBe(1);
}

/** The site has answered what the page sends there. */
export function answered(page: Page, end: string): Promise<Response> {
  return page.waitForResponse((response) => response.url().endsWith(end));
}

export function pledgeButton(page: Page): ReturnType<Page['getByRole']> {
  return page.locator('[data-say="ready"]').getByRole('button');
}

/** The shortest of all waits: what a browser draws by chance to send later goes at once. */
export async function sendsAtOnce(phone: BrowserContext): Promise<void> {
  await phone.addInitScript(`{
    const draw = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (into) =>
      into instanceof Uint32Array && into.length === 1 ? into.fill(0) : draw(into);
  }`);
}
