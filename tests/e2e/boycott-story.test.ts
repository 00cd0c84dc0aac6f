import { readFileSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBoycotts } from '#server/collective/boycotts/run-boycotts.ts';
import { readSlots } from '#tests/support/pledge-slots.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { addDays, today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { sendsAtOnce } from './boycott-pledge.testing.ts';

/**
 * Twenty-two members, each with a phone of her own: one proposes a boycott, three ask that it be debated,
 * all phones get their signature, sixteen pledge. It is on; they say how they hold, and how it ended.
 * Another one fails, and nothing is left of it.
 */

/** Those who act, and some who only look. */
const MEMBERS = 22;
const THRESHOLD = 15;
/** Phones that have a page open at a time. */
const AT_ONCE = 3;

let site: TestApp;
let url: string;
let browser: Browser;
let members: TestMember[];
const phones = new Map<TestMember, BrowserContext>();
let boycott: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  members = [];
  for (let nth = 0; nth < MEMBERS; nth += 1) {
    const member = await makeMember(site, { established: true });
    await makePayout(site, { member, publishedOn: addDays(today(site.clock.now), -9) });
    members.push(member);
  }
});
afterAll(async () => {
  await browser?.close();
});

/** Her phone, which keeps what it has between visits. What it would wait for at random is no wait. */
async function phoneOf(member: TestMember): Promise<BrowserContext> {
  const known = phones.get(member);
  if (known !== undefined) return known;
  const phone = await openPhone(browser);
  await sendsAtOnce(phone);
  // Days pass for the site between two visits; so an hour has passed for the phone.
  await phone.addInitScript("localStorage.removeItem('contrenote.tokens')");
  const [name = '', value = ''] = member.cookie.split('=');
  await phone.addCookies([{ name, value, url }]);
  phones.set(member, phone);
  return phone;
}

async function visit(
  member: TestMember,
  path: string,
  act: (page: Page) => Promise<unknown>,
): Promise<void> {
  const page = await (await phoneOf(member)).newPage();
  await page.goto(url + path);
  await act(page);
  await page.close();
}

/** The same for many, a few at a time. */
async function visitAll(
  who: readonly TestMember[],
  path: string,
  act: (page: Page, member: TestMember) => Promise<unknown>,
): Promise<void> {
  const waiting = [...who];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const member = next;
      await visit(member, path, (page) => act(page, member));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function one(nth: number): TestMember {
  const member = members[nth];
  if (member === undefined) throw new Error('no such member');
  return member;
}

/** What the site does each minute, after some hours. */
async function pass(hours: number): Promise<void> {
  site.clock.now = new Date(site.clock.now.getTime() + hours * 3_600_000);
  const secrets = openSecrets(null, site.dataDir);
  await runBoycotts({ ...site, secrets }, site.clock.now);
  await sequence(site);
}

async function stateOf(id: string): Promise<string> {
  return (await site.database.prisma.boycott.findUniqueOrThrow({ where: { id } })).state;
}

async function says(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-say="${wanted}"]`).waitFor();
}

async function propose(page: Page, title: string): Promise<string> {
  await page.getByLabel('Titre').fill(title);
  await page.getByLabel('Ce qui ne va pas').fill('Vingt minutes pour trente centimes.');
  await page.getByLabel('Ce qu’on demande').fill('Cinquante centimes par tâche, et des réponses.');
  await page.getByLabel('Ce que feront les participants').fill('Ne prendre aucune tâche ici.');
  await page.getByLabel('On arrête plus tôt si').fill('La récompense passe à cinquante centimes.');
  await page.getByLabel('Objectif').fill(String(THRESHOLD));
  await page.getByRole('button', { name: 'Publier la proposition' }).click();
  await page.waitForURL(/boycotts\/[0-9a-z]{12}/);
  return /boycotts\/([0-9a-z]{12})/.exec(page.url())?.[1] ?? '';
}

/** Three others ask that it be debated. */
async function second(id: string): Promise<void> {
  for (const nth of [1, 2, 3]) {
    await visit(one(nth), `/fr/boycotts/${id}`, async (page) => {
      await page.locator('#second').getByRole('button').click();
      await page.waitForURL(/fait=|done=|#/);
    });
  }
  await pass(0);
}

test('a member with evidence proposes it; three others, never named, have it debated', async () => {
  await visit(one(0), '/fr/boycotts/proposer?plateforme=clickworker', async (page) => {
    boycott = await propose(page, 'Pas une tâche sous cinquante centimes');
  });
  expect(await stateOf(boycott)).toBe('proposed');
  await second(boycott);
  expect(await stateOf(boycott)).toBe('debated');
  const { body } = await site.get(`/fr/boycotts/${boycott}`);
  for (const nth of [1, 2, 3]) expect(body).not.toContain(one(nth).pseudonym);
  expect(await site.database.prisma.boycottSecond.count()).toBe(0);
});

test('while it is debated its text changes, and what it said before stays to be read', async () => {
  await visit(one(0), `/fr/boycotts/${boycott}/modifier`, async (page) => {
    await page.getByLabel('Ce qu’on demande').fill('Soixante centimes par tâche.');
    await page.getByRole('button', { name: 'Enregistrer le nouveau texte' }).click();
    await page.waitForURL(new RegExp(`boycotts/${boycott}(\\?|#|$)`));
    await page.getByText('Soixante centimes par tâche.').first().waitFor();
  });
  const { body } = await site.get(`/fr/boycotts/${boycott}/versions`);
  expect(body).toContain('Cinquante centimes par tâche');
});

