import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { ENGLISH, makeTranslation } from '#tests/support/boycott-translations.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { dumpOf } from '#tests/support/verifier.ts';

/** A second person refuses a translation with a reason, and its author corrects it. */

const site: TestApp = await createTestApp();
const { prisma } = site.database;
let proposer: TestMember;
let translator: TestMember;
let reader: TestMember;
let boycott: string;
let id: string;
beforeEach(async () => {
  site.clock.advanceDays(1);
  proposer = await makeMember(site, { established: true });
  translator = await makeMember(site, { established: true });
  reader = await makeMember(site, { established: true });
  boycott = (await makeBoycott(site, { member: proposer, state: 'debated' })).id;
  ({ id } = await makeTranslation(site, { member: translator, boycott }));
});

const confirm = (id: string, by: TestMember | null = reader) =>
  site.post(`/api/boycott-translations/${id}/confirm`, { version: 1 }, by?.cookie);
async function read(viewer: TestMember | null = null, id = boycott): Promise<BoycottResponse> {
  return boycottResponse.parse((await site.get(`/api/boycotts/${id}`, viewer?.cookie)).json());
}
async function only(viewer: TestMember | null = null) {
  const [translation, ...more] = (await read(viewer)).translations;
  expect(more).toEqual([]);
  if (translation === undefined) throw new Error('no translation');
  return translation;
}
const pages = async (language: 'fr' | 'en') => {
  const paths = [`${boycott}`, `${boycott}/kit`, `${boycott}/kit?feuille=presse`];
  const answers = await Promise.all(paths.map((path) => site.get(`/${language}/boycotts/${path}`)));
  return answers.map(({ body }) => body);
};
/** The proposer changes a text of the call. */
const changeOriginal = (demands: string, threshold = 10) =>
  prisma.$transaction(async (tx) => {
    const { id, title, grievance, partaking, endsWhen, ...before } =
      await tx.boycott.findUniqueOrThrow({ where: { id: boycott } });
    const number = (await tx.boycottVersion.count({ where: { boycottId: id } })) + 1;
    const texts = { title, grievance, partaking, endsWhen, demands: before.demands };
    const version = { ...texts, number, threshold: before.threshold, cards: [] };
    await tx.boycottVersion.create({
      data: { ...version, boycottId: id, replacedAt: site.clock.now },
    });
    await tx.boycott.update({ where: { id }, data: { demands, threshold } });
  });

const LINE = 'La demande dit dix, pas vingt.';
const refuse = (id: string, by: TestMember | null = reader, body: object = {}) =>
  site.post(
    `/api/boycott-translations/${id}/refuse`,
    { version: 1, reason: 'meaning', text: LINE, ...body },
    by?.cookie,
  );
const correct = (id: string, by: TestMember | null = translator, body: object = {}) =>
  site.post(`/api/boycott-translations/${id}/correct`, { ...ENGLISH, ...body }, by?.cookie);
const newsOf = async (member: TestMember) =>
  inboxResponse
    .parse((await site.get('/api/me/inbox', member.cookie)).json())
    .items.flatMap(({ kind, facts: { translation, refusal, objection } }) =>
      kind === 'boycott-translation' ? [[translation, refusal, objection]] : [],
    );

test('tells its author why; she corrects it, and it waits for a second person again', async () => {
  expect((await refuse(id)).statusCode).toBe(200);
  expect(await only(reader)).toMatchObject({ canConfirm: false, canCorrect: false });
  expect(await newsOf(translator)).toEqual([['refused', 'meaning', LINE]]);
  expect((await confirm(id)).statusCode).toBe(409);
  expect(await only(translator)).toMatchObject({
    canCorrect: true,
    refusal: { reason: 'meaning', text: LINE },
  });
  const demands = 'At least ten cents for each task.';
  expect((await correct(id, translator, { demands })).statusCode).toBe(201);
  const corrected = await only(reader);
  expect(corrected).toMatchObject({ demands, refusedOn: null, canConfirm: true, shown: false });
  // Who reads it next knows what to look at.
  expect(corrected.refusal).toEqual({ reason: 'meaning', text: LINE });
  // Nobody confirms the words of before from a page that is still open.
  expect((await confirm(id)).statusCode).toBe(404);
  expect((await confirm(corrected.id)).statusCode).toBe(200);
  expect(await only(translator)).toMatchObject({ shown: true, refusal: null });
  expect(await kindsInRecord(site, `boycott-translation/${id}`)).toEqual([
    'boycott-translation-published (erased)',
    'boycott-translation-refused (erased)',
    'boycott-translation-withdrawn',
  ]);
});

