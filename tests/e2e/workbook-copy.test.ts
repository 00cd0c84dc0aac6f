import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * One worker, two devices: her spreadsheet goes into the workbook of one, the encrypted copy brings
 * it to the other, a deletion does not come back, and the server holds no word of it in clear.
 */

const PSEUDONYM = 'Copiste 59';
const PASSWORD = 'trois petits chats violets';
const SHEET = [
  'Date;Plateforme;Tâche;Montant;Temps;Statut',
  '03/11/2026;Zorgplateforme;Photographier un rayon;0,35 €;4 min;payé',
  '31/11/2026;Zorgplateforme;Sondage impossible;1,20 €;12 min;payé',
  '05/11/2026;Zorgplateforme;Relecture cachée;2,50 €;1 h 05;en attente',
].join('\r\n');
const PASTED = ['Date\tPlateforme\tTâche\tMontant', '06/11/2026\tAutresite\tTranscrire\t3,10'];

let site: RunningSite;
let browser: Browser;
let phone: BrowserContext;
let desk: BrowserContext;
let onPhone: Page;
let onDesk: Page;
const complaints: string[] = [];
let words: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSite(), openBrowser()]);
  phone = await openPhone(browser);
  desk = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 900 } });
  const account = { pseudonym: PSEUDONYM, password: PASSWORD };
  await send(phone, '/api/sign-up', { ...account, agree: true });
  await send(desk, '/api/sign-in', account);
  onPhone = await openWorkbook(phone);
  onDesk = await openWorkbook(desk);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function send(device: BrowserContext, path: string, data: object): Promise<void> {
  const response = await device.request.post(site.url + path, {
    data,
    headers: { origin: site.url },
  });
  expect(response.ok(), path).toBe(true);
}