test('once it is pledging every phone gets its signature, whatever page it opens', async () => {
  await pass(72);
  expect(await stateOf(boycott)).toBe('pledging');
  await visitAll(members, '/fr/regles', (page) =>
    // The answer, too, is kept before the page is closed.
    expect.poll(() => page.evaluate(slipsHere, true)).toEqual([boycott]),
  );
  expect(await site.database.prisma.boycottTokenHolder.count()).toBe(MEMBERS);
});

test('sixteen pledge by a tap; quarters show, then the number, and nobody’s name', async () => {
  await visitAll(members.slice(4, 12), `/fr/boycotts/${boycott}`, pledges);
  await pass(0.1);
  const before = await boycottAsSeen();
  expect(before).toMatchObject({ state: 'pledging', quarters: 2, pledged: null });
  await visitAll(members.slice(12, 20), `/fr/boycotts/${boycott}`, pledges);
  await pass(0.1);
  expect(await boycottAsSeen()).toMatchObject({ reached: true, pledged: 16 });
  await visit(one(4), `/fr/boycotts/${boycott}`, async (page) => {
    await says(page, 'sent');
    expect(await page.locator('[data-act="withdraw"]:visible').count()).toBe(0);
  });
});

async function pledges(page: Page): Promise<void> {
  await page.locator('[data-say="ready"]').getByRole('button').click();
  await says(page, 'sent');
}

type Seen = { state: string; quarters: number | null; pledged: number | null; reached: boolean };

async function boycottAsSeen(): Promise<Seen & Record<string, unknown>> {
  return (await site.get(`/api/boycotts/${boycott}`)).json();
}

test('it is on: each finds her own pledge in the list that anybody can count', async () => {
  await pass(24);
  expect(await boycottAsSeen()).toMatchObject({ state: 'on', pledged: 16 });
  const { body } = await site.get(`/api/boycotts/${boycott}/pledges`);
  expect((JSON.parse(body) as { pledges: unknown[] }).pledges).toHaveLength(16);
  await visit(one(5), `/fr/boycotts/${boycott}`, (page) => says(page, 'found'));
  await visit(one(21), `/fr/boycotts/${boycott}`, (page) => says(page, 'none'));
  expect(await site.database.prisma.boycottTokenHolder.count()).toBe(0);
});

test('a stranger’s browser counts the list against the record, and sees when it is another one', async () => {
  const stranger = await openPhone(browser);
  const page = await stranger.newPage();
  await page.goto(`${url}/fr/boycotts/${boycott}/engagements`);
  const count = page.getByRole('button', { name: 'Les compter ici' });
  await count.click();
  await page.getByText('Signatures valables : 16.').waitFor();
  await page.route(`**/api/boycotts/${boycott}/pledges`, async (route) => {
    const response = await route.fetch();
    const { pledges: all } = (await response.json()) as { pledges: object[] };
    await route.fulfill({ json: { pledges: [...all.slice(1), all[1]] } });
  });
  await count.click();
  await page.getByText('Cette liste n’est pas celle du registre public.').waitFor();
  await page.getByText('La même clé y est deux fois.').waitFor();
  await page.route(`**/api/boycotts/${boycott}/pledges`, async (route) => {
    const response = await route.fetch();
    const { pledges: all } = (await response.json()) as { pledges: { prefix: string }[] };
    const prefix = all[1]?.prefix;
    await route.fulfill({ json: { pledges: all.map((one) => ({ ...one, prefix })) } });
  });
  await count.click();
  await page.getByText('Une signature au moins n’est pas valable.').waitFor();
  await stranger.close();
});

