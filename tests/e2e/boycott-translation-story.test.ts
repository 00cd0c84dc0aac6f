import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { ENGLISH, ENGLISH_TEXT } from '#tests/support/boycott-translations.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { openBrowser, openPhone } from '#tests/support/browser.ts';
import { makeOrganiserMessage } from '#tests/support/organiser-messages.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { faultsOf } from './redaction.testing.ts';

/**
 * A French boycott gets an English press sheet, without a script: one member translates, a second one confirms,
 * and the original is back as soon as it says something else.
 */

const t = messagesFor('en');
const words = t.boycotts.translations;
const GRIEVANCE = 'Les tâches sont payées trois centimes depuis deux mois.';

let site: TestApp;
let url: string;
let browser: Browser;
let proposer: TestMember;
let translator: TestMember;
let reader: TestMember;
let id: string;

beforeAll(async () => {
  [site, browser] = await Promise.all([createTestApp({ built: true }), openBrowser()]);
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(site.app.server.address() as AddressInfo).port}`;
  [proposer, translator, reader] = [
    await makeMember(site, { established: true }),
    await makeMember(site, { established: true }),
    await makeMember(site, { established: true }),
  ];
  ({ id } = await makeBoycott(site, { member: proposer, state: 'debated' }));
  await site.database.prisma.boycott.update({ where: { id }, data: { grievance: GRIEVANCE } });
});
afterAll(async () => {
  await browser?.close();
});

async function openAs(member: TestMember | null, path: string, script = false): Promise<Page> {
  const context = await openPhone(browser, { script });
  if (member !== null) {
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url }]);
  }
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

/** The English press sheet, as a journalist reads it. */
async function pressSheet(): Promise<{ text: string; french: number }> {
  const page = await openAs(null, pathTo('en', 'boycottKit', { id }, { feuille: 'presse' }));
  const sheet = page.locator('.kit-press');
  const read = { text: await sheet.innerText(), french: await sheet.locator('[lang=fr]').count() };
  await page.context().close();
  return read;
}

test('until somebody translates, the sheet has the French texts, marked as French', async () => {
  const { text, french } = await pressSheet();
  expect(text).toContain(GRIEVANCE);
  expect(french).toBeGreaterThan(0);
});

test('one member translates, from a link on the page of the boycott', async () => {
  const page = await openAs(translator, pathTo('en', 'boycott', { id }));
  await page.getByRole('link', { name: words.link }).click();
  await page.getByText(words.writeInto.en, { exact: true }).click();
  const { forms, one } = t.boycotts;
  for (const [label, text] of [
    [forms.title, ENGLISH.title],
    [one.grievance, ENGLISH.grievance],
    [one.demands, ENGLISH.demands],
    [one.partaking, ENGLISH.partaking],
    [one.endsWhen, ENGLISH.endsWhen],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
  await page.getByRole('button', { name: words.send }).click();
  await page.getByText(t.boycotts.done['boycott-translation-published']).waitFor();
  expect(await page.getByRole('button', { name: words.confirm }).count()).toBe(0);
  expect((await pressSheet()).text).toContain(GRIEVANCE);
});

test('a second member refuses it with a reason; the translator reads why and corrects it', async () => {
  const path = pathTo('en', 'boycottTranslations', { id });
  const page = await openAs(reader, path);
  await page.getByText(words.refuse, { exact: true }).click();
  await page.getByLabel(words.reasons.missing).check();
  await page.getByLabel(words.refuseText).fill('“Two months” is missing.');
  await page.getByRole('button', { name: words.sendRefusal, exact: true }).click();
  await page.getByText(t.boycotts.done['boycott-translation-refused']).waitFor();
  const stranger = await openAs(null, path);
  expect(await stranger.locator('main').innerText()).not.toContain('Two months');
  const inbox = await openAs(translator, pathTo('en', 'inbox'));
  await inbox.getByText('“Two months” is missing.').waitFor();
  await inbox.locator('.inbox a').first().click();
  await inbox.getByText(words.correct, { exact: true }).click();
  expect(await faultsOf(await openAs(translator, path, true))).toEqual([]);
  const corrects = inbox.locator('form', { hasText: words.sendCorrection });
  expect(await corrects.getByLabel(t.boycotts.one.demands).inputValue()).toBe(ENGLISH.demands);
  await corrects.getByLabel(t.boycotts.forms.title).fill(`${ENGLISH.title}, for two months`);
  await corrects.getByRole('button', { name: words.sendCorrection }).click();
  await inbox.getByText(t.boycotts.done['boycott-translation-corrected']).waitFor();
  expect((await pressSheet()).text).toContain(GRIEVANCE);
});

test('a second member reads both beside each other, and confirms', async () => {
  const path = pathTo('en', 'boycottTranslations', { id });
  expect(await faultsOf(await openAs(reader, path, true))).toEqual([]);
  const page = await openAs(reader, path);
  const main = page.locator('main');
  expect(await main.innerText()).toContain(GRIEVANCE);
  expect(await main.innerText()).toContain(ENGLISH.grievance);
  await page.getByRole('button', { name: words.confirm }).click();
  await page.getByText(t.boycotts.done['boycott-translation-confirmed']).waitFor();
});

test('the English page and press sheet show it, and lead to the original', async () => {
  const { text, french } = await pressSheet();
  expect(text).toContain(ENGLISH.demands);
  expect(text).toContain(words.press);
  expect(text).not.toContain(GRIEVANCE);
  expect(french).toBe(0);
  const page = await openAs(null, pathTo('en', 'boycott', { id }));
  expect(await page.locator('h1').innerText()).toContain(ENGLISH.title);
  await page.getByRole('link', { name: words.toOriginal }).click();
  expect(await page.locator('main').innerText()).toContain(GRIEVANCE);
  const inFrench = await openAs(null, pathTo('fr', 'boycott', { id }));
  expect(await inFrench.locator('main').innerText()).not.toContain(ENGLISH.demands);
});

test('the proposer changes a sentence: the original is back, until it is read again', async () => {
  const page = await openAs(proposer, pathTo('fr', 'changeBoycott', { id }));
  const { forms } = messagesFor('fr').boycotts;
  await page.getByLabel(forms.demands).fill('Vingt centimes au moins par tâche.');
  await page.getByRole('button', { name: forms.save }).click();
  await page.getByText(messagesFor('fr').boycotts.done.changed).waitFor();
  expect((await pressSheet()).text).toContain('Vingt centimes');
  const reads = await openAs(reader, pathTo('en', 'boycottTranslations', { id }));
  await reads.getByText(words.states.stale).waitFor();
  await reads.getByRole('button', { name: words.confirm }).click();
  await reads.getByText(t.boycotts.done['boycott-translation-confirmed']).waitFor();
  expect((await pressSheet()).text).toContain(ENGLISH.demands);
});

test('a message of organisers is translated by two as well, from the page that shows it', async () => {
  const text = 'Ils nous proposent six centimes, et nous tenons jusqu’à ce qu’ils paient dix.';
  await makeOrganiserMessage(site, { member: proposer, boycott: id, text });
  const page = await openAs(translator, pathTo('en', 'boycott', { id }));
  const shown = page.locator('#messages');
  expect(await shown.innerText()).toContain(words.writtenIn.fr);
  await shown.getByRole('link', { name: words.toTranslate }).click();
  const section = page.locator('section[id^=text-message]');
  await section.getByText(words.writeInto.en, { exact: true }).click();
  await section.locator('textarea').fill(ENGLISH_TEXT.text);
  await section.getByRole('button', { name: words.send }).click();
  await page.getByText(t.boycotts.done['boycott-translation-published']).waitFor();
  const path = pathTo('en', 'boycottTranslations', { id });
  expect(await faultsOf(await openAs(reader, path, true))).toEqual([]);
  const reads = await openAs(reader, path);
  await reads.getByRole('button', { name: words.confirm }).click();
  await reads.getByText(t.boycotts.done['boycott-translation-confirmed']).waitFor();
  const english = await openAs(null, pathTo('en', 'boycott', { id }));
  expect(await english.locator('#messages').innerText()).toContain(ENGLISH_TEXT.text);
  const french = await openAs(null, pathTo('fr', 'boycott', { id }));
  expect(await french.locator('#messages').innerText()).toContain(text);
});
