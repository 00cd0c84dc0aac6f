import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishDump } from '#server/portability/dump/publish-dump.ts';
import { publishedDumpsFolder } from '#server/portability/dump/dump-folders.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeMember, showAllPosts } from '#tests/support/factories.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
import { today } from '#shared/core/days.ts';

/** A worker checks the whole site on her phone, without a command line. */

const scratch = mkdtempSync(join(tmpdir(), 'contrenote-verify-page-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let site: TestApp;
let url: string;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  const { cookie } = await makeMember(site);
  const begun = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi, depuis mars.' };
  expect((await site.post('/api/forum/threads', begun, cookie)).statusCode).toBe(201);
  await showAllPosts(site);
  // Texts are in the dump once they are no longer new.
  site.clock.advanceDays(60);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
});

async function publish(): Promise<string> {
  const { database, store, dataDir } = site;
  const parts = { ...sequencerOf(site), database, store, dataDir };
  const day = await publishDump(parts, site.clock.now);
  return join(publishedDumpsFolder(dataDir), day ?? '');
}

async function openPage(options: Parameters<typeof openPhone>[1] = {}): Promise<Page> {
  const page = await (await openPhone(browser, options)).newPage();
  await page.goto(
    `${url}/${options.language ?? 'fr'}/${options.language === 'en' ? 'record/verify' : 'registre/verifier'}`,
  );
  return page;
}

const result = (page: Page) => page.locator('[data-part=result]');

test('before the first checkpoint there is nothing to check', async () => {
  const page = await openPage();
  await page.getByText('Rien n’est encore signé.').waitFor();
  expect(await page.getByRole('button', { name: 'Vérifier maintenant' }).count()).toBe(0);
});

test('before the first dump the record alone is read', async () => {
  await sequence(site);
  const page = await openPage({ language: 'en' });
  await page.getByText('This site has no public copy yet.').waitFor();
  await page.getByRole('button', { name: 'Check now' }).click();
  await result(page).getByText('Nothing in the record was changed or removed.').waitFor();
});

test('the last dump is compared with the record, and the result can be kept', async () => {
  await publish();
  const page = await openPage();
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
  await result(page).locator('.done').waitFor();
  const told = await result(page).innerText();
  expect(told).toMatch(/Publications complètes\n+\d/);
  expect(told).toMatch(/Avis annoncés depuis moins de 13 semaines\n+\d/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Enregistrer le résultat' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`verification-127.0.0.1-${today(new Date())}.txt`);
  await download.saveAs(join(scratch, 'kept.txt'));
  const kept = readFileSync(join(scratch, 'kept.txt'), 'utf8');
  const checkpoint = (await site.get('/record/checkpoint')).body;
  expect(kept).toContain(checkpoint);
  expect(kept).toContain(
    'Rien de ce que votre appareil a comparé n’a été changé ni retiré en cachette.',
  );
});

test('a post changed in the database is named', async () => {
  await site.database.prisma.forumPost.updateMany({ data: { text: 'Moi non plus.' } });
  site.clock.advanceDays(1);
  await publish();
  const page = await openPage();
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
  await result(page).locator('.alert').waitFor();
  const { id } = await site.database.prisma.forumPost.findFirstOrThrow();
  const fault = result(page).getByRole('link', { name: `post/${id}` });
  expect(await fault.locator('..').innerText()).toContain('Changé sans que le registre le dise');
});

test('a copy on the device is compared with its own record', async () => {
  const page = await openPage();
  await page.getByText('J’ai déjà une copie sur cet appareil').click();
  const folder = page.getByLabel('Dossier de la copie');
  await folder.setInputFiles(join(publishedDumpsFolder(site.dataDir), today(site.clock.now)));
  await result(page).locator('.alert').waitFor();
  expect(await result(page).innerText()).toContain('Changé sans que le registre le dise');
  writeFileSync(join(scratch, 'nothing.txt'), '');
  await folder.setInputFiles(scratch);
  await result(page).getByText('Ce dossier n’est pas une copie du site.').waitFor();
});

test('without a script the page says what does it', async () => {
  const page = await openPage({ script: false });
  await page.locator('noscript p').waitFor();
  expect(await page.getByRole('button', { name: 'Vérifier maintenant' }).isVisible()).toBe(false);
});
