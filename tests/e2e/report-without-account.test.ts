import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, today } from '#shared/core/days.ts';
import { formatDay } from '#web/format.ts';
import { isInSight, openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { takeScreenshot } from '#tests/support/take-screenshot.ts';

/**
 * A payout from somebody who has no account: one page, one submission. What she typed survives an error
 * and a closed tab, and the preview says what others see in the end.
 */

const ASKED_ON = addDays(today(new Date()), -9);
const RECEIVED_ON = addDays(today(new Date()), -5);
const CLOSED_ON = addDays(today(new Date()), -3);
const PASSWORD = 'trois petits chats violets';
const FORM = '/fr/declarer/paiement?plateforme=clickworker';

let site: RunningSite;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function openForm(phone: BrowserContext, path = FORM): Promise<Page> {
  const page = await phone.newPage();
  await page.goto(site.url + path);
  return page;
}

async function fillIn(page: Page): Promise<void> {
  await page.getByText('J’ai été payé·e', { exact: true }).click();
  await page.getByLabel('Combien').fill('27,43');
  await page.getByLabel('Comment').selectOption('paypal');
  await page.getByLabel('Demandé le').fill(ASKED_ON);
  await page.getByLabel('Reçu le').fill(RECEIVED_ON);
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publier' }).click();
}

/** The bodies of the forms that a page sends. */
function recordSent(page: Page): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST')
      bodies.push(String(request.postDataBuffer()?.toString('latin1')));
  });
  return bodies;
}

/** Runs in the page: the days of receipt in the workbook of the device. */
const KEPT_DAYS = `new Promise((done) => {
  const open = indexedDB.open('contrenote-workbook');
  open.onsuccess = () => {
    const all = open.result.transaction('entries').objectStore('entries').getAll();
    all.onsuccess = () => {
      open.result.close();
      done(all.result.map(({ settledOn }) => settledOn));
    };
  };
})`;

/** Names of the drafts on the device. */
function drafts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage).filter((name) => name.startsWith('contrenote-draft:')),
  );
}

