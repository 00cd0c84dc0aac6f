import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { ENGLISH, ENGLISH_TEXT } from '#tests/support/boycott-translations.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { makeOrganiserMessage } from '#tests/support/organiser-messages.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** A message, the outcome and the look back of organisers are translated by two, as the call is. */

const FRENCH = 'Ils nous proposent six centimes, et nous tenons jusqu’à ce qu’ils paient dix.';
const site: TestApp = await createTestApp();
const { prisma } = site.database;
let proposer: TestMember;
let translator: TestMember;
let reader: TestMember;
let boycott: string;
let message: string;
beforeEach(async () => {
  site.clock.advanceDays(1);
  proposer = await makeMember(site, { established: true });
  translator = await makeMember(site, { established: true });
  reader = await makeMember(site, { established: true });
  boycott = (await makeBoycott(site, { member: proposer, state: 'on' })).id;
  message = (await makeOrganiserMessage(site, { member: proposer, boycott, text: FRENCH })).id;
});

const translate = (body: object = {}, by: TestMember | null = translator) =>
  site.post(
    `/api/boycotts/${boycott}/text-translations`,
    { part: 'message', message, ...ENGLISH_TEXT, ...body },
    by?.cookie,
  );
const post = (id: string, act: string, body: object, by: TestMember | null = reader) =>
  site.post(`/api/boycott-translations/${id}/${act}`, body, by?.cookie);
const confirm = (id: string) => post(id, 'confirm', { version: 1 });
async function read(viewer: TestMember | null = null): Promise<BoycottResponse> {
  return boycottResponse.parse((await site.get(`/api/boycotts/${boycott}`, viewer?.cookie)).json());
}
async function only(viewer: TestMember | null = null) {
  const [translation, ...more] = (await read(viewer)).textTranslations;
  expect(more).toEqual([]);
  if (translation === undefined) throw new Error('no translation');
  return translation;
}
const page = async (language: 'fr' | 'en') =>
  (await site.get(`/${language}/boycotts/${boycott}`)).body;
const stateEnd = (texts: { outcomeText?: string; lookBack?: string }) =>
  prisma.boycott.update({ where: { id: boycott }, data: { state: 'ended', ...texts } });

test('a message says its language, and is shown translated once a second person confirmed it', async () => {
  expect(await page('en')).toContain('Written in French.');
  expect(await page('fr')).not.toContain('Écrit en français.');
  expect((await translate()).statusCode).toBe(201);
  expect(await page('en')).not.toContain(ENGLISH_TEXT.text);
  const { id } = await only();
  expect((await confirm(id)).statusCode).toBe(200);
  const english = await page('en');
  expect(english).toContain(ENGLISH_TEXT.text);
  expect(english).toContain('Written in French.');
  expect(english).not.toContain(FRENCH);
  const french = await page('fr');
  expect(french).toContain(FRENCH);
  expect(french).not.toContain(ENGLISH_TEXT.text);
  // The original is a link away.
  expect((await site.get(`/en/boycotts/${boycott}/translations`)).body).toContain(FRENCH);
  // The call has no translation by it.
  expect((await read()).translations).toEqual([]);
});

test.each([
  ['outcome', 'outcomeText'],
  ['look-back', 'lookBack'],
] as const)('the %s too', async (part, column) => {
  await stateEnd({ [column]: FRENCH });
  expect((await read(translator)).translatable).toContainEqual({ part, message: null });
  expect((await translate({ part, message: undefined })).statusCode).toBe(201);
  expect(await only(reader)).toMatchObject({ part, message: null, canConfirm: true });
  await confirm((await only()).id);
  expect(await page('en')).toContain(ENGLISH_TEXT.text);
});

test('is refused with a reason and corrected, as the translation of a call', async () => {
  await translate();
  const { id } = await only();
  const refusal = { version: 1, reason: 'added', text: 'Le mot « dix ».' };
  expect((await post(id, 'refuse', refusal)).statusCode).toBe(200);
  const text = 'They offer six cents, and we hold on until they pay ten.';
  // The form of the other kind corrects nothing.
  expect((await post(id, 'correct', ENGLISH, translator)).statusCode).toBe(409);
  expect((await post(id, 'correct-text', { text }, reader)).statusCode).toBe(403);
  expect((await post(id, 'correct-text', { text: ' ' }, translator)).statusCode).toBe(422);
  expect((await post(id, 'correct-text', { text }, null)).statusCode).toBe(401);
  expect((await post('zzzzzzzzzzzz', 'correct-text', { text })).statusCode).toBe(404);
  expect((await post(id, 'correct-text', { text }, translator)).statusCode).toBe(201);
  const corrected = await only();
  expect(corrected).toMatchObject({ text, part: 'message', message, refusedOn: null });
  await confirm(corrected.id);
  expect(await page('en')).toContain(text);
});

