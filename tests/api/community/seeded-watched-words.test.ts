import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { seedWatchedWords } from '#server/community/watched-words/seed-watched-words.ts';
import {
  MAX_WATCHED_WORDS,
  watchedWordForm,
  type WatchedWordsResponse,
} from '#shared/community/watched-words.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

/** The words that a new site begins with. */

const SEED = join(process.cwd(), 'prisma', 'seed');
const ROWS = parse<Record<string, string>>(readFileSync(join(SEED, 'watched_words.csv')), {
  columns: true,
});

let site: TestApp;
let added: number;
beforeAll(async () => {
  site = await createTestApp({ empty: true });
  added = await seedWatchedWords(site.database, SEED, site.clock.now);
  await seedCategories(site.database, SEED);
});
const list = async () => (await site.get('/api/watched-words')).json<WatchedWordsResponse>().words;

test('are a short public list, of what moderators could add themselves', async () => {
  expect(added).toBe(ROWS.length);
  expect(added).toBeLessThan(MAX_WATCHED_WORDS / 4);
  for (const { word, question_fr: questionFr, question_en: questionEn } of ROWS) {
    const form = { word, questionFr, questionEn, reason: 'On en voit.' };
    expect(watchedWordForm.parse(form)).toMatchObject({ word, questionFr, questionEn });
    for (const sentence of `${questionFr} ${questionEn}`.split(/(?<=[.?])\s+/)) {
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(15);
    }
  }
  const words = await list();
  expect(words.map(({ word }) => word).toSorted()).toEqual(ROWS.map(({ word }) => word).toSorted());
  expect(await kindsInRecord(site, `watched-word/${words[0]?.id}`)).toEqual(['watched-word-added']);
});

test.each([
  ['a referral code', 'Prenez mon code de parrainage ABC', true],
  ['a messenger', 'Contactez-moi sur WhatsApp.', true],
  ['a phone number', 'Voici mon numéro', true],
  ['an address in English', 'This is my address.', true],
  ['a payment', 'Mon virement est arrivé le 12, et le vôtre ?', false],
  ['a question on a number', 'Quel numéro de tâche avez-vous ?', false],
])('%s is asked about, or not', async (_, text, isAsked) => {
  const { id } = await makeThread(site);
  const member = await makeMember(site);
  const sent = await site.post(`/api/forum/threads/${id}/posts`, { text }, member.cookie);
  expect(sent.statusCode, sent.body).toBe(isAsked ? 422 : 201);
});

test('a word that was taken off the list does not come back with a later start', async () => {
  const [word] = await list();
  await site.database.prisma.watchedWord.delete({ where: { id: word?.id ?? '' } });
  expect(await seedWatchedWords(site.database, SEED, site.clock.now)).toBe(0);
  await site.database.prisma.watchedWord.deleteMany();
  expect(await seedWatchedWords(site.database, SEED, site.clock.now)).toBe(0);
});
