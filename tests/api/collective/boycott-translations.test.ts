import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { flagSubjectAs } from '#tests/api/governance/cases.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { ENGLISH, makeTranslation } from '#tests/support/boycott-translations.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { decide, makeHands, type Hands } from '#tests/support/decisions.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Translations of a boycott: one person writes, a second one confirms, and only then pages show it. */

const site: TestApp = await createTestApp();
const { prisma } = site.database;
let proposer: TestMember;
let translator: TestMember;
let reader: TestMember;
let boycott: string;
beforeEach(async () => {
  site.clock.advanceDays(1);
  proposer = await makeMember(site, { established: true });
  translator = await makeMember(site, { established: true });
  reader = await makeMember(site, { established: true });
  boycott = (await makeBoycott(site, { member: proposer, state: 'debated' })).id;
});

const translate = (by: TestMember | null = translator, body: object = ENGLISH, of = boycott) =>
  site.post(`/api/boycotts/${of}/translations`, body, by?.cookie);
const confirm = (id: string, by: TestMember | null = reader, body: object = { version: 1 }) =>
  site.post(`/api/boycott-translations/${id}/confirm`, body, by?.cookie);
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
const showsEnglish = async () => (await pages('en')).map((body) => body.includes(ENGLISH.demands));
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

test('stands beside the original at once, and in its place once a second person has confirmed it', async () => {
  expect((await translate()).statusCode).toBe(201);
  expect(await only()).toMatchObject({
    language: 'en',
    demands: ENGLISH.demands,
    by: translator.pseudonym,
    readOn: null,
    shown: false,
    canConfirm: false,
  });
  expect(await showsEnglish()).toEqual([false, false, false]);
  const { id } = await only(reader);
  expect((await only(reader)).canConfirm).toBe(true);
  expect((await confirm(id)).statusCode).toBe(200);
  expect(await only()).toMatchObject({ shown: true, fits: true });
  expect(await showsEnglish()).toEqual([true, true, true]);
  expect((await pages('fr')).some((body) => body.includes(ENGLISH.demands))).toBe(false);
  expect(await kindsInRecord(site, `boycott-translation/${id}`)).toEqual([
    'boycott-translation-published',
    'boycott-translation-confirmed',
  ]);
});

test('the original is shown with its language until then', async () => {
  const grievance = 'Les tâches sont payées trois centimes depuis deux mois, et pas plus.';
  await prisma.boycott.update({ where: { id: boycott }, data: { grievance } });
  await translate();
  for (const body of await pages('en')) {
    expect(body).toMatch(/<bdi lang="fr">Une tâche/);
    expect(body).toMatch(/lang="fr"[^>]*>Les tâches sont payées/);
  }
  await confirm((await only()).id);
  for (const body of await pages('en')) expect(body).not.toContain('Les tâches sont payées');
});

test('a changed text makes it wait to be read again; confirmed anew, it is shown', async () => {
  const { id } = await makeTranslation(site, { member: translator, boycott, confirmed: true });
  expect((await only()).shown).toBe(true);
  await changeOriginal('Vingt centimes au moins.');
  expect(await only(reader)).toMatchObject({ fits: false, shown: false, canConfirm: true });
  expect(await showsEnglish()).toEqual([false, false, false]);
  // She read it beside the text of before.
  expect((await confirm(id, reader, { version: 1 })).statusCode).toBe(409);
  expect((await confirm(id, reader, { version: 2 })).statusCode).toBe(200);
  expect(await only()).toMatchObject({ fits: true, shown: true });
});

test('its translator is told that it was confirmed, and that the original has changed since', async () => {
  const { id } = await makeTranslation(site, { member: translator, boycott });
  const told = async (member: TestMember) => {
    const inbox = await site.get('/api/me/inbox', member.cookie);
    return inboxResponse
      .parse(inbox.json())
      .items.flatMap(({ kind, facts, about }) =>
        kind === 'boycott-translation' ? [[facts.translation, about?.key, about?.by]] : [],
      );
  };
  await confirm(id);
  expect(await told(translator)).toEqual([['confirmed', boycott, null]]);
  expect(await told(reader)).toEqual([]);
  const { title, grievance, demands, partaking, endsWhen } = await read();
  const texts = { title, grievance, demands, partaking, endsWhen };
  const change = async (changed: object) => {
    const body = { ...texts, threshold: 10, ...changed };
    const path = `/api/boycotts/${boycott}`;
    expect((await site.post(path, body, proposer.cookie)).statusCode).toBe(200);
  };
  await prisma.inboxItem.deleteMany({ where: { memberId: translator.id } });
  await change({ endsWhen, threshold: 11 });
  expect(await told(translator)).toEqual([]);
  await change({ demands: 'Vingt centimes au moins.' });
  expect(await told(translator)).toEqual([['stale', boycott, null]]);
});

test('a changed threshold leaves it shown', async () => {
  await makeTranslation(site, { member: translator, boycott, confirmed: true });
  const { demands } = await read();
  await changeOriginal(demands, 12);
  expect(await only()).toMatchObject({ fits: true, shown: true });
});

