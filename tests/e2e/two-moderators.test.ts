import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { makeFund } from '#tests/support/solidarity-funds.ts';
import { faultsOf } from './redaction.testing.ts';

/** A guide and a solidarity fund: two moderators check them by the keyboard; how they look. */

let site: TestApp;
let url: string;
let browser: Browser;
let first: TestMember;
let second: TestMember;
let boycott: string;
let guide: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
  boycott = (await makeBoycott(site, { state: 'on' })).id;
  guide = (await makeThread(site, { title: 'Déclarer ses revenus' })).id;
});
afterAll(async () => {
  await browser?.close();
});

async function openAs(member: TestMember | null, path: string, script = true): Promise<Page> {
  const context: BrowserContext = await openPhone(browser, { script });
  if (member !== null) {
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

/** Presses a summary or button by the keyboard. */
async function press(page: Page, name: string, role: 'button' | 'text' = 'button'): Promise<void> {
  const found =
    role === 'text'
      ? page.getByText(name, { exact: true })
      : page.getByRole('button', { name, exact: true });
  await found.first().focus();
  await page.keyboard.press('Enter');
}

/** The proposal that waits for a moderator, confirmed by the keyboard. */
async function confirm(moderator: TestMember, kind: string): Promise<void> {
  const page = await openAs(moderator, pathTo('fr', 'secondPerson'));
  await page.getByRole('link', { name: kind }).first().focus();
  await page.keyboard.press('Enter');
  await page.getByText('Lisez tout et ouvrez chaque adresse.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await press(page, 'Je suis d’accord');
  await page.getByText('C’est confirmé. Merci.').waitFor();
}

test('a moderator proposes a guide with its sources, another confirms; then readers see it', async () => {
  const path = pathTo('fr', 'thread', { id: guide });
  const page = await openAs(first, path);
  await press(page, 'Modérer ce sujet', 'text');
  await page.locator('summary', { hasText: 'Proposer comme guide' }).focus();
  await page.keyboard.press('Enter');
  const form = page.locator('form', {
    has: page.getByRole('button', { name: 'Proposer comme guide' }),
  });
  await form.getByLabel('Sources').fill('https://www.urssaf.fr/a');
  await form.getByLabel('Raison').fill('Juste, et complet.');
  expect(await faultsOf(page)).toEqual([]);
  await press(page, 'Proposer comme guide');
  await page.getByText('C’est proposé.', { exact: false }).first().waitFor();
  const before = await openAs(null, path);
  expect(await before.getByText('Relu par').count()).toBe(0);
  await confirm(second, 'Montrer un sujet comme guide');
  const after = await openAs(null, path, false);
  await after.getByText('Relu par').waitFor();
  expect(await after.getByRole('link', { name: 'https://www.urssaf.fr/a' }).count()).toBe(1);
});

test('a member proposes a fund without a script, two check it; it stands beside the promise', async () => {
  const path = pathTo('fr', 'boycott', { id: boycott });
  const page = await openAs(await makeMember(site), path, false);
  await page.getByText('Proposer une caisse').click();
  await page.getByLabel('Nom de la caisse').fill('Caisse commune');
  await page.getByLabel('Adresse de sa page').fill('https://caisse.example/don');
  await page.getByRole('button', { name: 'Proposer', exact: true }).click();
  await page.getByText('Deux modérateurs vérifieront le lien.', { exact: false }).first().waitFor();
  const link = (shown: Page) => shown.getByRole('link', { name: 'Caisse commune' }).count();
  await confirm(first, 'Montrer une caisse de solidarité');
  expect(await link(await openAs(null, path))).toBe(0);
  await confirm(second, 'Montrer une caisse de solidarité');
  const shown = await openAs(null, path);
  await shown.getByText('Caisses de solidarité (1)').click();
  expect(await link(shown)).toBe(1);
  expect(await shown.getByText('L’argent ne passe pas par nous', { exact: false }).count()).toBe(1);
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([
    ['phone', 360, 'light'],
    ['phone by night', 360, 'dark'],
    ['wide screen', 1280, 'light'],
    ['wide screen by night', 1280, 'dark'],
  ] as const)('pages with them have no fault on a %s', async (_, width, colorScheme) => {
    await makeFund(site, { boycott: (await makeBoycott(site, { state: 'on' })).id });
    const member = await makeMember(site);
    const pages: readonly (readonly [TestMember, string])[] = [
      [member, pathTo(language, 'thread', { id: guide })],
      [first, pathTo(language, 'boycott', { id: boycott })],
      [member, pathTo(language, 'ownBoycotts')],
      [member, pathTo(language, 'following')],
    ];
    for (const [who, path] of pages) {
      const page = await openAs(who, path);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() =>
        document.querySelectorAll('details').forEach((one) => one.setAttribute('open', '')),
      );
      expect(await faultsOf(page), path).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        path,
      ).toBeLessThanOrEqual(0);
      await page.context().close();
    }
  });
});
