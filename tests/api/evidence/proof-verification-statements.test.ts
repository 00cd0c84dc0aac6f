import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { deleteAccount } from '#server/portability/personal-data/delete-account.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { establishNow } from '#tests/support/establish-members.ts';
import {
  findCheckOfProof,
  confirmProofAs,
  doubtProofAs,
  makeEstablishedMember,
  makeProof,
  readProof,
  listRecordedKinds,
  readProofStatements,
  readProofLevel,
} from './proof-verification.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const NOT_THERE = { id: 'zzzzzzzzzzzz' };
const KEY = Buffer.alloc(32);

async function setVoice(members: readonly TestMember[], voice: string): Promise<void> {
  const id = { in: members.map((member) => member.id) };
  await site.database.prisma.member.updateMany({ where: { id }, data: { voice } });
}

describe('confirming a proof', () => {
  test('two confirmations raise its level, and the record says so without names', async () => {
    const proof = await makeProof(site, { slug: 'appen' });
    expect(await readProofLevel(site, 'appen')).toBe('screenshot');
    const members = [await makeEstablishedMember(site), await makeEstablishedMember(site)];
    for (const member of members) {
      expect((await confirmProofAs(site, proof)(member)).statusCode).toBe(200);
    }
    expect(await readProof(site, proof)).toMatchObject({ proof: 'confirmed', confirmations: 2 });
    expect(await readProofLevel(site, 'appen')).toBe('confirmed');
    const { recordEntry } = site.database.prisma;
    const entries = await recordEntry.findMany({ where: { kind: 'proof-confirmed' } });
    expect(entries).toHaveLength(2);
    expect(entries.every(({ subject }) => subject.startsWith('voice/'))).toBe(true);
    const { body } = await site.get(`/api/payouts/${proof.id}/voices`);
    for (const { id, pseudonym } of members) {
      expect(body).not.toContain(id);
      expect(body).not.toContain(pseudonym);
    }
  });

  test('one member confirms once, however often she says so', async () => {
    const proof = await makeProof(site);
    const member = await makeEstablishedMember(site);
    const send = confirmProofAs(site, proof);
    await Promise.all([send(member), send(member), send(member)]);
    await send(member);
    expect(await readProofStatements(site, proof, member)).toMatchObject({
      confirmations: 1,
      mine: { kind: 'confirm' },
    });
    expect((await readProof(site, proof)).proof).toBe('screenshot');
  });

  test('members in lockstep with the author or each other are one voice', async () => {
    const proof = await makeProof(site);
    const [a, b, c, own] = await Promise.all(
      Array.from({ length: 4 }, () => makeEstablishedMember(site)),
    );
    const members = [a, b, c, own].filter((member) => member !== undefined);
    for (const member of members) await confirmProofAs(site, proof)(member);
    const [first, second, third, fourth] = members;
    if (!first || !second || !third || !fourth) throw new Error('four members');
    await setVoice([first, second, third], 'lockstep-1');
    await setVoice([fourth, proof.author], 'lockstep-2');
    expect(await readProof(site, proof)).toMatchObject({ proof: 'screenshot', confirmations: 1 });
    await setVoice([third], 'lockstep-3');
    expect(await readProof(site, proof)).toMatchObject({ proof: 'confirmed', confirmations: 2 });
  });

  test('counts for as long as she is established', async () => {
    const proof = await makeProof(site, { slug: 'isahit' });
    const member = await makeEstablishedMember(site);
    for (const one of [member, await makeEstablishedMember(site)])
      await confirmProofAs(site, proof)(one);
    // The other one has no piece of evidence of her own: once the month is over, she no longer is.
    for (const publishedOn of ['2026-10-02', '2026-11-02', '2026-11-03']) {
      await makePayout(site, { slug: 'mobeye', publishedOn, member });
    }
    expect(await readProofLevel(site, 'isahit')).toBe('confirmed');
    await establishNow(site);
    expect(await readProofLevel(site, 'isahit')).toBe('screenshot');
    expect((await readProof(site, proof)).confirmations).toBe(1);
  });

  test('counts on as it did when she deletes her account', async () => {
    const proof = await makeProof(site);
    for (const member of [await makeEstablishedMember(site), await makeEstablishedMember(site)]) {
      await confirmProofAs(site, proof)(member);
      const viewer = { ...member, language: 'fr', established: true, roles: [] } as const;
      await site.database.prisma.$transaction((tx) =>
        deleteAccount(tx, viewer, 'none', { pseudonyms: KEY, slipOwners: KEY }, site.clock.now),
      );
    }
    expect(await readProof(site, proof)).toMatchObject({ proof: 'confirmed', confirmations: 2 });
  });

  test('is undone by shown facts that the author changes afterwards', async () => {
    const proof = await makeProof(site, { showsAmount: true });
    for (const member of [await makeEstablishedMember(site), await makeEstablishedMember(site)]) {
      await confirmProofAs(site, proof)(member);
    }
    const facts = {
      outcome: 'received',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-11-10',
      receivedOn: '2026-11-14',
      showsAmount: true,
    };
    const change = (expected: string, method = 'paypal'): Promise<unknown> =>
      site.post(`/api/payouts/${proof.id}`, { ...facts, expected, method }, proof.author.cookie);
    await change('27,43', 'wise');
    expect((await readProof(site, proof)).confirmations).toBe(2);
    await change('2743');
    expect(await readProof(site, proof)).toMatchObject({ proof: 'screenshot', confirmations: 0 });
  });

  test('is for established members who are not the author', async () => {
    const proof = await makeProof(site);
    const send = confirmProofAs(site, proof);
    expect((await send(null)).statusCode).toBe(401);
    expect((await send(await makeMember(site))).statusCode).toBe(403);
    await site.database.prisma.member.update({
      where: { id: proof.author.id },
      data: { establishedOn: site.clock.now },
    });
    expect((await send(proof.author)).statusCode).toBe(403);
    expect((await readProof(site, proof)).confirmations).toBe(0);
  });

  test('needs a payment received, with a picture, that is there', async () => {
    const member = await makeEstablishedMember(site);
    const plain = await makePayout(site, { signed: true });
    const waiting = await makePayout(site, { state: 'waiting', screenshot: true });
    expect((await confirmProofAs(site, plain)(member)).statusCode).toBe(409);
    expect((await confirmProofAs(site, waiting)(member)).statusCode).toBe(409);
    expect((await confirmProofAs(site, NOT_THERE)(member)).statusCode).toBe(404);
  });
});

