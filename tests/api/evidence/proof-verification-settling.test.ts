import { beforeEach, describe, expect, test } from 'vitest';
import { openCheck } from '#server/evidence/proof-verification/proof-statements.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import type { CheckResponse, ChecksResponse } from '#shared/evidence/proof-verification.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import {
  findCheckOfProof,
  doubtProofAs,
  makeEstablishedMember,
  makeProof,
  readProof,
  listRecordedKinds,
  readProofStatements,
  readProofLevel,
  type TestProof,
} from './proof-verification.testing.ts';

let site: TestApp;
let proof: TestProof;
let doubter: TestMember;
let moderator: TestMember;
let checkId: string;

beforeEach(async () => {
  site ??= await createTestApp();
  await site.database.prisma.member.updateMany({ data: { establishedOn: null } });
  proof = await makeProof(site);
  doubter = await makeEstablishedMember(site);
  moderator = await makeMember(site, { moderator: true });
  await doubtProofAs(site, proof)(doubter);
  ({ id: checkId } = await findCheckOfProof(site, proof));
});

/** Enough established members that nobody decides alone any more. */
async function growCommunity(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await makeEstablishedMember(site);
}

const opine = (
  member: TestMember | null,
  verdict = 'right',
  id = checkId,
): Promise<{ statusCode: number }> =>
  site.post(`/api/checks/${id}/opinion`, { verdict, sentence: 'Je lis 12 euros.' }, member?.cookie);
const decide = (
  member: TestMember | null,
  rule = 'not-shown',
  id = checkId,
): Promise<{ statusCode: number }> =>
  site.post(`/api/checks/${id}/decision`, { rule, reason: 'On lit 12 euros.' }, member?.cookie);

