import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, today } from '#shared/core/days.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Choosing on a phone: filters in a sheet, three ticks and a button to compare, and what so many hours
 * would bring.
 */

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** Runs `act` on a phone with its list open. */
async function onPhone(
  script: boolean,
  act: (page: Page, phone: BrowserContext) => Promise<void>,
): Promise<void> {
  const phone = await openPhone(browser, { script, touch: true });
  const page = await phone.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    complaints.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(`${site.url}/fr/plateformes`);
  if (script) await page.locator('form.choosing[data-ready]').waitFor({ state: 'attached' });
  await act(page, phone);
  await phone.close();
  expect(complaints).toEqual([]);
}

const box = (page: Page, name: string): ReturnType<Page['locator']> =>
  page.getByRole('checkbox', { name: `Comparer ${name}`, exact: true });

describe.each([{ script: false }, { script: true }])('with scripts: $script', ({ script }) => {
  test('compares three platforms in four taps', async () => {
    await onPhone(script, async (page) => {
      const dock = page.locator('.picked');
      expect(await dock.isVisible()).toBe(false);
      await box(page, '5euros.com').tap();
      await box(page, 'Appen').tap();
      await box(page, 'Ba-Click').tap();
      await dock.getByRole('button').tap();
      await page.waitForURL(/\/fr\/plateformes\/comparer\?p=5euros&p=appen&p=ba-click$/);
      await page.locator('.comparison th[scope=col]').nth(2).waitFor();
      expect(await page.locator('.comparison th[scope=col]').count()).toBe(3);
    });
  });

  test('filters in a sheet that "back" closes, and keeps what is ticked', async () => {
    await onPhone(script, async (page) => {
      await box(page, 'Appen').tap();
      const sheet = page.getByRole('region', { name: 'Filtres' });
      expect(await sheet.isVisible()).toBe(false);
      await page.getByRole('link', { name: 'Filtrer' }).tap();
      await sheet.waitFor();
      await page.goBack();
      await sheet.waitFor({ state: 'hidden' });
      await page.getByRole('link', { name: 'Filtrer' }).tap();
      await page.getByText('À éviter').tap();
      await sheet.getByRole('button', { name: 'Voir les plateformes' }).tap();
      await page.waitForURL('**standing=avoid**');
      await sheet.waitFor({ state: 'hidden' });
      // Ticked, and not among those to avoid.
      expect(await page.locator('input[type=hidden][name=p]').getAttribute('value')).toBe('appen');
      expect(await page.locator('.picked').isVisible()).toBe(true);
      // With a script the address has only what filters.
      if (script) expect(new URL(page.url()).search).toBe('?standing=avoid&p=appen');
    });
  });
});

test('a keyboard stays in the open filters, leaves them by Esc, and is back at their button', async () => {
  await onPhone(true, async (page) => {
    const opener = page.getByRole('link', { name: 'Filtrer' });
    const sheet = page.getByRole('region', { name: 'Filtres' });
    const isIn = (selector: string): Promise<boolean> =>
      page.evaluate<boolean>(`document.activeElement.closest('${selector}') !== null`);
    await opener.focus();
    await page.keyboard.press('Enter');
    await sheet.waitFor();
    // Once round all that can be focused there, and on.
    for (let press = 0; press < 20; press += 1) {
      await page.keyboard.press('Tab');
      expect(await isIn('.filters, .shade')).toBe(true);
    }
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.waitForFunction(`document.activeElement.matches('.list-bar a')`);
    await page.keyboard.press('Tab');
    expect(await isIn('.list-bar')).toBe(true);
  });
});

test('with a script, the dock shows what is ticked, and three are enough', async () => {
  await onPhone(true, async (page) => {
    const button = page.locator('.picked button');
    await box(page, 'Appen').tap();
    expect(await button.innerText()).toBe('Comparer avec une autre');
    await box(page, 'Bpeek').tap();
    await box(page, 'Roamler').tap();
    expect(await button.innerText()).toBe('Comparer ces 3 plateformes');
    expect(await page.locator('.picked .tile').allInnerTexts()).toEqual(['Ap', 'Bp', 'Ro']);
    expect(await box(page, 'Isahit').isDisabled()).toBe(true);
    expect(await page.locator('.picked [role=status]').textContent()).toContain('Décochez-en une');
    await box(page, 'Bpeek').tap();
    expect(await box(page, 'Isahit').isDisabled()).toBe(false);
    // A reader who goes back finds her ticks.
    await button.tap();
    await page.locator('.comparison').waitFor();
    await page.goBack();
    await page.locator('.picked .tile').nth(1).waitFor();
  });
});