describe('doubting a proof', () => {
  test('opens a question, and the same reason joins it', async () => {
    const proof = await makeProof(site);
    const members = [await makeEstablishedMember(site), await makeEstablishedMember(site)];
    for (const member of members) {
      expect((await doubtProofAs(site, proof)(member)).statusCode).toBe(200);
    }
    const { checks } = await readProofStatements(site, proof);
    expect(checks).toMatchObject([
      { reason: 'amount', state: 'open', doubts: 2, sentences: [], decision: null },
    ]);
    const kinds = await listRecordedKinds(site);
    expect(kinds.filter((kind) => kind === 'proof-doubted')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'check-opened')).toHaveLength(1);
    expect((await readProof(site, proof)).proof).toBe('screenshot');
  });

  test('two members at once open one question', async () => {
    for (let round = 0; round < 5; round += 1) {
      const proof = await makeProof(site);
      const members = await Promise.all([makeEstablishedMember(site), makeEstablishedMember(site)]);
      const answers = await Promise.all(members.map(doubtProofAs(site, proof, 'unreadable')));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
      const where = { payoutId: proof.id };
      expect(await site.database.prisma.proofCheck.count({ where })).toBe(1);
    }
  });

  test('what the doubters wrote is for the author, without their names', async () => {
    const proof = await makeProof(site);
    const member = await makeEstablishedMember(site);
    await doubtProofAs(site, proof, 'amount', 'Je lis douze euros.')(member);
    const sentencesFor = async (viewer?: TestMember): Promise<string[]> =>
      (await readProofStatements(site, proof, viewer)).checks.flatMap(({ sentences }) => sentences);
    expect(await sentencesFor(proof.author)).toEqual(['Je lis douze euros.']);
    expect(await sentencesFor()).toEqual([]);
    expect(await sentencesFor(await makeEstablishedMember(site))).toEqual([]);
    const { body } = await site.get(`/fr/preuves/${proof.id}`, proof.author.cookie);
    expect(body).toContain('Je lis douze euros.');
    expect(body).not.toContain(member.pseudonym);
  });

  test('takes the place of what she said before', async () => {
    const proof = await makeProof(site);
    const member = await makeEstablishedMember(site);
    await confirmProofAs(site, proof)(member);
    await doubtProofAs(site, proof)(member);
    expect(await readProofStatements(site, proof, member)).toMatchObject({
      confirmations: 0,
      mine: { kind: 'doubt', reason: 'amount', sentence: 'Il est écrit 12 euros.' },
    });
    await doubtProofAs(site, proof, 'unreadable')(member);
    const { checks } = await readProofStatements(site, proof);
    expect(checks.map(({ reason }) => reason)).toEqual(['unreadable']);
    await confirmProofAs(site, proof)(member);
    expect(await readProofStatements(site, proof)).toMatchObject({ confirmations: 1, checks: [] });
  });

  test('is over when the author replaces or removes the picture', async () => {
    const proof = await makeProof(site);
    await doubtProofAs(site, proof)(await makeEstablishedMember(site));
    const facts = {
      outcome: 'received',
      expected: '27,43',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-11-10',
      receivedOn: '2026-11-14',
      removeScreenshot: true,
    };
    const { removeScreenshot, ...kept } = facts;
    const options = { cookie: proof.author.cookie, file: { bytes: await makePlainPng() } };
    await postForm(site, `/api/payouts/${proof.id}`, kept, options);
    expect((await findCheckOfProof(site, proof)).state).toBe('dismissed');
    expect(await listRecordedKinds(site)).toContain('check-dropped');
    await site.post(`/api/payouts/${proof.id}`, { ...kept, removeScreenshot }, options.cookie);
    const where = { payoutId: proof.id };
    expect(await site.database.prisma.proofCheck.count({ where })).toBe(0);
    expect(await listRecordedKinds(site)).toContain('check-withdrawn');
  });

  test.each([
    ['no reason', { sentence: 'Je lis douze euros.' }],
    ['another reason', { reason: 'boring', sentence: 'Je lis douze euros.' }],
    ['no sentence', { reason: 'amount' }],
    ['a sentence of 301 characters', { reason: 'amount', sentence: 'x'.repeat(301) }],
  ])('refuses %s', async (_, body) => {
    const proof = await makeProof(site);
    const { cookie } = await makeEstablishedMember(site);
    const answer = await site.post(`/api/payouts/${proof.id}/doubt`, body, cookie);
    expect(answer.statusCode).toBe(422);
    expect((await readProofStatements(site, proof)).checks).toEqual([]);
  });

  test('is for established members who are not the author, of what is there', async () => {
    const proof = await makeProof(site);
    const send = doubtProofAs(site, proof);
    expect((await send(null)).statusCode).toBe(401);
    expect((await send(await makeMember(site))).statusCode).toBe(403);
    expect((await send(proof.author)).statusCode).toBe(403);
    expect(
      (await doubtProofAs(site, NOT_THERE)(await makeEstablishedMember(site))).statusCode,
    ).toBe(404);
  });

  test('ten times a day, and no more', async () => {
    const member = await makeEstablishedMember(site);
    for (let done = 0; done < 10; done += 1) {
      const answer = await doubtProofAs(site, await makeProof(site))(member);
      expect(answer.statusCode).toBe(200);
    }
    expect((await doubtProofAs(site, await makeProof(site))(member)).statusCode).toBe(429);
  });
});

