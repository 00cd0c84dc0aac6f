import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, today } from '#shared/core/days.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * A member's first weeks on a phone, with scripts and without: her first steps, her phrase asked for
 * again by two words, her data as tables, and leaving with everything. Taps are counted besides typing.
 */

const PASSWORD = 'trois petits chats violets';

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe.each([{ script: true }, { script: false }])('with scripts: $script', ({ script }) => {
  let phone: BrowserContext;
  let page: Page;
  let phrase: string[];
  let taps = 0;
  beforeAll(async () => {
    phone = await openPhone(browser, { script });
    page = await phone.newPage();
  });
  afterAll(() => phone.close());

  const tap = async (what: Locator): Promise<void> => {
    taps += 1;
    await what.click();
  };

  test('three steps stand on her page, and go by one tap', async () => {
    await page.goto(`${site.url}/fr/inscription`);
    await page.getByLabel('Pseudonyme').fill(script ? 'Premier pas' : 'Second pas');
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByLabel('J’accepte les règles').check();
    await page.getByRole('button', { name: 'Créer mon compte' }).click();
    await page.getByRole('button', { name: 'Créer ma phrase de secours' }).click();
    await page.locator('.phrase li').first().waitFor();
    phrase = await page.locator('.phrase li').allInnerTexts();
    await page.goto(`${site.url}/fr/moi`);
    const steps = page.locator('#first li');
    expect(await steps.count()).toBe(3);
    await steps.getByText('Suivez ce que vous utilisez').click();
    await page.waitForURL('**/plateformes');
    await page.goto(`${site.url}/fr/moi`);
    taps = 0;
    await tap(page.getByRole('button', { name: 'Ne plus afficher' }));
    await steps.first().waitFor({ state: 'detached' });
    expect(taps).toBe(1);
  });

  test('after three payouts two words of her phrase are checked by one tap', async () => {
    const day = today(new Date());
    for (const platform of ['appen', 'clickworker', 'roamler']) {
      const sent = await page.request.post(`${site.url}/api/payouts`, {
        headers: { origin: site.url, accept: 'application/json' },
        data: {
          platform,
          outcome: 'received',
          expected: '20',
          currency: 'EUR',
          method: 'paypal',
          askedOn: addDays(day, -10),
          receivedOn: addDays(day, -6),
        },
      });
      expect(sent.status(), await sent.text()).toBe(201);
    }
    await page.goto(`${site.url}/fr/moi`);
    const card = page.locator('#phrase');
    const labels = await card.locator('label').allInnerTexts();
    const words = labels.map((label) => phrase[Number(/\d+/.exec(label)?.[0]) - 1] ?? '');
    await card.getByLabel(labels[0] ?? '').fill('girafe');
    await card.getByLabel(labels[1] ?? '').fill(words[1] ?? '');
    await card.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText('Ce ne sont pas ces deux mots.').waitFor();
    await card.getByLabel(labels[0] ?? '').fill(words[0] ?? '');
    taps = 0;
    await tap(card.getByRole('button', { name: 'Vérifier' }));
    await page.getByText('C’est bien votre phrase.').waitFor();
    expect(taps).toBe(1);
    expect(await card.count()).toBe(0);
  });

  test('her data comes as tables in two taps from the settings', async () => {
    await page.goto(`${site.url}/fr/reglages`);
    taps = 0;
    await tap(page.locator('summary', { hasText: 'Mes données' }));
    const file = page.waitForEvent('download');
    await tap(page.getByRole('link', { name: 'pour un tableur' }));
    expect((await file).suggestedFilename()).toBe('contrenote.zip');
    expect(taps).toBe(2);
  });

  test('she leaves with everything in three taps', async () => {
    taps = 0;
    await tap(page.locator('summary', { hasText: 'Supprimer mon compte' }));
    const form = page.locator('form[action="/api/me/delete"]');
    await tap(form.getByText('Tout retirer et supprimer', { exact: true }));
    await form.getByLabel('Votre mot de passe').fill(PASSWORD);
    await tap(form.getByRole('button', { name: 'Supprimer mon compte pour toujours' }));
    await page.getByText('ce que vous avez publié est retiré').waitFor();
    expect(taps).toBe(3);
  });
});
