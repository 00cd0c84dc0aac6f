import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePostedThread } from '#tests/support/moved-posts.ts';
import { faultsOf } from './redaction.testing.ts';

/**
 * The same question was asked twice. Without a script, two moderators merge the topics, a visitor reads both at
 * the old address, and the moderators part them again: both read as before.
 */

let site: TestApp;
let url: string;
let browser: Browser;
let first: TestMember;
let second: TestMember;
let [old, recent] = [
  { id: '', posts: [''] },
  { id: '', posts: [''] },
];
let before: string[];

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
  old = await makePostedThread(site, { title: 'Est-ce que Tacheo paie ?' });
  recent = await makePostedThread(site, { title: 'Tacheo paie encore ?' });
  before = [await read(old.id), await read(recent.id)];
});
afterAll(async () => {
  await browser?.close();
});

const addressOf = (id: string): string => url + pathTo('fr', 'thread', { id });

async function openAs(member: TestMember | null, address: string, script = false): Promise<Page> {
  const context = await openPhone(browser, { script });
  if (member !== null) {
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** What axe finds, with everything unfolded; it needs a script. */
async function faultsAt(member: TestMember | null, address: string): Promise<unknown> {
  const page = await openAs(member, address, true);
  await page.evaluate(() =>
    document.querySelectorAll('details').forEach((one) => one.setAttribute('open', '')),
  );
  const faults = await faultsOf(page);
  await page.context().close();
  return faults;
}

/** The posts of a topic as a visitor reads them: numbers and texts. */
async function read(id: string): Promise<string> {
  const page = await openAs(null, addressOf(id));
  const posts = await page
    .locator('.posts > li')
    .evaluateAll((items) =>
      items.map((item) => `${item.id} ${item.querySelector('.post-text')?.textContent ?? ''}`),
    );
  const sub = await page.locator('.thread-head .sub').innerText();
  await page.context().close();
  return [page.url(), sub, ...posts].join('\n');
}

/** The second moderator reads what will happen, and agrees. */
async function agree(says: RegExp): Promise<void> {
  const page = await openAs(second, url + pathTo('fr', 'secondPerson'));
  await page.getByRole('link', { name: /^(Réunir deux sujets|Déplacer des messages)/ }).click();
  await page.getByText(says).waitFor();
  await page.getByRole('button', { name: 'Je suis d’accord' }).click();
  await page.getByText('C’est confirmé. Merci.').waitFor();
  await page.context().close();
}

test('a moderator pastes the address of the other topic; a second one agrees', async () => {
  const page = await openAs(first, addressOf(recent.id));
  await page.getByText('Modérer ce sujet').click();
  // Every other form stays folded: all of them fit one screen of a phone.
  expect(await page.locator('.decide form').filter({ visible: true }).count()).toBe(0);
  await page.getByRole('heading', { name: 'Réunir avec un autre sujet' }).click();
  const form = page.locator('form', {
    has: page.getByRole('button', { name: 'Réunir avec un autre sujet' }),
  });
  await form.getByLabel('Ou son adresse').fill(addressOf(recent.id));
  await form.getByLabel('Raison').fill('C’est la même question.');
  await form.getByRole('button').click();
  await page.getByText('C’est le même sujet. Copiez l’adresse de l’autre.').waitFor();
  await form.getByLabel('Ou son adresse').fill(addressOf(old.id));
  await form.getByRole('button').click();
  await page.getByText('C’est proposé.', { exact: false }).first().waitFor();
  expect(await read(recent.id)).toBe(before[1]);
  expect(await faultsAt(second, page.url())).toEqual([]);
  await agree(/Les 3\s+messages de «\s+Tacheo paie encore \?\s+» vont dans/);
});

test('a visitor at the old address reads both, and where the posts come from', async () => {
  const page = await openAs(null, addressOf(recent.id));
  expect(page.url()).toBe(`${addressOf(old.id)}#m4`);
  expect(await page.locator('.posts > .post').count()).toBe(6);
  const line = page.locator('.moved-here');
  expect(await line.count()).toBe(1);
  expect(await line.innerText()).toMatch(/3\s+messages viennent de «\s+Tacheo paie encore \?\s+»/);
  for (const who of [null, first]) expect(await faultsAt(who, addressOf(old.id))).toEqual([]);
  expect(await line.innerText()).toContain('C’est la même question.');
  await line.getByRole('link', { name: 'Voir la décision au registre' }).click();
  await page.getByText('Sujet réuni avec un autre, par décision').waitFor();
  await page.goto(url + pathTo('fr', 'forum'));
  expect(await page.getByText('Tacheo paie encore ?').count()).toBe(0);
});

test('the moderators tick the posts and move them back; both topics read as before', async () => {
  const page = await openAs(first, addressOf(old.id));
  for (const place of [4, 5, 6])
    await page.getByLabel(new RegExp(`À déplacer.*message ${place}$`)).check();
  await page.getByText('Modérer ce sujet').click();
  await page.getByRole('heading', { name: 'Déplacer des messages' }).click();
  const form = page.locator('#move-posts');
  await form.getByLabel('Adresse de l’autre sujet').fill(`/p/zzzzzzzzzzzz`);
  await form.getByLabel('Raison').fill('Ce n’était pas la même.');
  await form.getByRole('button').click();
  // What was ticked stays ticked.
  await page.getByText('Nous ne trouvons aucun sujet à cette adresse.').first().waitFor();
  await form.getByLabel('Adresse de l’autre sujet').fill(addressOf(recent.id));
  await form.getByRole('button').click();
  await page.getByText('C’est proposé.', { exact: false }).first().waitFor();
  await agree(/3\s+messages vont de «\s+Est-ce que Tacheo paie \?\s+» dans/);
  expect([await read(old.id), await read(recent.id)]).toEqual(before);
});