describe('taking back what one said', () => {
  test('erases it, and the key of its entry in the record', async () => {
    const proof = await makeProof(site);
    const member = await makeEstablishedMember(site);
    await confirmProofAs(site, proof)(member);
    const voice = await site.database.prisma.proofStatement.findFirstOrThrow({
      where: { payoutId: proof.id },
    });
    const answer = await site.post(`/api/payouts/${proof.id}/voice/withdraw`, {}, member.cookie);
    expect(answer.statusCode).toBe(200);
    expect((await readProofStatements(site, proof, member)).mine).toBeNull();
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `voice/${voice.id}` },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ kind, salt }) => [kind, salt === null])).toEqual([
      ['proof-confirmed', true],
      ['proof-voice-withdrawn', false],
    ]);
  });

  test('is for who said something', async () => {
    const proof = await makeProof(site);
    await confirmProofAs(site, proof)(await makeEstablishedMember(site));
    const path = `/api/payouts/${proof.id}/voice/withdraw`;
    expect((await site.post(path, {})).statusCode).toBe(401);
    const { cookie } = await makeEstablishedMember(site);
    expect((await site.post(path, {}, cookie)).statusCode).toBe(404);
    expect((await readProofStatements(site, proof)).confirmations).toBe(1);
  });
});

test('a proof that its author withdraws takes all that was said of it along', async () => {
  const proof = await makeProof(site);
  await doubtProofAs(site, proof)(await makeEstablishedMember(site));
  const check = await findCheckOfProof(site, proof);
  const answer = await site.post(`/api/payouts/${proof.id}/withdraw`, {}, proof.author.cookie);
  expect(answer.statusCode).toBe(200);
  const { prisma } = site.database;
  expect(await prisma.proofStatement.count({ where: { payoutId: proof.id } })).toBe(0);
  expect(await prisma.proofCheck.count({ where: { payoutId: proof.id } })).toBe(0);
  const entries = await kindsInRecord(site, `check/${check.id}`);
  expect(entries).toEqual(['check-opened (erased)', 'check-withdrawn']);
  expect((await site.get(`/api/payouts/${proof.id}/voices`)).statusCode).toBe(410);
});