describe.each([{ script: false }, { script: true }])('with scripts: $script', ({ script }) => {
  const pseudonym = script ? 'Lune rousse' : 'Brume claire';
  let phone: BrowserContext;
  beforeAll(async () => {
    phone = await openPhone(browser, { script });
  });
  afterAll(() => phone.close());

  test('makes the account and publishes with one button, after a slip that loses nothing', async () => {
    const page = await openForm(phone);
    const sent = recordSent(page);
    await fillIn(page);
    const picture = await takeScreenshot(page);
    await page
      .locator('[name=screenshot]')
      .setInputFiles({ name: 'capture.png', mimeType: 'image/png', buffer: picture });
    if (script) await page.locator('.redact [data-part=confirm]').click();
    if (script) await page.locator('.picture-preview img').waitFor();
    await page.getByLabel('Un pseudo').fill(pseudonym);
    await page.getByLabel('Un mot de passe').fill('court');
    await publish(page);
    await page.locator('[name=password][aria-invalid]').waitFor();
    // Without a script the picture comes before it: what the site has covered is to be looked at.
    if (script) await expect.poll(() => isInSight(page.getByLabel('Un mot de passe'))).toBe(true);
    expect(await page.getByLabel('Combien').inputValue()).toBe('27,43');
    expect(await page.getByLabel('Demandé le').inputValue()).toBe(ASKED_ON);
    expect(await page.getByLabel('Un pseudo').inputValue()).toBe(pseudonym);
    expect(await page.getByLabel('Un mot de passe').inputValue()).toBe('');
    expect(await page.locator('[name=_image]').isChecked()).toBe(true);

    await page.getByLabel('Un mot de passe').fill(PASSWORD);
    await publish(page);
    await page.waitForURL('**/phrase-de-secours**');
    const welcome = await page.locator('.done').innerText();
    expect(welcome).toContain(pseudonym);
    expect(welcome).toContain('C’est envoyé');
    await page.getByRole('link', { name: 'Plus tard' }).click();
    await page.waitForURL('**/mes-paiements/**');
    await page
      .getByText(script ? '27,43' : 'à 30')
      .first()
      .waitFor();
    const said = await page.locator('main').innerText();
    expect(said).toContain('C’est noté');
    expect(said.includes('gardé sur cet appareil')).toBe(script);
    // Without a script the server rounds what it gets.
    expect(sent.some((body) => body.includes('27,43'))).toBe(!script);
    expect(said).toMatch(
      /Nous ne l’affichons pas, pour vous protéger|Les autres le verront un lundi/,
    );
    if (script) expect(await drafts(page)).toEqual([]);
    await page.close();
  });

  if (script) {
    test('corrects it with the exact values that this device kept, and sends rounded ones', async () => {
      const page = await openForm(phone, '/fr/mes-preuves');
      await page.locator('main a[href*="/mes-paiements/"]').first().click();
      await page.getByRole('link', { name: 'Modifier' }).click();
      const amount = page.getByLabel('Combien');
      await expect.poll(() => amount.inputValue()).toBe('27,43');
      expect(await page.getByLabel('Demandé le').inputValue()).toBe(ASKED_ON);
      const sent = recordSent(page);
      await amount.fill('28,54');
      await page.getByRole('button', { name: 'Enregistrer' }).click();
      await page.waitForURL('**/mes-paiements/**');
      await page.getByText('28,54').waitFor();
      expect(sent.join()).not.toMatch(/28,54|27[.,]43/);
      await page.close();
    });

    test('closes a claim with the class of its delay, and keeps the day on this device', async () => {
      const page = await openForm(phone, '/fr/declarer/paiement?plateforme=appen');
      await page.getByText('J’attends encore', { exact: true }).click();
      await page.getByLabel('Combien').fill('31,17');
      await page.getByLabel('Comment').selectOption('paypal');
      await page.getByLabel('Demandé le').fill(ASKED_ON);
      await publish(page);
      await page.waitForURL('**/mes-paiements/**');
      // The device keeps the exact sum once it knows the payout's address.
      await page.getByText('31,17').first().waitFor();
      await page.goto(`${site.url}/fr/paiements-attendus`);
      await page.getByText('31,17').waitFor();
      await page.getByText('Une autre réponse').click();
      await page.getByLabel('Reçu le').fill(CLOSED_ON);
      const sent = recordSent(page);
      await page.getByRole('button', { name: 'J’ai tout reçu' }).click();
      await page.waitForURL('**done=claim-received');
      expect(sent.join()).toContain('delay=5');
      expect(sent.join()).not.toMatch(/\d{4}-\d\d-\d\d/);
      await expect.poll(() => page.evaluate(KEPT_DAYS)).toContain(CLOSED_ON);
      await page.goto(`${site.url}/fr/mes-preuves`);
      await page.getByText(`reçu le ${formatDay(CLOSED_ON, 'fr')}`).waitFor();
      await page.close();
    });
  }

  test('signs in with an existing account', async () => {
    await phone.clearCookies();
    const page = await openForm(phone);
    await fillIn(page);
    await page.getByLabel('Un pseudo').fill(pseudonym);
    await page.getByLabel('Un mot de passe').fill(PASSWORD);
    await page.getByLabel('J’ai déjà un compte').check();
    await publish(page);
    await page.waitForURL('**/mes-paiements/**');
    expect(await page.locator('.done').innerText()).toContain('C’est noté');
    await page.close();
  });
});