test('shows the reason to its author and trusted members, on no page for others', async () => {
  await refuse(id);
  const newcomer = await makeMember(site);
  for (const viewer of [null, newcomer]) expect((await only(viewer)).refusal).toBeNull();
  const path = `/fr/boycotts/${boycott}/traductions`;
  const readBy = async (member: TestMember | null) =>
    (await site.get(path, member?.cookie)).body.includes(LINE);
  expect(await Promise.all([translator, reader].map(readBy))).toEqual([true, true]);
  expect(await Promise.all([null, newcomer].map(readBy))).toEqual([false, false]);
  const bodies = await pages('en');
  for (const body of [...bodies, ...(await pages('fr'))]) expect(body).not.toContain(LINE);
  const rows = await readFile(join(await dumpOf(site), 'whole', 'boycott-translations.jsonl'));
  expect(rows.toString()).not.toContain(LINE);
  expect(rows.toString()).toContain(`"refusedOn": "${site.clock.now.toISOString().slice(0, 10)}"`);
});

test('takes one that waits to be read again from those that can be shown', async () => {
  await confirm(id);
  const { demands } = await read();
  await changeOriginal('Vingt centimes au moins.');
  expect((await refuse(id, reader, { version: 1 })).statusCode).toBe(409);
  expect((await refuse(id, reader, { version: 2 })).statusCode).toBe(200);
  // The original says again what it said when it was confirmed.
  await changeOriginal(demands);
  expect((await only()).shown).toBe(false);
});

test.each([
  ['its author', () => translator],
  ['who called for the boycott', () => proposer],
])('never %s', async (_, who) => {
  expect((await refuse(id, who())).statusCode).toBe(403);
  expect((await only()).refusedOn).toBeNull();
});

test('no account with the voice of its author', async () => {
  const voice = { data: { voice: boycott } };
  await prisma.member.update({ where: { id: translator.id }, ...voice });
  await prisma.member.update({ where: { id: reader.id }, ...voice });
  expect((await refuse(id)).statusCode).toBe(403);
});

test('no visitor, nobody who is not established; bad input, not there, and confirmed', async () => {
  expect((await refuse(id, null)).statusCode).toBe(401);
  expect((await refuse(id, await makeMember(site))).statusCode).toBe(403);
  expect((await refuse(id, reader, { reason: 'other' })).statusCode).toBe(422);
  expect((await refuse(id, reader, { text: 'x'.repeat(201) })).statusCode).toBe(422);
  expect((await refuse('zzzzzzzzzzzz')).statusCode).toBe(404);
  await confirm(id);
  expect((await refuse(id)).statusCode).toBe(409);
});

test('nobody but its author corrects it, and only once it was refused', async () => {
  expect((await correct(id)).statusCode).toBe(409);
  await refuse(id);
  expect((await correct(id, null)).statusCode).toBe(401);
  expect((await correct(id, reader)).statusCode).toBe(403);
  expect((await correct(id, translator, { demands: '' })).statusCode).toBe(422);
  expect((await correct(id, translator, { version: 2 })).statusCode).toBe(409);
  expect((await correct('zzzzzzzzzzzz')).statusCode).toBe(404);
  // She writes no second one beside it.
  expect(
    (await site.post(`/api/boycotts/${boycott}/translations`, ENGLISH, translator.cookie))
      .statusCode,
  ).toBe(409);
});

test('leaves no trace of who it was', async () => {
  expect((await refuse(id)).statusCode).toBe(200);
  const row = await prisma.boycottTranslation.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(reader.id);
  expect(await prisma.idempotencyKey.count({ where: { memberId: reader.id } })).toBe(0);
});

test('is in the own data of its author', async () => {
  await refuse(id);
  const own = await site.get('/api/me/data.json', translator.cookie);
  expect(own.body).toContain(LINE);
});