describe('an opinion on a question', () => {
  test('counts, without a name, and in the record', async () => {
    const member = await makeEstablishedMember(site);
    expect((await opine(member)).statusCode).toBe(200);
    expect((await opine(await makeEstablishedMember(site), 'wrong')).statusCode).toBe(200);
    const { checks } = await readProofStatements(site, proof);
    expect(checks).toMatchObject([{ opinions: { right: 1, wrong: 1 } }]);
    const { body } = await site.get(`/api/checks/${checkId}`, moderator.cookie);
    expect(JSON.parse(body)).toMatchObject({
      counted: 2,
      sentences: [
        { said: 'doubt', sentence: 'Il est écrit 12 euros.' },
        { sentence: 'Je lis 12 euros.' },
        { sentence: 'Je lis 12 euros.' },
      ],
    });
    for (const secret of [member.id, member.pseudonym, doubter.id, doubter.pseudonym]) {
      expect(body).not.toContain(secret);
    }
    expect(await listRecordedKinds(site)).toContain('check-opinion');
  });

  test('is given once, and can be taken back', async () => {
    const member = await makeEstablishedMember(site);
    const answers = await Promise.all([opine(member), opine(member, 'wrong')]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    const withdraw = `/api/checks/${checkId}/opinion/withdraw`;
    expect((await site.post(withdraw, {}, doubter.cookie)).statusCode).toBe(404);
    expect((await site.post(withdraw, {})).statusCode).toBe(401);
    expect((await site.post(withdraw, {}, member.cookie)).statusCode).toBe(200);
    const [check] = (await readProofStatements(site, proof)).checks;
    expect(check?.opinions).toEqual({ right: 0, wrong: 0 });
  });

  test('is for established members who are no party', async () => {
    expect((await opine(null)).statusCode).toBe(401);
    expect((await opine(doubter)).statusCode).toBe(403);
    expect((await opine(await makeMember(site))).statusCode).toBe(403);
    await site.database.prisma.member.update({
      where: { id: proof.author.id },
      data: { establishedOn: site.clock.now },
    });
    expect((await opine(proof.author)).statusCode).toBe(403);
    expect(
      (await opine(await makeEstablishedMember(site), 'right', 'zzzzzzzzzzzz')).statusCode,
    ).toBe(404);
    expect((await opine(await makeEstablishedMember(site), 'perhaps')).statusCode).toBe(422);
  });

  test('does not count from a party, nor from one in lockstep with a party', async () => {
    const [a, b] = [await makeEstablishedMember(site), await makeEstablishedMember(site)];
    for (const member of [a, b]) await opine(member);
    const counted = async (): Promise<number> =>
      (await site.get(`/api/checks/${checkId}`, moderator.cookie)).json<CheckResponse>().counted;
    expect(await counted()).toBe(2);
    await site.database.prisma.member.updateMany({
      where: { id: { in: [a.id, doubter.id] } },
      data: { voice: 'lockstep' },
    });
    expect(await counted()).toBe(1);
    await site.post(`/api/payouts/${proof.id}/confirm`, {}, b.cookie);
    expect(await counted()).toBe(0);
  });
});

describe('a decision', () => {
  test('follows two opinions, and lowers the level of the proof', async () => {
    proof = await makeProof(site, { slug: 'appen' });
    await doubtProofAs(site, proof)(doubter);
    ({ id: checkId } = await findCheckOfProof(site, proof));
    await growCommunity();
    const before = await readProofLevel(site, 'appen');
    expect((await decide(moderator)).statusCode).toBe(409);
    await opine(await makeEstablishedMember(site));
    expect((await decide(moderator)).statusCode).toBe(409);
    await opine(await makeEstablishedMember(site), 'wrong');
    expect((await decide(moderator)).statusCode).toBe(200);
    const after = await readProofLevel(site, 'appen');
    expect([before, after]).toEqual(['screenshot', 'declared']);
    expect((await readProofStatements(site, proof)).checks).toMatchObject([
      {
        state: 'upheld',
        opinions: { right: 1, wrong: 1 },
        decision: { kind: 'uphold-check', rule: 'not-shown', alone: false, month: '2026-11' },
      },
    ]);
    expect(await listRecordedKinds(site)).toContain('check-upheld');
    expect((await decide(moderator)).statusCode).toBe(409);
    const page = await site.get(`/fr/preuves/${proof.id}`);
    expect(page.body).toContain('On lit 12 euros.');
    expect(page.body).not.toContain(moderator.pseudonym);
  });

  test('is one moderator’s alone in a young community, and says so', async () => {
    expect((await decide(moderator, 'sound')).statusCode).toBe(200);
    const { checks, settled } = await readProofStatements(site, proof);
    expect(checks).toMatchObject([{ state: 'dismissed', decision: { alone: true } }]);
    expect(settled).toEqual(['amount']);
    const page = await site.get(`/fr/preuves/${proof.id}`);
    expect(page.body).toContain('Un modérateur a décidé seul.');
  });

  test('taken alone can be taken anew by another, after two opinions', async () => {
    await decide(moderator, 'sound');
    const other = await makeMember(site, { moderator: true });
    expect((await decide(other)).statusCode).toBe(409);
    for (const member of [await makeEstablishedMember(site), await makeEstablishedMember(site)]) {
      expect((await opine(member)).statusCode).toBe(200);
    }
    expect((await decide(moderator)).statusCode).toBe(409);
    expect((await decide(other)).statusCode).toBe(200);
    expect((await readProof(site, proof)).proof).toBe('declared');
    const [check] = (await readProofStatements(site, proof)).checks;
    expect(check?.decision).toMatchObject({ kind: 'uphold-check', alone: false });
  });

  test('answers the question: nobody asks it again of this picture', async () => {
    await decide(moderator, 'unfounded');
    await site.post(`/api/payouts/${proof.id}/voice/withdraw`, {}, doubter.cookie);
    expect((await doubtProofAs(site, proof)(doubter)).statusCode).toBe(409);
    expect((await doubtProofAs(site, proof)(await makeEstablishedMember(site))).statusCode).toBe(
      409,
    );
    expect((await doubtProofAs(site, proof, 'unreadable')(doubter)).statusCode).toBe(200);
  });

  test('is for moderators who are no party', async () => {
    expect((await decide(null)).statusCode).toBe(401);
    expect((await decide(await makeEstablishedMember(site))).statusCode).toBe(403);
    const role = { role: 'moderator', grantedOn: site.clock.now, endsOn: new Date('2027-05-20') };
    for (const { id: memberId } of [proof.author, doubter]) {
      const { prisma } = site.database;
      await prisma.roleGrant.create({ data: { id: `role-${memberId}`, memberId, ...role } });
    }
    expect((await decide(proof.author)).statusCode).toBe(403);
    expect((await decide(doubter)).statusCode).toBe(403);
    const answered = await makeMember(site, { moderator: true, established: true });
    await opine(answered);
    expect((await decide(answered)).statusCode).toBe(403);
    const linked = await makeMember(site, { moderator: true });
    await site.database.prisma.member.updateMany({
      where: { id: { in: [linked.id, proof.author.id] } },
      data: { voice: 'one-person' },
    });
    expect((await decide(linked)).statusCode).toBe(403);
    expect((await findCheckOfProof(site, proof)).state).toBe('open');
  });

  test.each([
    ['a rule of another question', { rule: 'personal-data', reason: 'On lit 12 euros.' }],
    ['no rule', { reason: 'On lit 12 euros.' }],
    ['no reason', { rule: 'not-shown' }],
  ])('refuses %s', async (_, body) => {
    const answer = await site.post(`/api/checks/${checkId}/decision`, body, moderator.cookie);
    expect(answer.statusCode).toBe(422);
    expect((await findCheckOfProof(site, proof)).state).toBe('open');
  });

  test('is not found of a question that is not there', async () => {
    expect((await decide(moderator, 'not-shown', 'zzzzzzzzzzzz')).statusCode).toBe(404);
  });
});

describe('a likeness to an earlier proof', () => {
  let earlier: TestProof;

  beforeEach(async () => {
    earlier = await makeProof(site, { slug: 'isahit' });
    proof = await makeProof(site, { slug: 'mobeye' });
    await site.database.prisma.$transaction(async (tx) => {
      await openCheck(
        tx,
        {
          payoutId: proof.id,
          imageKey: proof.key,
          reason: 'recycled',
          origin: 'match',
          matchPayoutId: earlier.id,
          similarity: 0.62,
        },
        site.clock.now,
      );
      await recomputeAsOnNewDay(tx, await platformId(site, 'mobeye'), site.clock.now);
    });
    ({ id: checkId } = await findCheckOfProof(site, proof));
  });

  test('makes the later proof weigh as declared only, until it is settled', async () => {
    const level = async (): Promise<string> => (await readProof(site, proof)).proof;
    expect(await level()).toBe('declared');
    expect((await readProof(site, earlier)).proof).toBe('screenshot');
    await decide(moderator, 'sound');
    expect(await level()).toBe('screenshot');
  });

  test('accuses nobody: the page says that members are looking', async () => {
    for (const viewer of [undefined, proof.author]) {
      const { body } = await site.get(`/fr/preuves/${proof.id}`, viewer?.cookie);
      expect(body).toContain('Des membres regardent cette preuve.');
      expect(body).not.toContain('Quelqu’un a déjà utilisé cette image</strong>');
    }
  });

  test('is shown to others with both pictures, side by side', async () => {
    const member = await makeEstablishedMember(site);
    const seen = (await site.get(`/api/checks/${checkId}`, member.cookie)).json<CheckResponse>();
    expect(seen).toMatchObject({
      similarity: 0.62,
      picture: { url: `/files/${proof.key}/reading.webp` },
      match: { payout: earlier.id, picture: { url: `/files/${earlier.key}/reading.webp` } },
    });
    const page = await site.get(`/fr/verifications/${checkId}`, member.cookie);
    expect(page.body).toContain('Une ressemblance ne prouve rien par elle-même.');
    expect(page.body).toContain('data-enhance="picture-diff"');
  });

  test('has the authors of both proofs as parties', async () => {
    for (const { author } of [proof, earlier]) {
      await site.database.prisma.member.update({
        where: { id: author.id },
        data: { establishedOn: site.clock.now },
      });
      expect((await opine(author)).statusCode).toBe(403);
      expect((await site.get(`/api/checks/${checkId}`, author.cookie)).statusCode).toBe(403);
    }
  });
});

test('what a member said of others’ proofs stands in her own data, and in nobody else’s', async () => {
  const member = await makeEstablishedMember(site);
  await opine(member);
  await site.post(`/api/payouts/${(await makeProof(site)).id}/confirm`, {}, member.cookie);
  const listsOf = async ({ cookie }: TestMember): Promise<Record<string, object[]>> =>
    (await site.get('/api/me/data.json', cookie)).json<{ lists: Record<string, object[]> }>().lists;
  expect(await listsOf(member)).toMatchObject({
    'proof-voices': [{ kind: 'confirm', reason: null, sentence: null }],
    'check-opinions': [{ check: checkId, upholds: true, sentence: 'Je lis 12 euros.' }],
  });
  const doubt = { kind: 'doubt', reason: 'amount' };
  expect(await listsOf(doubter)).toMatchObject({ 'proof-voices': [doubt] });
  expect(await listsOf(proof.author)).toMatchObject({ 'proof-voices': [], 'check-opinions': [] });
});

describe('the list of open questions', () => {
  const list = (member: TestMember | null) => site.get('/api/checks', member?.cookie);

  test('is for established members, without those that they are party to', async () => {
    const member = await makeEstablishedMember(site);
    const ids = async (viewer: TestMember): Promise<string[]> =>
      (await list(viewer)).json<ChecksResponse>().checks.map(({ id }) => id);
    const { total } = (await list(member)).json<ChecksResponse>();
    expect(total).toBeGreaterThan(0);
    const all = await Promise.all(
      Array.from({ length: Math.ceil(total / 20) }, async (_, index) => {
        const answer = await site.get(`/api/checks?page=${index + 1}`, member.cookie);
        return answer.json<ChecksResponse>().checks.map(({ id }) => id);
      }),
    );
    expect(all.flat()).toContain(checkId);
    expect(await ids(doubter)).not.toContain(checkId);
    expect((await list(null)).statusCode).toBe(401);
    expect((await list(await makeMember(site))).statusCode).toBe(403);
    expect((await site.get('/api/checks?page=0', member.cookie)).statusCode).toBe(422);
  });

  test('tells who is not established yet what it takes', async () => {
    const { cookie } = await makeMember(site);
    const page = await site.get('/fr/verifications', cookie);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Seuls les membres confirmés donnent leur avis.');
  });
});
