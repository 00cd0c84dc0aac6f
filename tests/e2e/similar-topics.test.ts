import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeThread } from '#tests/api/site/search.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember } from '#tests/support/factories.ts';

/** Who types a question that somebody has asked is led there before she has written it. */

const TITLE = 'Comment changer de moyen de paiement ?';

let site: TestApp;
let url: string;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  await makeThread(site, {
    title: TITLE,
    texts: ['Je cherche.'],
    member: await makeMember(site, { pseudonym: 'Basile' }),
  });
});
afterAll(() => browser?.close());

test('a topic with the same question stands under the title; another question has none', async () => {
  const page = await (await openPhone(browser)).newPage();
  await page.goto(`${url}/fr/forum/nouveau-sujet`);
  const title = page.locator('[name=title]');
  const found = page.locator('[data-enhance="similar-threads"]');
  await title.pressSequentially('changer moyen de paiement');
  const link = found.getByRole('link', { name: TITLE });
  await link.waitFor();
  expect(await found.locator('small').count()).toBe(0);
  // In a tab of its own, so that what she has typed stays.
  const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await opened.getByRole('heading', { name: TITLE }).waitFor();
  await title.fill('Une photo refuse de partir du téléphone');
  await found.waitFor({ state: 'hidden' });
});