test('pledgers say how they hold, by day', async () => {
  await visitAll(members.slice(4, 10), `/fr/boycotts/${boycott}`, (page, member) =>
    answer(page, 'check-in', member === one(9) ? 'could-not' : 'held'),
  );
  await pass(0.1);
  expect(await boycottAsSeen()).toMatchObject({ checkIns: [{ day: 1, held: 5, couldNot: 1 }] });
});

async function answer(page: Page, about: string, value: string): Promise<void> {
  const question = page.locator(`[data-about^="${about}"]`);
  await question.locator(`[data-value="${value}"]`).click();
  await question.locator('[data-tell="told"]').waitFor();
}

test('in its last days they say how it ends; the outcome is theirs', async () => {
  await pass(5 * 24);
  await visitAll(members.slice(4, 12), `/fr/boycotts/${boycott}`, (page, member) =>
    answer(page, 'ballot:', member === one(4) ? 'lost' : 'partly'),
  );
  await pass(0.1);
  // One of them changes her mind.
  await visit(one(4), `/fr/boycotts/${boycott}`, (page) => answer(page, 'ballot:', 'partly'));
  await pass(3 * 24);
  expect(await boycottAsSeen()).toMatchObject({
    state: 'ended',
    outcome: 'partly',
    ballots: [{ kind: 'closing', result: 'partly' }],
  });
  const stranger = await openPhone(browser, { script: false });
  const page = await stranger.newPage();
  await page.goto(`${url}/fr/boycotts/${boycott}`);
  await page.getByText('Gagné en partie').first().waitFor();
  await stranger.close();
});

test('another one, that too few pledge to, fails and leaves nothing', async () => {
  let failing = '';
  await visit(one(0), '/fr/boycotts/proposer?plateforme=clickworker', async (page) => {
    failing = await propose(page, 'Pas une tâche sans réponse du support');
  });
  await second(failing);
  await pass(72);
  expect(await stateOf(failing)).toBe('pledging');
  await visitAll(members.slice(4, 8), `/fr/boycotts/${failing}`, pledges);
  await pass(0.1);
  await visitAll(members.slice(8, 10), `/fr/boycotts/${failing}`, async (page) => {
    await pledges(page);
    expect((await page.evaluate(slipsHere, false)).toSorted()).toEqual(
      [boycott, failing].toSorted(),
    );
  });
  await pass(72);
  expect(await stateOf(failing)).toBe('failed');

  const { prisma } = site.database;
  const where = { boycottId: failing };
  const left = await Promise.all([
    prisma.boycottTokenHolder.count({ where }),
    prisma.boycottPledge.count({ where }),
    prisma.boycottAct.count({ where }),
    prisma.boycottKey.count({ where }),
    prisma.boycottSecond.count({ where }),
  ]);
  expect(left).toEqual([0, 0, 0, 0, 0]);
  expect(await waitingOnDisk(failing)).toBe(0);
  // Nor on the phone, at its next visit an hour later.
  await visit(one(4), '/fr', (page) =>
    expect.poll(() => page.evaluate(slipsHere, false)).toEqual([boycott]),
  );
});

/** What the slot files still hold of a boycott. */
async function waitingOnDisk(id: string): Promise<number> {
  const folder = join(site.dataDir, 'pledges');
  const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
  const files = readdirSync(folder).filter((name) => readFileSync(join(folder, name)).length > 0);
  const waiting = await Promise.all(files.map((name) => readSlots(join(folder, name), key)));
  return waiting.flat().filter((one) => one.is !== 'answer' && one.boycott === id).length;
}

/** The boycotts that a phone keeps a key for; only the signed ones, if asked. Runs in the page. */
function slipsHere(signed: boolean): Promise<string[]> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('contrenote-pledges', 2);
    // Before the site made it there is none, and it is not to be made here.
    opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
    opening.addEventListener('error', () => resolve([]));
    opening.addEventListener('success', () => {
      const asking = opening.result.transaction('slips').objectStore('slips').getAll();
      asking.addEventListener('success', () => {
        opening.result.close();
        const slips = asking.result as { boycott: string; signature: string | null }[];
        resolve(slips.filter((one) => !signed || one.signature !== null).map((one) => one.boycott));
      });
    });
  });
}