describe('on a phone with scripts', () => {
  let phone: BrowserContext;
  beforeAll(async () => {
    phone = await openPhone(browser);
  });
  afterAll(() => phone.close());

  const line = (page: Page, name: string): Promise<string> =>
    page.locator(`[data-line=${name}]`).innerText();

  test('the preview and the meter follow what she types, and show nothing exact', async () => {
    const page = await openForm(phone, '/fr/declarer/paiement');
    const meter = page.locator('[data-part=meter]');
    await page.getByLabel('Quelle plateforme').fill('www.clickworker.com');
    await fillIn(page);
    await expect.poll(() => meter.innerText()).toContain('sur Clickworker');
    await page.getByLabel('Quelle plateforme').fill('appen');
    await expect.poll(() => meter.innerText()).toContain('sur Appen');
    await page.getByLabel('Quelle plateforme').fill('clickworker');
    await expect.poll(() => meter.innerText()).toContain('sur Clickworker');
    expect(await line(page, 'outcome')).toBe('Payé');
    expect(await line(page, 'when')).toBe('pas affiché, pour vous protéger');
    expect(await line(page, 'hidden')).toContain('ni le montant');
    await page.getByText('Montrer ma preuve', { exact: true }).click();
    await page.getByLabel('Le montant, arrondi').check();
    await expect.poll(() => meter.innerText()).toContain('Risqué');
    await page.getByText('Rester discret·e', { exact: true }).click();
    await expect.poll(() => meter.innerText()).not.toContain('Risqué');
    expect(await page.getByLabel('Le montant, arrondi').isVisible()).toBe(false);
    await page.getByText('J’attends encore', { exact: true }).click();
    await expect.poll(() => line(page, 'when')).toContain('attente');
    expect(await page.getByLabel('Reçu le').isVisible()).toBe(false);
    await page.close();
  });

  test('a draft survives the closed tab, without pseudonym, password or picture', async () => {
    const page = await openForm(phone);
    await fillIn(page);
    await page.getByText('Plus de détails').click();
    await page.locator('[name=received]').fill('26,35');
    await page.getByLabel('Un pseudo').fill('secret-de-lune');
    await page.getByLabel('Un mot de passe').fill(PASSWORD);
    await expect.poll(() => drafts(page)).toHaveLength(1);
    await page.close({ runBeforeUnload: false });

    const again = await openForm(phone);
    await again.getByText('Votre brouillon du').waitFor();
    expect(await again.getByLabel('Combien').inputValue()).toBe('27,43');
    expect(await again.getByLabel('Reçu le').inputValue()).toBe(RECEIVED_ON);
    expect(await again.locator('[name=outcome]:checked').getAttribute('value')).toBe('received');
    expect(await again.locator('[name=received]').inputValue()).toBe('26,35');
    expect(await again.getByLabel('Un pseudo').inputValue()).toBe('');
    expect(await line(again, 'outcome')).toBe('Payé');
    const stored = await again.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(stored).not.toContain('secret-de-lune');
    expect(stored).not.toContain(PASSWORD);

    await again.getByRole('button', { name: 'L’effacer' }).click();
    expect(await again.getByLabel('Combien').inputValue()).toBe('');
    expect(await drafts(again)).toEqual([]);
    await again.close();
  });

  test('a draft is only offered where the page came for another platform', async () => {
    const page = await openForm(phone);
    await fillIn(page);
    await expect.poll(() => drafts(page)).toHaveLength(1);
    await page.goto(`${site.url}/fr/declarer/paiement?plateforme=appen`);
    await page.getByText('Vous aviez commencé').waitFor();
    expect(await page.getByLabel('Combien').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Le reprendre' }).click();
    expect(await page.getByLabel('Combien').inputValue()).toBe('27,43');
    expect(await page.getByLabel('Quelle plateforme').inputValue()).toBe('Clickworker');
    await page.close();
  });

  test('a draft of eight days is gone, whatever page she opens', async () => {
    const page = await openForm(phone);
    await page.evaluate(
      (ago) => {
        const draft = { at: ago, key: '', fields: { expected: '99' }, until: ago + 7 * 86_400_000 };
        localStorage.setItem('contrenote-draft:visitor:/x', JSON.stringify(draft));
      },
      Date.now() - 8 * 86_400_000,
    );
    await page.goto(`${site.url}/fr`);
    await expect.poll(() => drafts(page)).not.toContain('contrenote-draft:visitor:/x');
    await page.close();
  });
});

describe.each(['fr', 'en'] as const)('the page in %s', (language) => {
  test.each([360, 1280])(
    'fits %i pixels: targets are 44 pixels high, questions on a line',
    async (width) => {
      const context = await browser.newContext({ viewport: { width, height: 740 } });
      const path = language === 'fr' ? FORM : '/en/report/pay-out';
      const page = await openForm(context, path);
      for (const summary of await page.locator('.payout-form summary').all()) await summary.click();
      await page.locator('[name=openness][value=open]').check();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            '.payout-form :is(input:not([type=hidden]), select, button, summary, a)',
          ),
        ]
          .map((element) => element.closest<HTMLElement>('label') ?? element)
          .filter((target) => target.offsetParent !== null && target.offsetHeight < 44)
          .map((target) => target.outerHTML),
      );
      expect(small).toEqual([]);
      const lines = await page.locator('.payout-form .amount label').evaluateAll((labels) =>
        labels.map((label) => {
          const range = document.createRange();
          range.selectNodeContents(label);
          return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
        }),
      );
      expect(lines).toEqual([1, 1, 1]);
      await context.close();
    },
  );
});
