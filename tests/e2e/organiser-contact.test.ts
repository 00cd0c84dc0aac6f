import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { actsOf, answerAct } from '#tests/support/proposals.ts';
import { faultsOf } from './redaction.testing.ts';

/** An organiser gives an address for journalists and removes it again, on a phone without a script. */

const t = messagesFor('fr');
const words = t.boycotts.contact;
const ADDRESS = 'collectif@exemple.org';

let site: TestApp;
let url: string;
let browser: Browser;
let organiser: TestMember;
let id: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  organiser = await makeMember(site, { established: true });
  ({ id } = await makeBoycott(site, { member: organiser, state: 'on' }));
});
afterAll(async () => {
  await browser?.close();
});

async function openAs(member: TestMember | null, path: string, script = false): Promise<Page> {
  const context = await openPhone(browser, { script });
  if (member !== null) {
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}
async function pressSheet(): Promise<string> {
  const page = await openAs(null, pathTo('fr', 'boycottKit', { id }, { feuille: 'presse' }));
  return page.locator('.kit-press').innerText();
}

test('she reads what it shows of her, and gives an address', async () => {
  const path = pathTo('fr', 'organiseBoycott', { id });
  expect(await faultsOf(await openAs(organiser, path, true))).toEqual([]);
  const page = await openAs(organiser, path);
  await page.getByText(words.give, { exact: true }).click();
  for (const line of words.warn) expect(await page.getByText(line).isVisible()).toBe(true);
  await page.getByLabel(words.address).fill('pas une adresse');
  await page.getByRole('button', { name: words.send }).click();
  await page.getByText(t.errors.fields['not-a-contact']).waitFor();
  await page.getByLabel(words.address).fill(ADDRESS);
  await page.getByRole('button', { name: words.send }).click();
  await page.getByText(t.boycotts.done['contact-proposed']).waitFor();
  await page.getByText(words.waits).waitFor();
  expect(await pressSheet()).not.toContain(ADDRESS);
});

test('two moderators read it: page, press sheet and letter have it', async () => {
  for (const moderator of [
    await makeMember(site, { moderator: true }),
    await makeMember(site, { moderator: true }),
  ]) {
    const { waiting } = await actsOf(site, moderator);
    expect(await answerAct(site, waiting[0]?.id ?? '', moderator)).toBe(200);
  }
  expect(await pressSheet()).toContain(ADDRESS);
  const boycott = await openAs(null, pathTo('fr', 'boycott', { id }));
  const link = boycott.getByRole('link', { name: ADDRESS });
  expect(await link.getAttribute('href')).toBe(`mailto:${ADDRESS}`);
  const letter = await openAs(null, pathTo('fr', 'boycottLetter', { id }));
  expect(await letter.locator('textarea').first().inputValue()).toContain(ADDRESS);
});

test('she removes it, and it is gone', async () => {
  const page = await openAs(organiser, pathTo('fr', 'organiseBoycott', { id }));
  await page.getByRole('button', { name: words.remove }).click();
  await page.getByText(t.boycotts.done['contact-removed']).waitFor();
  expect(await pressSheet()).not.toContain(ADDRESS);
});
