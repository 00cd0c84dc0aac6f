import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { countOf, entries, openBook, publishFirst, signUp, startTask } from './workbook.testing.ts';

/**
 * What a worker publishes of her book reaches the site once, as the book says that it was published,
 * under her account, whatever happens to the line.
 */

const REPORTS = '/api/me/task-reports';
const PAYOUTS = '/api/me/payouts';

const PAYOUT_AGAIN = {
  outcome: 'waiting',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-01',
};

async function ownPayouts(
  phone: BrowserContext,
  url: string,
): Promise<{ id: string; signed: boolean }[]> {
  const response = await phone.request.get(url + PAYOUTS);
  return ((await response.json()) as { payouts: { id: string; signed: boolean }[] }).payouts;
}

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('publishing', () => {
  let phone: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    phone = await openPhone(browser);
    await signUp(phone, site.url, 'Nadia 59');
    page = await openBook(phone, site.url);
    await page.getByText('Vous pouvez ouvrir ce carnet sans connexion.').waitFor();
  });
  afterAll(() => phone.close());

  test('offline, then with an answer that gets lost, makes one report', async () => {
    await phone.setOffline(true);
    await startTask(page, 'Décrire une image');
    await page.getByRole('button', { name: /^\+1 payée/ }).click();
    await page.getByRole('button', { name: '+1 payée (1)' }).waitFor();
    await page.getByRole('button', { name: 'Arrêter et noter' }).click();
    await publishFirst(page);
    await entries(page).first().getByText('Cela partira à votre prochaine visite').waitFor();
    await page.close();

    // The server has it, and the line drops before it can say so.
    let lost = 0;
    await phone.route('**/api/task-reports', async (route) => {
      if (lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await phone.setOffline(false);
    page = await openBook(phone, site.url);
    await page.getByText('Entrées à publier : 1.').waitFor();
    await expect.poll(() => countOf(phone, site.url, REPORTS)).toBe(1);
    expect(lost).toBe(1);

    // She no longer wants it: it may be public, and she is told where to look.
    const entry = entries(page).first();
    await entry.getByRole('button', { name: 'Ne plus publier' }).click();
    await entry.getByText('Elle est peut-être déjà publiée.').waitFor();
    expect(await entry.getByRole('link', { name: 'Ce que j’ai déclaré' }).count()).toBe(1);
    await entry.getByRole('button', { name: 'Publier' }).click();
    await entry.getByRole('link', { name: 'Publiée' }).waitFor();
    expect(await countOf(phone, site.url, REPORTS)).toBe(1);
    await page.reload();
    await page.locator('[data-part=book]:visible').waitFor();
    expect(await page.locator('[data-part=waiting]').isVisible()).toBe(false);
    expect(await countOf(phone, site.url, REPORTS)).toBe(1);
  });

  test('counted on while its answer was lost, it is published as it was sent, and says so', async () => {
    await startTask(page, 'Relire une page');
    await page.getByRole('button', { name: 'Arrêter et noter' }).click();
    const entry = entries(page).filter({ hasText: 'Relire une page' });
    let lost = 0;
    await phone.route('**/api/task-reports', async (route) => {
      if (lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await entry.getByRole('button', { name: 'Publier' }).click();
    await page.getByText('Entrées à publier : 1.').waitFor();
    await expect.poll(() => lost).toBe(1);
    await entry.getByRole('button', { name: 'Une en attente est payée' }).click();
    // Two quick taps count twice.
    await entry
      .getByRole('button', { name: '+1 payée' })
      .evaluate((more: HTMLElement) => [more.click(), more.click()]);
    await entry.getByText('3 payées').waitFor();
    await page.getByRole('button', { name: 'Publier maintenant' }).click();
    await entry.getByRole('link', { name: 'Publiée' }).waitFor();
    await entry.getByText('Vous avez changé votre carnet depuis.').waitFor();
    const response = await phone.request.get(site.url + REPORTS);
    const { reports } = (await response.json()) as { reports: { title: string; paid: number }[] };
    expect(reports.filter(({ title }) => title === 'Relire une page')).toMatchObject([{ paid: 0 }]);
    const editor = entry.getByRole('link', { name: 'Modifier ce qui est publié' });
    expect(await editor.getAttribute('href')).toMatch(/^\/fr\/taches\/retours\/\w{12}\/modifier$/);
    await entry.getByRole('button', { name: 'La preuve est à jour' }).click();
    await entry.getByText('Vous avez changé votre carnet depuis.').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[data-part=book]:visible').waitFor();
    expect(await entry.getByText('Vous avez changé votre carnet depuis').count()).toBe(0);
  });

  test('an edit of what is published leads to the evidence', async () => {
    await entries(page)
      .filter({ hasText: 'Décrire une image' })
      .getByRole('button', { name: 'Modifier' })
      .click();
    const link = page.getByRole('dialog').getByRole('link', { name: 'Modifier ce qui est publié' });
    const path = await link.getAttribute('href');
    expect(path).toMatch(/^\/fr\/taches\/retours\/[0-9a-z]{12}\/modifier$/);
    const response = await phone.request.get(site.url + String(path));
    expect(response.status()).toBe(200);
    expect(await response.text()).toContain('Décrire une image');
    await page.keyboard.press('Escape');
  });

  test('a refusal stands beside the entry; put right, it goes', async () => {
    await page.getByRole('button', { name: '+ Paiement' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Plateforme').fill('Nulle part du tout');
    await sheet.getByLabel('Montant attendu').fill('27,43');
    await sheet.getByLabel('Que s’est-il passé').selectOption('waiting');
    await sheet.getByRole('button', { name: 'Noter' }).click();
    const entry = entries(page).filter({ hasText: 'Paiement' });
    // What others need to know is asked for before anything is sent.
    await entry.getByRole('button', { name: 'Publier' }).click();
    await sheet.getByText('Choisissez le moyen de paiement, puis publiez.').waitFor();
    await sheet.getByLabel('Moyen de paiement').selectOption('paypal');
    await sheet.getByRole('button', { name: 'Noter' }).click();
    await entry.getByText('Nous ne connaissons aucune plateforme de ce nom.').waitFor();
    expect(await countOf(phone, site.url, PAYOUTS)).toBe(0);

    await entry.getByRole('button', { name: 'Modifier' }).click();
    await sheet.getByLabel('Plateforme').fill('Clickworker');
    await sheet.getByRole('button', { name: 'Noter' }).click();
    await entry.getByRole('link', { name: 'Publiée' }).waitFor();
    expect(await countOf(phone, site.url, PAYOUTS)).toBe(1);
  });

  test('where her others are signed, she signs the entry too, or takes her name off them', async () => {
    const signs = async (): Promise<boolean[]> =>
      (await ownPayouts(phone, site.url)).map(({ signed }) => signed);
    const [first] = await ownPayouts(phone, site.url);
    const form = { ...PAYOUT_AGAIN, signed: 'on' };
    const headers = { origin: site.url, accept: 'application/json' };
    const url = `${site.url}/api/payouts/${first?.id ?? ''}`;
    const signed = await phone.request.post(url, { form, headers });
    expect(signed.status(), await signed.text()).toBe(200);

    const sheet = page.getByRole('dialog');
    for (const amount of ['11,35', '12,35']) {
      await page.getByRole('button', { name: '+ Paiement' }).click();
      await sheet.getByLabel('Plateforme').fill('Clickworker');
      await sheet.getByLabel('Montant attendu').fill(amount);
      await sheet.getByLabel('Que s’est-il passé').selectOption('waiting');
      await sheet.getByLabel('Moyen de paiement').selectOption('paypal');
      await sheet.getByRole('button', { name: 'Noter' }).click();
    }
    const [one, other] = ['11,35', '12,35'].map((amount) =>
      entries(page).filter({ hasText: amount }),
    );
    await one?.getByRole('button', { name: 'Publier' }).click();
    await one?.getByText('Vos autres envois sur cette plateforme sont signés.').waitFor();
    expect(await signs()).toEqual([true]);
    await one?.getByRole('button', { name: 'La publier aussi sous mon pseudonyme' }).click();
    await one?.getByRole('link', { name: 'Publiée' }).waitFor();
    expect(await signs()).toEqual([true, true]);

    await other?.getByRole('button', { name: 'Publier' }).click();
    await other?.getByRole('button', { name: 'Retirer mon pseudonyme des autres' }).click();
    await other?.getByRole('link', { name: 'Publiée' }).waitFor();
    expect(await signs()).toEqual([false, false, false]);
  });

  test('the kept page names nobody, though she is signed in', async () => {
    const inbox = page.locator('header').getByRole('link', { name: 'Mes nouvelles' });
    expect(await inbox.count()).toBe(1);
    await phone.setOffline(true);
    await page.reload();
    await page.locator('[data-part=book]:visible').waitFor();
    expect(await inbox.count()).toBe(0);
    expect(await page.content()).not.toContain('Nadia');
    await phone.setOffline(false);
  });

  test('the book leaves the device when she says so, after a second word', async () => {
    await page.getByRole('button', { name: 'Effacer ce carnet de l’appareil' }).click();
    expect(await entries(page).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Tout effacer pour toujours' }).click();
    await page.getByText('Vous n’avez rien noté encore.').waitFor();
    expect(await entries(page).count()).toBe(0);
  });
});

test('what waits under one account does not go out under the next one that signs in', async () => {
  const phone = await openPhone(browser);
  await signUp(phone, site.url, 'Amina 93');
  const page = await openBook(phone, site.url);
  await page.getByText('Vous pouvez ouvrir ce carnet sans connexion.').waitFor();
  await phone.setOffline(true);
  await startTask(page, 'Trier des avis');
  await page.getByRole('button', { name: 'Arrêter et noter' }).click();
  await publishFirst(page);
  await entries(page).first().getByText('Cela partira à votre prochaine visite').waitFor();
  // Closed first: a page that sees the line come back would send under Amina, as it should.
  await page.close();
  await phone.setOffline(false);
  await phone.clearCookies();
  await signUp(phone, site.url, 'Binta 75');

  const hers = await openBook(phone, site.url);
  const waiting = hers.locator('[data-part=waiting]');
  await waiting.getByText('Vous les avez notées sans compte, ou avec un autre compte.').waitFor();
  await waiting.getByRole('button', { name: 'Publier maintenant' }).click();
  await waiting.getByRole('button', { name: 'Publier maintenant' }).waitFor();
  expect(await countOf(phone, site.url, REPORTS)).toBe(0);
  await waiting.getByRole('button', { name: 'Publier sous le compte Binta 75' }).click();
  await entries(hers).first().getByRole('link', { name: 'Publiée' }).waitFor();
  expect(await countOf(phone, site.url, REPORTS)).toBe(1);
  await phone.close();
});