describe('the calculator', () => {
  const compared = '/fr/plateformes/comparer?p=clickworker&p=appen';
  const calculator = (page: Page): ReturnType<Page['locator']> => page.locator('#calculator');

  test('computes at once, and sends nothing', async () => {
    await onPhone(true, async (page) => {
      await page.goto(site.url + compared);
      await calculator(page).getByRole('button', { name: 'Calculer' }).waitFor({ state: 'hidden' });
      const asked: string[] = [];
      page.on('request', (request) => {
        // Scripts come when they come, and every page looks after the record.
        if (!/\/(?:assets|record)\//.test(request.url())) asked.push(request.url());
      });
      await calculator(page).getByText('20 h').tap();
      expect(await calculator(page).innerText()).toContain('1\u202f042\u00a0€');
      await page.getByRole('textbox', { name: 'Autre nombre d’heures par semaine' }).fill('7,5');
      await page.keyboard.press('Enter');
      expect(await calculator(page).innerText()).toContain('391\u00a0€');
      await calculator(page).getByRole('combobox').selectOption('BE');
      expect(await calculator(page).innerText()).toContain('Au salaire minimum (Belgique)');
      expect(asked).toEqual([]);
      expect(page.url()).toBe(site.url + compared);
    });
  });

  test('computes without a script when the form is sent', async () => {
    await onPhone(false, async (page) => {
      await page.goto(site.url + compared);
      await calculator(page).getByText('20 h').tap();
      await calculator(page).getByRole('button', { name: 'Calculer' }).tap();
      await page.waitForURL('**hours=20**');
      expect(await calculator(page).innerText()).toContain('1\u202f042\u00a0€');
    });
  });

  test('begins with the workbook of the device, of which nothing leaves it', async () => {
    await onPhone(true, async (page) => {
      await page.goto(`${site.url}/fr/carnet`);
      await page.locator('[data-part=book]:visible').waitFor();
      await page.evaluate(
        ([day]) =>
          new Promise<void>((done, fail) => {
            const opening = indexedDB.open('contrenote-workbook');
            opening.addEventListener('error', () => fail(new Error('no workbook')));
            opening.addEventListener('success', () => {
              const writing = opening.result.transaction('entries', 'readwrite');
              writing.objectStore('entries').put({
                id: 'a',
                kind: 'task',
                changedAt: 1,
                device: 'd',
                platform: 'clickworker',
                title: 'Tri',
                client: null,
                note: null,
                day,
                rewardMinor: 192,
                currency: 'EUR',
                counts: { paid: 100 },
                seconds: 48 * 3600,
                published: null,
              });
              writing.addEventListener('complete', () => {
                opening.result.close();
                done();
              });
            });
          }),
        [addDays(today(new Date()), -3)],
      );
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
      await page.goto(site.url + compared);
      await page.getByText('d’après votre carnet. Il reste sur cet appareil.').waitFor();
      const text = await calculator(page).innerText();
      expect(text).toContain('Vous travaillez 12\u00a0h par semaine');
      expect(text).toContain('4\u00a0€ de l’heure, d’après votre carnet');
      expect(text).toContain('208\u00a0€');
      expect(asked.filter((one) => /hours|=12|192/.test(one))).toEqual([]);
    });
  });

  test('leaves no workbook where there was none', async () => {
    await onPhone(true, async (page) => {
      await page.goto(site.url + compared);
      await calculator(page).getByRole('button', { name: 'Calculer' }).waitFor({ state: 'hidden' });
      await page.waitForFunction(async () => {
        const kept = await indexedDB.databases();
        return !kept.some(({ name }) => name === 'contrenote-workbook');
      });
    });
  });
});
