import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { entries, openBook, publishFirst, startTask } from './workbook.testing.ts';

/** A worker's book on her own phone: whole without a line, and the timer outlives the page. */

let site: RunningSite;
let browser: Browser;
let axe: string;
beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('without an account and without a line', () => {
  let phone: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    phone = await openPhone(browser);
    page = await openBook(phone, site.url);
  });
  afterAll(() => phone.close());

  test('a task timed over a closed page is in the book', async () => {
    await page.getByText('Vous pouvez ouvrir ce carnet sans connexion.').waitFor();
    await phone.setOffline(true);
    await startTask(page, 'Trier des photos');
    await page.getByRole('button', { name: /^\+1 payée/ }).click();
    await page.getByRole('button', { name: '+1 payée (1)' }).click();
    await page.getByRole('button', { name: '+1 payée (2)' }).waitFor();
    await page.close();

    page = await openBook(phone, site.url);
    await page.getByText('En cours : Trier des photos · Clickworker').waitFor();
    await expectTicking(page);
    await page.getByRole('button', { name: 'Arrêter et noter' }).click();
    const entry = entries(page).filter({ hasText: 'Trier des photos' });
    await entry.waitFor();
    expect(await entry.innerText()).toMatch(/Clickworker[^]*0,12\s€[^]*2\spayées/);
    expect(await page.locator('#owed').innerText()).toMatch(/0,24\s€ à demander/);
  });

  test('two quick taps on "stop" note it once; the same task the same day is one entry', async () => {
    await startTask(page, 'Trier des photos');
    await page
      .getByRole('button', { name: 'Arrêter et noter' })
      .evaluate((stop: HTMLElement) => [stop.click(), stop.click()]);
    await page.locator('[data-part=start]:visible').waitFor();
    expect(await entries(page).count()).toBe(1);
  });

  test('she notes a payout, corrects it, and deletes it', async () => {
    await page.getByRole('button', { name: '+ Paiement' }).click();
    const sheet = page.getByRole('dialog', { name: 'Un paiement' });
    await sheet.getByLabel('Plateforme').fill('Clickworker');
    await sheet.getByLabel('Montant attendu').fill('douze');
    await sheet.getByRole('button', { name: 'Noter' }).click();
    await sheet.getByText('Écrivez un montant comme 1,50').waitFor();
    await sheet.getByLabel('Montant attendu').fill('12,50');
    await sheet.getByLabel('Que s’est-il passé').selectOption('waiting');
    await sheet.getByRole('button', { name: 'Noter' }).click();
    const entry = entries(page).filter({ hasText: 'Paiement' });
    await entry.getByText(/12,50\s€/).waitFor();
    await entry.getByRole('button', { name: 'Modifier' }).click();
    const edited = page.getByRole('dialog');
    await edited.getByRole('button', { name: 'Supprimer' }).click();
    await edited.getByRole('button', { name: 'Supprimer pour toujours' }).click();
    await entry.waitFor({ state: 'detached' });
  });

  test('the rest of the site does not go through what keeps this page', async () => {
    const failed = await page.evaluate('fetch("/api/platforms").then(() => false, () => true)');
    expect(failed).toBe(true);
    await phone.setOffline(false);
    const kept = await page.evaluate<string[]>(
      `caches.keys().then(async (names) => {
        const name = names.find((one) => one.startsWith('workbook '));
        const requests = await (await caches.open(name)).keys();
        return requests.map(({ url }) => new URL(url).pathname);
      })`,
    );
    expect(kept).toContain('/fr/carnet');
    expect(kept.filter((path) => !/^\/(assets\/|icon\.svg$|fr\/carnet$)/.test(path))).toEqual([]);
  });

  test('a screen reader gets along with the book, and with its sheet', async () => {
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '+ Tâche' }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('what one tab counts or deletes, another one shows', async () => {
    const other = await openBook(phone, site.url);
    const [here, there] = [page, other].map((tab) =>
      entries(tab).filter({ hasText: 'Trier des photos' }),
    );
    const paid = await here?.innerText();
    await here?.getByRole('button', { name: '+1 payée' }).click();
    await expect.poll(() => there?.innerText()).not.toBe(paid);
    expect(await there?.innerText()).toBe(await here?.innerText());
    await startTask(other, 'Pour un autre onglet');
    await other.getByRole('button', { name: 'Arrêter et noter' }).click();
    const added = entries(page).filter({ hasText: 'Pour un autre onglet' });
    await added.getByRole('button', { name: 'Modifier' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'pour toujours' }).click();
    await entries(other).filter({ hasText: 'Pour un autre onglet' }).waitFor({ state: 'detached' });
    await other.close();
  });

  test('publishing asks to sign in, and loses nothing', async () => {
    await publishFirst(page);
    await page.getByText('Connectez-vous pour publier. Vous n’avez rien perdu.').waitFor();
    expect(await entries(page).first().innerText()).toContain(
      'Cela partira à votre prochaine visite',
    );
    const link = page.locator('[data-part=waiting]').getByRole('link', { name: 'Se connecter' });
    expect(await link.getAttribute('href')).toBe('/fr/connexion?next=%2Ffr%2Fcarnet');
  });
});

test('where the browser saves data, nothing is kept before she says so', async () => {
  const phone = await openPhone(browser);
  await phone.addInitScript(
    'Object.defineProperty(navigator, "connection", { value: { saveData: true } })',
  );
  const page = await openBook(phone, site.url);
  const keep = page.getByRole('button', { name: 'Garder cette page' });
  await keep.waitFor();
  expect(await page.evaluate('caches.keys()')).toEqual([]);
  await keep.click();
  await page.getByText('Vous pouvez ouvrir ce carnet sans connexion.').waitFor();
  expect(await keep.isVisible()).toBe(false);
  await phone.close();
});

test('without a script the page says that the book needs one', async () => {
  const phone = await openPhone(browser, { script: false });
  const page = await phone.newPage();
  await page.goto(`${site.url}/fr/carnet`);
  expect(await page.locator('main').innerText()).toContain('Ce carnet a besoin de JavaScript');
  await phone.close();
});

test('it weighs little', async () => {
  const response = await fetch(`${site.url}/service-worker.js`);
  const { workbook, offline } = JSON.parse(
    /^const SITE=(.*);$/m.exec(await response.text())?.[1] ?? '{}',
  ) as { workbook: { files: string[] }; offline: Record<string, string> };
  let bytes = 0;
  // The page too, as it goes over the line, the worker, and what that caches for the other pages.
  const worker = ['/service-worker.js', ...Object.values(offline)];
  for (const path of [...workbook.files, '/fr/carnet', ...worker]) {
    const file = await fetch(site.url + path, { headers: { 'accept-encoding': 'br' } });
    expect(file.status, path).toBe(200);
    const weight = Number(file.headers.get('content-length'));
    expect(weight, path).toBeGreaterThan(0);
    bytes += weight;
  }
  // What the button on a saving connection promises.
  expect(bytes).toBeLessThan(115_000);
});

/** The clock has gone on, and goes on. */
async function expectTicking(page: Page): Promise<void> {
  const clock = page.getByRole('timer');
  const first = await clock.innerText();
  await expect.poll(() => clock.innerText()).not.toBe(first);
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { target: string[] }[] }[];
  }>('axe.run({ resultTypes: ["violations"] })');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
