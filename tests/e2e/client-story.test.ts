import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember } from '#tests/support/factories.ts';
import { showAllPosts } from '#tests/support/shown-posts.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { today } from '#shared/core/days.ts';

/**
 * From a task timed without a line to what its client truly pays: into the encrypted copy, out of it
 * on a second device, published there, and counted with those of others; then the client gets its second
 * name, and a split is undone.
 */

const ACCOUNT = { pseudonym: 'Lalao du matin', password: 'trois petits chats violets' };
const RATE = /1,20\s€ de l’heure/;

let site: TestApp;
let url: string;
let browser: Browser;
let phone: BrowserContext;
let desk: BrowserContext;
let page: Page;
let words: string[] = [];
beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  // The browser lives today.
  site.clock.now = new Date();
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  [phone, desk] = await Promise.all([openPhone(browser), openPhone(browser)]);
});
afterAll(async () => {
  await browser?.close();
});

test('she times a task without a line', async () => {
  page = await phone.newPage();
  await page.clock.install();
  await page.goto(`${url}/fr/carnet`);
  await page.getByText('Vous pouvez ouvrir ce carnet sans connexion.').waitFor();
  await phone.setOffline(true);
  const form = page.locator('[data-part=start]');
  await form.getByLabel('Plateforme').fill('Clickworker');
  await form.getByLabel('Titre de la tâche').fill('Classer des tickets');
  await form.getByLabel('Payé par tâche').fill('0,12');
  await form.getByRole('button', { name: 'Commencer la tâche' }).click();
  await page.getByRole('button', { name: /^\+1 payée/ }).click();
  await page.getByRole('button', { name: '+1 payée (1)' }).click();
  await page.getByRole('button', { name: '+1 payée (2)' }).waitFor();
  await page.clock.fastForward('12:00');
  await page.getByRole('button', { name: 'Arrêter et noter' }).click();
  const entry = page.locator('.entry-list > li');
  await entry.waitFor();
  expect(await entry.innerText()).toMatch(/12\smin/);
  await entry.getByRole('button', { name: 'Modifier' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Client').fill('Sillage');
  await sheet.getByRole('button', { name: 'Noter' }).click();
  await entry.filter({ hasText: 'Sillage' }).waitFor();
  await phone.setOffline(false);
});

test('the encrypted copy brings it to her other device', async () => {
  await send(phone, '/api/sign-up', { ...ACCOUNT, agree: true });
  await send(desk, '/api/sign-in', ACCOUNT);
  const copy = await openCopy(page);
  await copy('make').click();
  await copy('words').locator('li').nth(7).waitFor();
  words = await copy('words').locator('li').allInnerTexts();
  await copy('wrote').click();
  await copy('status').filter({ hasText: 'La copie est à jour.' }).waitFor();

  page = await desk.newPage();
  await page.goto(`${url}/fr/carnet`);
  await page.locator('[data-part=book]:visible').waitFor();
  const other = await openCopy(page);
  await other('phrase').fill(words.join(' '));
  await other('join').click();
  await page.locator('.entry-list > li').filter({ hasText: 'Classer des tickets' }).waitFor();
});

test('with four others it shows, on its Monday, what the client pays beside the minimum wage', async () => {
  const entry = page.locator('.entry-list > li');
  await entry.getByRole('button', { name: 'Publier' }).click();
  const sheet = page.getByRole('dialog', { name: 'Publier comme preuve' });
  await sheet.getByLabel('Publier aussi le client').check();
  await sheet.getByRole('button', { name: 'Publier', exact: true }).click();
  await entry.getByRole('link', { name: 'Publiée' }).waitFor();
  expect((await page.request.get(`${url}/fr/clients/sillage`)).status()).toBe(404);

  const report = {
    title: 'Classer des tickets',
    reward: '0,12',
    paid: 2,
    time: '12 min',
    workedOn: today(site.clock.now),
    client: 'Sillage',
    notAPerson: true,
    waits: true,
  };
  for (let other = 0; other < 4; other += 1) {
    await makeTaskReport(site, { ...report, member: await makeMember(site) });
  }
  await site.database.prisma.member.updateMany({ data: { establishedOn: site.clock.now } });
  await showAllPosts(site);
  await page.goto(`${url}/fr/clients/sillage`);
  const said = await page.locator('main').innerText();
  expect(said).toMatch(RATE);
  expect(said).toMatch(/10\s% du SMIC brut \(12,02\s€/);
});

test('its second name is joined to it, and leads to it', async () => {
  await send(desk, '/api/clients', { name: 'Groupe Sillage', notAPerson: true });
  await page.goto(`${url}/fr/clients/sillage/modifier?forme=join`);
  const form = page.locator('#join');
  await form.getByLabel('L’autre client').fill('Groupe Sillage');
  await form.getByLabel('Pourquoi').fill('Même adresse sur leurs deux pages.');
  await form.getByRole('button', { name: 'Réunir les deux' }).click();
  await page.getByText('C’est changé. Merci.').waitFor();

  await page.goto(`${url}/fr/clients/groupe-sillage`);
  await page.waitForURL('**/fr/clients/sillage');
  expect(await page.locator('main').innerText()).toContain('Aussi appelé Groupe Sillage');
});

test('a split takes the task away; undone, everything is back', async () => {
  await page.goto(`${url}/fr/clients/sillage/modifier?forme=split`);
  const form = page.locator('#split');
  await form.getByLabel('Classer des tickets').check();
  await form.getByLabel('Comment s’appelle l’autre').fill('Sillage Photos');
  await form.getByLabel('Pourquoi').fill('Ce sont deux sociétés.');
  await form.getByLabel('pas une personne').check();
  await form.getByRole('button', { name: 'Séparer' }).click();
  await page.getByText('C’est changé. Merci.').waitFor();
  expect(await rateOf('sillage')).toBe(false);
  expect(await rateOf('sillage-photos')).toBe(true);

  await page.goto(`${url}/fr/clients/sillage/historique`);
  const split = page.locator('.revision').filter({ hasText: 'Client séparé en deux' });
  await split.locator('summary').click();
  await split.getByLabel('Pourquoi l’annuler').fill('C’est bien la même société.');
  await split.getByRole('button', { name: 'Annuler ce changement' }).click();
  await page.getByText('Le changement est annulé.').waitFor();
  expect(await rateOf('sillage')).toBe(true);
  await page.goto(`${url}/fr/clients/sillage-photos`);
  await page.waitForURL('**/fr/clients/sillage');
});

async function send(device: BrowserContext, path: string, data: object): Promise<void> {
  const response = await device.request.post(url + path, {
    data,
    headers: { origin: url },
  });
  expect(response.ok(), path).toBe(true);
}

async function openCopy(book: Page): Promise<(part: string) => ReturnType<Page['locator']>> {
  await book.locator('details[data-drawer=copy] > summary').click();
  return (part) => book.locator(`[data-drawer=copy] [data-part=${part}]`);
}

/** Whether the page of a client says the hourly rate of the one task. */
async function rateOf(slug: string): Promise<boolean> {
  await page.goto(`${url}/fr/clients/${slug}`);
  return RATE.test(await page.locator('main').innerText());
}
