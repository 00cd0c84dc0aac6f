import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a worker does in her book, on a phone in French. */

export async function openBook(phone: BrowserContext, url: string): Promise<Page> {
  const page = await phone.newPage();
  await page.goto(`${url}/fr/carnet`);
  await page.locator('[data-part=book]:visible').waitFor();
  return page;
}

export async function startTask(page: Page, title: string): Promise<void> {
  const form = page.locator('[data-part=start]');
  await form.getByLabel('Plateforme').fill('Clickworker');
  await form.getByLabel('Titre de la tâche').fill(title);
  await form.getByLabel('Payé par tâche').fill('0,12');
  await form.getByRole('button', { name: 'Commencer la tâche' }).click();
  await page.locator('[data-part=running]:visible').waitFor();
}

/** Publishes the latest entry, and says yes to what others will see. */
export async function publishFirst(page: Page): Promise<void> {
  await entries(page).first().getByRole('button', { name: 'Publier' }).click();
  const sheet = page.getByRole('dialog', { name: 'Publier comme preuve' });
  expect(await sheet.innerText()).toContain(
    'Ils ne verront ni votre nom, ni le jour, ni le montant exact',
  );
  await sheet.getByRole('button', { name: 'Publier', exact: true }).click();
}

export function entries(page: Page): ReturnType<Page['locator']> {
  return page.locator('.entry-list > li');
}

/** How many pieces of her evidence the server has. */
export async function countOf(phone: BrowserContext, url: string, path: string): Promise<number> {
  const response = await phone.request.get(url + path);
  const { reports, payouts } = (await response.json()) as {
    reports?: unknown[];
    payouts?: unknown[];
  };
  return (reports ?? payouts ?? []).length;
}

export async function signUp(phone: BrowserContext, url: string, pseudonym: string): Promise<void> {
  const page = await phone.newPage();
  await page.goto(`${url}/fr/inscription`);
  await page.getByLabel('Pseudonyme').fill(pseudonym);
  await page.getByLabel('Mot de passe').fill('trois petits chats violets');
  await page.locator('[name=agree]').check();
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.waitForURL('**/phrase-de-secours**');
  await page.close();
}
