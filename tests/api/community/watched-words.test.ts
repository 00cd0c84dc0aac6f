import { beforeEach, describe, expect, test } from 'vitest';
import type { WatchedWordsResponse } from '#shared/community/watched-words.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

const QUESTION = 'Est-ce un code de parrainage ?';
const WORD = {
  word: 'Parrain',
  questionFr: QUESTION,
  questionEn: 'Is it a referral code?',
  reason: 'On en voit beaucoup.',
};

let site: TestApp;
let moderator: TestMember;
let other: TestMember;
beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  await site.database.prisma.watchedWord.deleteMany();
  await site.database.prisma.proposedChange.deleteMany();
  moderator = await makeMember(site, { moderator: true });
  other = await makeMember(site, { moderator: true });
});

const list = async () => (await site.get('/api/watched-words')).json<WatchedWordsResponse>().words;
const propose = (member: TestMember | null, fields: object = {}) =>
  site.post('/api/watched-words', { ...WORD, ...fields }, member?.cookie);
const confirm = (act: string, member: TestMember) =>
  site.post(`/api/moderation/acts/${act}/answer`, { answer: 'confirm' }, member.cookie);

/** A word that two people put on the list. */
async function watchWord(fields: object = {}): Promise<string> {
  const made = await propose(moderator, fields);
  const agreed = await confirm(made.json<{ id: string }>().id, other);
  if (agreed.statusCode !== 200) throw new Error(agreed.body);
  return (await list())[0]?.id ?? '';
}

describe('the list of watched words', () => {
  test('is public, and takes two people to change', async () => {
    const made = await propose(moderator);
    expect(made.statusCode).toBe(201);
    const { id: act } = made.json<{ id: string }>();
    expect(await list()).toEqual([]);
    expect((await confirm(act, moderator)).statusCode).toBe(403);
    expect((await confirm(act, other)).statusCode).toBe(200);
    const [word] = await list();
    expect(word).toMatchObject({ word: 'parrain', question: { fr: QUESTION } });
    const name = `watched-word/${word?.id}`;
    const path = `/api/watched-words/${word?.id}/remove`;
    const removal = await site.post(path, { reason: 'C’est fini.' }, moderator.cookie);
    expect(await list()).toHaveLength(1);
    await confirm(removal.json<{ id: string }>().id, other);
    expect(await list()).toEqual([]);
    expect(await kindsInRecord(site, name)).toEqual(['watched-word-added', 'watched-word-removed']);
    const { faults } = await verifyDump(await dumpOf(site));
    expect(faults.filter((fault) => fault.includes('watched-word/'))).toEqual([]);
  });

  test('is proposed by moderators, with a word of three letters or more that is not there', async () => {
    expect((await propose(await makeMember(site))).statusCode).toBe(403);
    expect((await propose(null)).statusCode).toBe(401);
    for (const word of ['ab', 'a.*b', '', 'x'.repeat(50)]) {
      expect((await propose(moderator, { word })).statusCode, word).toBe(422);
    }
    await watchWord();
    expect((await propose(moderator)).statusCode).toBe(422);
    const path = '/api/watched-words/zzzzzzzzzzzz/remove';
    const missing = await site.post(path, { reason: 'Elle manque.' }, moderator.cookie);
    expect(missing.statusCode).toBe(404);
  });
});

describe('a post with a watched word', () => {
  const say = (thread: string, member: TestMember, text: string, fields: object = {}) =>
    site.post(`/api/forum/threads/${thread}/posts`, { text, ...fields }, member.cookie);

  test('is asked about once, and published all the same', async () => {
    await watchWord();
    const { id } = await makeThread(site);
    const member = await makeMember(site);
    const text = 'Voici mon code de PARRAINAGE.';
    const refused = await say(id, member, text);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      error: { fields: { text: { code: 'watched-word', limit: QUESTION } } },
    });
    expect((await say(id, member, text, { asked: 'on' })).statusCode).toBe(201);
    expect((await say(id, member, 'Un texte sans ce mot.')).statusCode).toBe(201);
  });

  test('is one whose words begin so, accents and capitals aside; a title counts too', async () => {
    await watchWord({ word: 'éta' });
    const { id } = await makeThread(site);
    const member = await makeMember(site);
    expect((await say(id, member, 'Cela était long.')).statusCode).toBe(422);
    expect((await say(id, member, 'La bêta est longue.')).statusCode).toBe(201);
    const topic = { category: 'paiements', title: 'Étape suivante', text: 'Que faire ?' };
    expect((await site.post('/api/forum/threads', topic, member.cookie)).statusCode).toBe(422);
    const again = await site.post('/api/forum/threads', { ...topic, asked: true }, member.cookie);
    expect(again.statusCode).toBe(201);
  });
});
