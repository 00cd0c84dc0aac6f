import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember } from '#tests/support/factories.ts';
import { settle, taskRequests } from '#tests/api/evidence/tasks.testing.ts';

/**
 * Tasks of a platform are suggested while their title is typed: a chosen one fills in its reward, and
 * the report joins it. Without a script the form asks before it makes nearly the same task again.
 */

const PASSWORD = 'trois petits chats violets';
const TITLE = 'Transcrire des tickets de caisse';
const FORM = '/fr/declarer/tache?plateforme=clickworker';

let site: TestApp;
let url: string;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  const desk = taskRequests(site);
  for (let nth = 0; nth < 5; nth += 1)
    await desk.send(
      { title: TITLE, reward: '0,30' },
      await makeMember(site, { established: true }),
    );
  await settle(site, 28);
});
afterAll(() => browser?.close());

async function open(script: boolean): Promise<Page> {
  const page = await (await openPhone(browser, { script })).newPage();
  await page.goto(url + FORM);
  return page;
}

/** What the form asks besides the task, with an account at its end; then sends it. */
async function publish(page: Page, pseudonym: string): Promise<void> {
  await page.locator('[name=time]').fill('4');
  await page.locator('[name=ended][value=paid]').check();
  await page.locator('[name=pseudonym]').fill(pseudonym);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: 'Envoyer' }).click();
}

const tasks = (): Promise<number> => site.database.prisma.task.count();

test('a part of the title brings the task; chosen, it fills in its reward and is joined', async () => {
  const before = await tasks();
  const page = await open(true);
  const title = page.locator('[name=title]');
  // Letters out of the middle, with a mistake.
  await title.pressSequentially('tikets de caise');
  const suggested = page.locator('datalist option');
  await expect.poll(() => suggested.count()).toBe(1);
  expect(await suggested.getAttribute('value')).toBe(TITLE);
  expect(await suggested.getAttribute('label')).toContain('0,30');
  // What the list of the browser does when one is chosen.
  await title.fill(TITLE);
  await expect.poll(() => page.locator('[name=reward]').inputValue()).toBe('0,30');
  expect(await page.locator('[name=currency]').inputValue()).toBe('EUR');
  await publish(page, 'Trieuse du soir');
  await page.waitForURL('**/phrase-de-secours**');
  expect(await tasks()).toBe(before);
  await page.context().close();
});

test('a title that she typed before the script came brings the task', async () => {
  const page = await (await openPhone(browser, { script: true })).newPage();
  let typed = (): void => {};
  const untilTyped = new Promise<void>((resolve) => {
    typed = resolve;
  });
  await page.route('**/assets/*.js', async (route) => {
    await untilTyped;
    await route.continue();
  });
  await page.goto(url + FORM, { waitUntil: 'commit' });
  await page.locator('[name=title]').pressSequentially('tikets de caise');
  typed();
  await page.locator('datalist option').waitFor({ state: 'attached' });
  await page.context().close();
});

test('a reward that she typed before stays', async () => {
  const page = await open(true);
  await page.locator('[name=reward]').fill('0,45');
  await page.locator('[name=title]').pressSequentially('transcr');
  await expect.poll(() => page.locator('datalist option').count()).toBe(1);
  await page.locator('[name=title]').fill(TITLE);
  await page.locator('[name=time]').fill('4');
  expect(await page.locator('[name=reward]').inputValue()).toBe('0,45');
  await page.context().close();
});

test('without a script the form asks whether nearly the same title is the same task', async () => {
  const before = await tasks();
  const page = await open(false);
  await page.locator('[name=title]').fill('Transcrire des ticket de caisse');
  await page.locator('[name=reward]').fill('0,30');
  await publish(page, 'Trieuse du matin');
  const another = page.locator('[name=anotherTask]');
  await another.waitFor();
  expect(await page.locator('main').innerText()).toContain(TITLE);
  await page.locator('[name=title]').fill(TITLE);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: 'Envoyer' }).click();
  await page.waitForURL('**/phrase-de-secours**');
  expect(await tasks()).toBe(before);
  await page.context().close();
});