async function openWorkbook(device: BrowserContext): Promise<Page> {
  const page = await device.newPage();
  page.on('console', (message) => {
    // What the server refuses, the browser notes as an error: there is no copy at first.
    const expected = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${site.url}/fr/carnet`);
  await page.locator('[data-part=book]:not([hidden])').waitFor();
  for (const drawer of ['import', 'export', 'copy']) {
    await page.locator(`details[data-drawer=${drawer}] > summary`).click();
  }
  return page;
}

const inside = (page: Page, drawer: string, name: string) =>
  page.locator(`[data-drawer=${drawer}] [data-part=${name}]`);

async function saysCopy(page: Page, sentence: string): Promise<void> {
  await inside(page, 'copy', 'status').filter({ hasText: sentence }).waitFor();
}

async function copyNow(page: Page): Promise<void> {
  await inside(page, 'copy', 'save').click();
  await saysCopy(page, 'La copie est à jour.');
}

/** The list no longer has it; a list without entries is not shown. */
async function gone(page: Page, text: string): Promise<void> {
  const item = page.locator('[data-part=list] li').filter({ hasText: text });
  await item.first().waitFor({ state: 'detached' });
}

const listed = (page: Page): Promise<string> => page.locator('[data-part=list]').innerText();

describe('a spreadsheet', () => {
  test('from an old program shows what will come and what will not, and why', async () => {
    // As Windows writes it: one byte a sign, the euro at 0x80.
    const bytes = Buffer.from(SHEET.replaceAll('€', '\u0080'), 'latin1');
    await inside(onPhone, 'import', 'file').setInputFiles({
      name: 'taches.csv',
      mimeType: 'text/csv',
      buffer: bytes,
    });
    const summary = inside(onPhone, 'import', 'summary');
    await summary.filter({ hasText: '2 entrées seront ajoutées. 1 ligne est refusée.' }).waitFor();
    expect(await inside(onPhone, 'import', 'first').innerText()).toContain('Relecture cachée');
    const refused = await inside(onPhone, 'import', 'refusals').innerText();
    expect(refused).toContain('Ligne 3 · Date');
    expect(refused).toContain('31/11/2026');
  });

  test('goes where she says when a column was guessed wrong', async () => {
    const column = onPhone.getByLabel('Tâche', { exact: true }).and(onPhone.locator('select'));
    await column.selectOption('note');
    await inside(onPhone, 'import', 'first').filter({ hasNotText: 'Relecture cachée' }).waitFor();
    await column.selectOption('title');
    await inside(onPhone, 'import', 'first').filter({ hasText: 'Relecture cachée' }).waitFor();
  });

  test('comes in, and the same file twice does not double it', async () => {
    await inside(onPhone, 'import', 'go').click();
    await onPhone.locator('[data-part=list]').filter({ hasText: 'Relecture cachée' }).waitFor();
    await inside(onPhone, 'import', 'paste').fill(SHEET);
    await inside(onPhone, 'import', 'read').click();
    await inside(onPhone, 'import', 'summary')
      .filter({ hasText: 'Rien de nouveau à ajouter. 2 sont déjà dans le carnet.' })
      .waitFor();
    expect(await inside(onPhone, 'import', 'go').isDisabled()).toBe(true);
  });

  test('goes out as a file that a French spreadsheet opens', async () => {
    const [download] = await Promise.all([
      onPhone.waitForEvent('download'),
      inside(onPhone, 'export', 'csv').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^carnet-\d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\ufeffGenre;Jour;')).toBe(true);
    expect(text).toContain('Photographier un rayon;;0,35;EUR');
  });
});

describe('the encrypted copy', () => {
  test('is made with eight words that are shown once', async () => {
    await inside(onPhone, 'copy', 'make').click();
    await inside(onPhone, 'copy', 'words').locator('li').first().waitFor();
    words = await inside(onPhone, 'copy', 'words').locator('li').allInnerTexts();
    expect(words).toHaveLength(8);
    await inside(onPhone, 'copy', 'wrote').click();
    await saysCopy(onPhone, 'La copie est à jour.');
    expect(await onPhone.content()).not.toContain(words.join('</li><li>'));
    expect(await inside(onPhone, 'copy', 'words').locator('li').count()).toBe(0);
  });

  test('is not opened by wrong words, and says which of them is none', async () => {
    await inside(onDesk, 'import', 'paste').fill(PASTED.join('\n'));
    await inside(onDesk, 'import', 'read').click();
    await inside(onDesk, 'import', 'go').click();
    await onDesk.locator('[data-part=list]').filter({ hasText: 'Transcrire' }).waitFor();

    // It was opened before the other device made a copy: a second one would shut her out of it.
    await inside(onDesk, 'copy', 'make').click();
    const phrase = inside(onDesk, 'copy', 'phrase');
    await phrase.fill(words.slice(1).join(' '));
    await inside(onDesk, 'copy', 'join').click();
    await saysCopy(onDesk, 'Vous en avez écrit 7.');
    await phrase.fill([...words.slice(1), words[0]].join(' '));
    await inside(onDesk, 'copy', 'join').click();
    await saysCopy(onDesk, 'Ces mots n’ouvrent pas la copie.');
    await phrase.fill(['zorglub', ...words.slice(1)].join(' '));
    await inside(onDesk, 'copy', 'join').click();
    await saysCopy(onDesk, 'Ce mot n’est pas dans la liste : zorglub.');
    expect(await listed(onDesk)).not.toContain('Relecture');
  });

  test('brings the entries of both devices to both', async () => {
    await inside(onDesk, 'copy', 'phrase').fill(words.join(', ').toUpperCase());
    await inside(onDesk, 'copy', 'join').click();
    await saysCopy(onDesk, 'La copie est à jour.');
    await onDesk.locator('[data-part=list]').filter({ hasText: 'Relecture cachée' }).waitFor();
    expect(await listed(onDesk)).toContain('Transcrire');
    await copyNow(onPhone);
    await onPhone.locator('[data-part=list]').filter({ hasText: 'Transcrire' }).waitFor();
    expect(await listed(onPhone)).toContain('Photographier un rayon');
  });

  test('takes a deletion to the other device, from where it does not come back', async () => {
    await inside(onPhone, 'import', 'undo').click();
    await gone(onPhone, 'Relecture');
    await copyNow(onPhone);
    await copyNow(onDesk);
    await gone(onDesk, 'Relecture');
    await copyNow(onPhone);
    for (const page of [onPhone, onDesk]) {
      expect(await listed(page)).toContain('Transcrire');
      expect(await listed(page)).not.toMatch(/Relecture|Photographier/);
    }
  });

  test('goes by itself, some seconds after a change', async () => {
    await inside(onPhone, 'import', 'paste').fill(SHEET);
    await inside(onPhone, 'import', 'read').click();
    const saved = onPhone.waitForResponse(
      (response) =>
        response.url().endsWith('/api/workbook/copy') && response.request().method() === 'POST',
    );
    await inside(onPhone, 'import', 'go').click();
    expect((await saved).status()).toBe(200);
  });

  test('does not come back on a device that is erased while it travels', async () => {
    const phone3 = await browser.newContext({ locale: 'fr-FR' });
    await send(phone3, '/api/sign-in', { pseudonym: PSEUDONYM, password: PASSWORD });
    const page = await openWorkbook(phone3);
    await inside(page, 'copy', 'phrase').fill(words.join(' '));
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    let asked = 0;
    await phone3.route('**/api/workbook/copy?known=0', async (route) => {
      const response = await route.fetch();
      asked += 1;
      await held;
      return route.fulfill({ response });
    });
    await inside(page, 'copy', 'join').click();
    await expect.poll(() => asked).toBe(1);
    await page.getByRole('button', { name: 'Effacer ce carnet de l’appareil' }).click();
    await page.getByRole('button', { name: 'Tout effacer pour toujours' }).click();
    await page.getByRole('button', { name: 'Effacer ce carnet de l’appareil' }).waitFor();
    answer();
    await page.locator('[data-drawer=copy] [aria-busy=true]').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[data-part=book]:not([hidden])').waitFor();
    expect(await page.locator('[data-part=list] li').count()).toBe(0);
    await phone3.close();
    // The copy itself is whole.
    await copyNow(onDesk);
    expect(await listed(onDesk)).toContain('Relecture');
  });

  test('leaves no word of the workbook on the server', async () => {
    await copyNow(onDesk);
    await onDesk.locator('[data-part=list]').filter({ hasText: 'Relecture' }).waitFor();
    await site.stop({ keepData: true });
    const kept = filesIn(site.dataDir).map((path) => readFileSync(path));
    const holds = (text: string): boolean => kept.some((bytes) => bytes.includes(text));
    // What is there in clear is found.
    expect(holds(PSEUDONYM)).toBe(true);
    for (const secret of ['Zorgplateforme', 'Autresite', 'Photographier un rayon', 'Transcrire']) {
      expect(holds(secret), secret).toBe(false);
    }
    expect(holds(words.join(' '))).toBe(false);
  });

  test('nothing in the browsers complained', () => {
    expect(complaints).toEqual([]);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
