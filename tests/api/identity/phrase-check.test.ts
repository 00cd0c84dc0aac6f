import { beforeAll, describe, expect, test } from 'vitest';
import { phraseToAsk } from '#server/identity/accounts/check-phrase.ts';
import {
  askedPositions,
  generateRecoveryPhrase,
  makePhraseCheck,
} from '#server/identity/accounts/recovery-phrases.ts';
import { col, statement } from '#server/database/sql.ts';
import { nextStepsResponse, type NextSteps } from '#shared/site/next-steps.ts';
import { makeRealMember, sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let members = 0;
beforeAll(async () => {
  site = await createTestApp();
});

async function makeMemberWithPhrase(): Promise<{ member: TestMember; words: string[] }> {
  members += 1;
  const member = await makeRealMember(site, `Papier ${members}`);
  const response = await site.post('/api/me/recovery-phrase', {}, member.cookie);
  return { member, words: response.json<{ phrase: string }>().phrase.split(' ') };
}

async function addEvidence(member: TestMember, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await makePayout(site, { member });
}

async function nextStepsOf({ cookie }: TestMember): Promise<NextSteps> {
  const response = await site.get('/api/me/next-steps', cookie);
  return nextStepsResponse.parse(response.json());
}

async function askedWords(member: TestMember): Promise<readonly [number, number]> {
  const { phrase } = await nextStepsOf(member);
  if (phrase?.kind !== 'words') throw new Error(`asked for ${phrase?.kind}`);
  return phrase.positions;
}

const check = (member: TestMember, first: string, second: string) =>
  site.post('/api/me/recovery-phrase/check', { first, second }, member.cookie);

describe('the recovery phrase is asked for again', () => {
  test('after the third piece of evidence, by two of its words, once', async () => {
    const { member, words } = await makeMemberWithPhrase();
    await addEvidence(member, 2);
    expect((await nextStepsOf(member)).phrase).toBeNull();
    await addEvidence(member, 1);
    const [first, second] = await askedWords(member);
    expect(first).toBeLessThan(second);
    const page = await site.get('/fr/moi', member.cookie);
    expect(page.body).toContain(`Le mot n°\u00a0${first}`);
    const right = await check(
      member,
      ` ${words[first - 1]?.toUpperCase()} `,
      words[second - 1] ?? '',
    );
    expect(right.statusCode, right.body).toBe(200);
    expect((await nextStepsOf(member)).phrase).toBeNull();
    expect((await site.get('/fr/moi', member.cookie)).body).not.toContain('Le mot n°');
  });

  test('says that other words are wrong, twenty times a day', async () => {
    const { member, words } = await makeMemberWithPhrase();
    await addEvidence(member, 3);
    const [first, second] = await askedWords(member);
    const swapped = await check(member, words[second - 1] ?? '', 'zzzz');
    expect(swapped.statusCode).toBe(422);
    expect(swapped.json()).toMatchObject({
      error: { fields: { first: { code: 'not-in-phrase' } } },
    });
    expect((await nextStepsOf(member)).phrase).not.toBeNull();
    for (let tried = 1; tried < 20; tried += 1) {
      expect((await check(member, 'zzzz', 'zzzz')).statusCode).toBe(422);
    }
    const right = await check(member, words[first - 1] ?? '', words[second - 1] ?? '');
    expect(right.statusCode).toBe(429);
  });

  test('says so on the page without a script, and keeps what she typed', async () => {
    const { member } = await makeMemberWithPhrase();
    await addEvidence(member, 3);
    const form = { _form: 'phrase-check', _from: '/fr/moi', first: 'abeille', second: 'zzzz' };
    const page = await sendForm(site, '/api/me/recovery-phrase/check', form, member.cookie);
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Ce ne sont pas ces deux mots.');
    expect(page.body).toContain('value="abeille"');
  });

  test('is put off until she has three times as much, twice at most', async () => {
    const { member } = await makeMemberWithPhrase();
    await addEvidence(member, 3);
    const later = () =>
      site.post('/api/me/recovery-phrase/answer', { answer: 'later' }, member.cookie);
    expect((await later()).statusCode).toBe(200);
    expect((await nextStepsOf(member)).phrase).toBeNull();
    await addEvidence(member, 6);
    expect((await nextStepsOf(member)).phrase).not.toBeNull();
    const from = async () =>
      (
        await site.database.prisma.memberChoices.findUniqueOrThrow({
          where: { memberId: member.id },
        })
      ).phraseAskedFrom;
    await later();
    expect(await from()).toBe(27);
    await later();
    expect(await from()).toBe(0);
  });

  test('of who has none, or one that former versions made, asks no words', async () => {
    const none = await makeRealMember(site, 'Sans papier');
    await addEvidence(none, 3);
    expect((await nextStepsOf(none)).phrase).toEqual({ kind: 'none' });
    const { member } = await makeMemberWithPhrase();
    await site.database.prisma.member.update({
      where: { id: member.id },
      data: { recoveryCheck: null },
    });
    await addEvidence(member, 3);
    expect((await nextStepsOf(member)).phrase).toEqual({ kind: 'unchecked' });
    expect((await check(member, 'a', 'b')).statusCode).toBe(422);
    const kept = { answer: 'kept' };
    await site.post('/api/me/recovery-phrase/answer', kept, member.cookie);
    expect((await nextStepsOf(member)).phrase).toBeNull();
  });

  test('is for members', async () => {
    expect((await site.get('/api/me/next-steps')).statusCode).toBe(401);
    const words = { first: 'a', second: 'b' };
    expect((await site.post('/api/me/recovery-phrase/check', words)).statusCode).toBe(401);
  });
});

test('nothing is asked before the number from which she is asked, and never at 0', () => {
  const phrase = { hasPhrase: true, check: null };
  expect(phraseToAsk(2, { from: null, ...phrase })).toBeNull();
  expect(phraseToAsk(3, { from: null, ...phrase })).toEqual({ kind: 'unchecked' });
  expect(phraseToAsk(8, { from: 9, ...phrase })).toBeNull();
  expect(phraseToAsk(1000, { from: 0, ...phrase })).toBeNull();
});

test('two different words are drawn, and never the last, which holds the checksum', () => {
  const secrets = { keyFor: () => Buffer.alloc(32), shreddingKeys: null as never };
  const asked = new Set<number>();
  for (let made = 0; made < 400; made += 1) {
    const check = makePhraseCheck(secrets, 'member', generateRecoveryPhrase('fr'));
    const [first, second] = askedPositions(check);
    expect(first).toBeLessThan(second);
    asked.add(first).add(second);
  }
  expect([...asked].toSorted((one, other) => one - other)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ]);
});

test('a thief with the database finds no word: what is kept is keyed, and bound to the member', async () => {
  const { member, words } = await makeMemberWithPhrase();
  const [row] = await site.database.sql(
    statement({ check: col.text }, 'SELECT recovery_check AS check FROM member WHERE id = $1'),
    [member.id],
  );
  expect(row?.check).toMatch(/^\d+\.\d+\.[0-9a-f]{64}$/);
  const { member: other } = await makeMemberWithPhrase();
  await site.database.prisma.member.update({
    where: { id: other.id },
    data: { recoveryCheck: row?.check ?? '' },
  });
  await addEvidence(other, 3);
  const [first, second] = await askedWords(other);
  const stolen = await check(other, words[first - 1] ?? '', words[second - 1] ?? '');
  expect(stolen.statusCode).toBe(422);
});