describe('who translates', () => {
  test('no visitor, nobody who is not established; once, until it is confirmed', async () => {
    expect((await translate({}, null)).statusCode).toBe(401);
    const newcomer = await makeMember(site);
    expect((await translate({}, newcomer)).statusCode).toBe(403);
    expect((await read(newcomer)).translatable).toEqual([]);
    await translate();
    expect((await read(translator)).translatable).toEqual([]);
    expect((await translate()).statusCode).toBe(409);
    // Another text is another translation.
    await stateEnd({ outcomeText: FRENCH });
    expect((await translate({ part: 'outcome' })).statusCode).toBe(201);
    await confirm((await read()).textTranslations.find(({ part }) => part === 'message')?.id ?? '');
    expect((await translate()).statusCode).toBe(201);
  });

  test('bad input, and not there', async () => {
    expect((await translate({ part: 'title' })).statusCode).toBe(422);
    expect((await translate({ text: '' })).statusCode).toBe(422);
    expect((await translate({ language: 'fr', text: FRENCH })).statusCode).toBe(422);
    expect((await translate({ message: 'zzzzzzzzzzzz' })).statusCode).toBe(404);
    expect((await translate({ part: 'outcome' })).statusCode).toBe(404);
    const other = (await makeOrganiserMessage(site, { member: proposer, text: FRENCH })).id;
    expect((await translate({ message: other })).statusCode).toBe(404);
  });

  test('no organiser confirms it', async () => {
    await translate();
    const { id } = await only(proposer);
    expect((await post(id, 'confirm', { version: 1 }, proposer)).statusCode).toBe(403);
  });
});

describe('with its message', () => {
  let id: string;
  beforeEach(async () => {
    await translate();
    ({ id } = await only());
    await confirm(id);
  });
  const inDump = async () => {
    const folder = await dumpOf(site);
    const rows = await readFile(join(folder, 'whole', 'boycott-translations.jsonl'), 'utf8');
    const { faults } = await verifyDump(folder);
    const ofIt = faults.filter((fault) => fault.includes('boycott-translation/'));
    return { has: rows.includes(id), faults: ofIt };
  };

  test('it is hidden, and public no more while the message is removed', async () => {
    const hands = await makeHands(site);
    const subject = { kind: 'organiser-message', id: message } as const;
    expect(await inDump()).toEqual({ has: true, faults: [] });
    await decide(site, hands, subject, 'hide');
    expect((await read()).textTranslations).toEqual([]);
    expect(await page('en')).not.toContain(ENGLISH_TEXT.text);
    await decide(site, hands, subject, 'remove');
    expect(await inDump()).toEqual({ has: false, faults: [] });
    expect((await confirm(id)).statusCode).toBe(409);
    await decide(site, hands, subject, 'restore');
    expect(await inDump()).toEqual({ has: true, faults: [] });
    expect(await page('en')).toContain(ENGLISH_TEXT.text);
  });

  test('it goes when its author withdraws the message, and nobody else can', async () => {
    const path = `/api/organiser-messages/${message}/withdraw`;
    expect((await site.post(path, {}, reader.cookie)).statusCode).toBe(403);
    expect((await only()).id).toBe(id);
    expect((await site.post(path, {}, proposer.cookie)).statusCode).toBe(200);
    expect(await prisma.boycottTranslation.count({ where: { id } })).toBe(0);
    expect((await kindsInRecord(site, `boycott-translation/${id}`)).at(-1)).toBe(
      'boycott-translation-withdrawn',
    );
  });

  test('a change of the call leaves it as it is', async () => {
    await prisma.boycottVersion.create({
      data: {
        boycottId: boycott,
        number: 1,
        title: 'Avant',
        grievance: 'Avant.',
        demands: 'Avant.',
        partaking: 'Avant.',
        endsWhen: 'Avant.',
        threshold: 10,
        cards: [],
        replacedAt: site.clock.now,
      },
    });
    expect((await only()).shown).toBe(true);
  });
});