describe('who translates', () => {
  test('no visitor, nobody who is not established, nobody who represents the platform', async () => {
    expect((await translate(null)).statusCode).toBe(401);
    const newcomer = await makeMember(site);
    expect((await translate(newcomer)).statusCode).toBe(403);
    expect((await read(newcomer)).can.translate).toBe(false);
    expect((await read(translator)).can.translate).toBe(true);
    const flag = { ratedParty: true };
    await flagSubjectAs(site, `boycott/${boycott}`, translator, flag);
    expect((await read(translator)).can.translate).toBe(false);
    expect((await translate()).statusCode).toBe(403);
  });

  test('one that waits for each member', async () => {
    await translate();
    expect((await read(translator)).can.translate).toBe(false);
    expect((await translate()).statusCode).toBe(409);
    expect((await translate(reader)).statusCode).toBe(201);
  });

  test('bad input, and not there', async () => {
    const { demands: _, ...lacking } = ENGLISH;
    expect((await translate(translator, lacking)).statusCode).toBe(422);
    expect((await translate(translator, { ...ENGLISH, language: 'de' })).statusCode).toBe(422);
    expect((await translate(translator, { ...ENGLISH, version: 2 })).statusCode).toBe(422);
    expect((await translate(translator, ENGLISH, 'zzzzzzzzzzzz')).statusCode).toBe(404);
  });

  test('not into the language of the original', async () => {
    const grievance = 'Les tâches sont payées trois centimes depuis deux mois.';
    await prisma.boycott.update({ where: { id: boycott }, data: { grievance } });
    const { statusCode, body } = await translate(translator, { ...ENGLISH, language: 'fr' });
    expect(statusCode).toBe(422);
    expect(JSON.parse(body)).toMatchObject({ error: { fields: { language: {} } } });
  });
});

describe('who confirms', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await makeTranslation(site, { member: translator, boycott }));
  });

  test.each([
    ['its author', () => translator],
    ['who called for the boycott', () => proposer],
  ])('never %s', async (_, who) => {
    expect((await only(who())).canConfirm).toBe(false);
    expect((await confirm(id, who())).statusCode).toBe(403);
    expect((await only()).readOn).toBeNull();
  });

  test.each([
    ['of its author', () => translator],
    ['of who called for the boycott', () => proposer],
  ])('no account with the voice %s', async (_, who) => {
    const voice = { data: { voice: boycott } };
    await prisma.member.update({ where: { id: who().id }, ...voice });
    await prisma.member.update({ where: { id: reader.id }, ...voice });
    expect((await confirm(id)).statusCode).toBe(403);
  });

  test('no organiser whose key signs for it', async () => {
    await prisma.boycottOrganiser.create({
      data: { boycottId: boycott, number: 1, memberId: reader.id },
    });
    expect((await confirm(id)).statusCode).toBe(403);
  });

  test('no visitor, and nobody who is not established', async () => {
    expect((await confirm(id, null)).statusCode).toBe(401);
    expect((await confirm(id, await makeMember(site))).statusCode).toBe(403);
  });

  test('bad input, and not there', async () => {
    expect((await confirm(id, reader, {})).statusCode).toBe(422);
    expect((await confirm('zzzzzzzzzzzz')).statusCode).toBe(404);
  });

  test('leaves no trace of who it was', async () => {
    expect((await confirm(id)).statusCode).toBe(200);
    const row = await prisma.boycottTranslation.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(reader.id);
    expect(await prisma.idempotencyKey.count({ where: { memberId: reader.id } })).toBe(0);
  });
});

describe('what hides it', () => {
  let hands: Hands;
  let id: string;
  beforeEach(async () => {
    hands = await makeHands(site);
    ({ id } = await makeTranslation(site, { member: translator, boycott, confirmed: true }));
  });

  test('a decision on it falls back to the original, until it is shown again', async () => {
    const subject = { kind: 'boycott-translation', id } as const;
    await decide(site, hands, subject, 'hide');
    expect(await only()).toMatchObject({ shown: false, hiding: { level: 'hidden' } });
    expect(await showsEnglish()).toEqual([false, false, false]);
    await decide(site, hands, subject, 'restore');
    expect((await only()).shown).toBe(true);
  });

  test('a decision that removes the boycott takes it from answers and dumps, and back', async () => {
    const inDump = async () => {
      const folder = await dumpOf(site);
      const rows = await readFile(join(folder, 'whole', 'boycott-translations.jsonl'), 'utf8');
      // Other tests change boycotts behind the record's back.
      const { faults } = await verifyDump(folder);
      return {
        has: rows.includes(id),
        faults: faults.filter((fault) => fault.includes('boycott-translation/')),
      };
    };
    expect(await inDump()).toEqual({ has: true, faults: [] });
    const subject = { kind: 'boycott', id: boycott } as const;
    await decide(site, hands, subject, 'remove');
    expect((await read()).translations).toEqual([]);
    expect((await site.get(`/en/boycotts/${boycott}/translations`)).body).not.toContain(
      ENGLISH.demands,
    );
    expect(await inDump()).toEqual({ has: false, faults: [] });
    await decide(site, hands, subject, 'restore');
    expect((await only()).shown).toBe(true);
    expect(await inDump()).toEqual({ has: true, faults: [] });
  });

  test('its author withdraws it, for good; nobody else does', async () => {
    const path = `/api/boycott-translations/${id}/withdraw`;
    expect((await site.post(path, {}, reader.cookie)).statusCode).toBe(403);
    expect((await site.post(path, {}, translator.cookie)).statusCode).toBe(200);
    expect((await read()).translations).toEqual([]);
    expect(await showsEnglish()).toEqual([false, false, false]);
  });

  test('it goes with a boycott that is withdrawn, whoever wrote it', async () => {
    const withdrawn = await site.post(`/api/boycotts/${boycott}/withdraw`, {}, proposer.cookie);
    expect(withdrawn.statusCode).toBe(200);
    expect(await prisma.boycottTranslation.count({ where: { boycottId: boycott } })).toBe(0);
    expect(await kindsInRecord(site, `boycott-translation/${id}`)).toEqual([
      'boycott-translation-published (erased)',
      'boycott-translation-withdrawn',
    ]);
  });
});
