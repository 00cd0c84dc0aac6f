import { findMemberAliases } from '#server/collective/boycott-procedure/member-aliases.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { destroySigningKeys } from '#server/collective/pledges/signing-keys.ts';
import { lockBoycottShared } from '#server/collective/pledges/accept-pledge.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  findToken,
  makePledging,
  makeWorker,
  preparePledge,
  sendPledge,
} from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/log-sequencer.ts';

/** The one blind signature of each member. */

const WAITING_LOCKS = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

let site: TestApp;
let boycott: string;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  boycott = await makePledging(site);
  member = await makeWorker(site);
});

const ask = (of: string, blinded: string, { cookie }: { cookie?: string } = member) =>
  site.post(`/api/boycotts/${of}/token`, { blinded }, cookie);
const codeOf = (answer: { json: () => unknown }) =>
  (answer.json() as { error: { code: string } }).error.code;

async function prepare(of = boycott, who = member) {
  const { rank, publicKey } = await findToken(site, of, who);
  return preparePledge(of, rank, publicKey);
}

test('a member gets her signature, and the pledge that it makes is taken', async () => {
  const { blinded, finish } = await prepare();
  const answer = await ask(boycott, blinded);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('private, no-store');
  const pledger = finish(answer.json<{ signature: string }>().signature);
  expect((await sendPledge(site, pledger)).statusCode).toBe(200);
  expect(await findToken(site, boycott, member)).toMatchObject({ issued: true });
});

test('whoever lost the answer asks again with the same bytes, and gets the same', async () => {
  const other = await makeWorker(site);
  const { blinded } = await prepare(boycott, other);
  const [first, second] = [await ask(boycott, blinded, other), await ask(boycott, blinded, other)];
  expect(second.json()).toEqual(first.json());
});

test('other bytes get no second signature', async () => {
  const other = await makeWorker(site);
  await ask(boycott, (await prepare(boycott, other)).blinded, other);
  const again = await ask(boycott, (await prepare(boycott, other)).blinded, other);
  expect([again.statusCode, codeOf(again)]).toEqual([409, 'token-taken']);
});

test('of twenty that are asked for at once one is signed', async () => {
  const other = await makeWorker(site);
  const prepared = await Promise.all(Array.from({ length: 20 }, () => prepare(boycott, other)));
  const answers = await Promise.all(prepared.map(({ blinded }) => ask(boycott, blinded, other)));
  const signed = answers.filter(({ statusCode }) => statusCode === 200);
  expect(signed).toHaveLength(1);
  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  expect(refused.map(codeOf)).toEqual(Array.from({ length: 19 }, () => 'token-taken'));
  const { database, dataDir } = site;
  const secrets = openSecrets(null, dataDir);
  const alias = (await findMemberAliases(database.sql, secrets, other.id, 'tokens', boycott)).get(
    boycott,
  );
  const where = { boycottId: boycott, alias: alias ?? new Uint8Array() };
  expect(await database.prisma.boycottTokenHolder.count({ where })).toBe(1);
});

describe('is refused, with its reason', () => {
  test('until the key stands in the signed record', async () => {
    const fresh = await makePledging(site, { told: false });
    const { blinded } = await prepare(fresh);
    expect(await findToken(site, fresh, member)).toMatchObject({ leaf: null, issued: false });
    const early = await ask(fresh, blinded);
    expect([early.statusCode, codeOf(early)]).toEqual([409, 'key-not-told']);
    expect(early.headers['retry-after']).toBe('600');
    await sequence(site);
    expect((await findToken(site, fresh, member)).leaf).toBeTypeOf('number');
    expect((await ask(fresh, blinded)).statusCode).toBe(200);
  });

  test('signed out', async () => {
    const answer = await ask(boycott, (await prepare()).blinded, {});
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'signed-out']);
    expect((await site.get('/api/me/boycott-tokens')).statusCode).toBe(401);
  });

  test('to who has no evidence there, or is not established', async () => {
    const { blinded } = await prepare();
    for (const other of [
      await makeMember(site, { established: true }),
      await makeWorker(site, { established: false }),
    ]) {
      const answer = await ask(boycott, blinded, other);
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'not-allowed']);
      const own = await site.get('/api/me/boycott-tokens', other.cookie);
      expect(own.json()).toMatchObject({ open: [] });
    }
  });

  test('before pledging, after its deadline, and once the key is destroyed', async () => {
    const late = await makePledging(site, { hours: 1 });
    const { blinded } = await prepare(late);
    const { prisma } = site.database;
    await prisma.boycott.update({ where: { id: late }, data: { state: 'debated' } });
    expect(codeOf(await ask(late, blinded))).toBe('not-pledging');
    await prisma.boycott.update({
      where: { id: late },
      data: { state: 'pledging', stepEndsAt: site.clock.now },
    });
    expect(codeOf(await ask(late, blinded))).toBe('not-pledging');
    const gone = await makePledging(site);
    const ready = await prepare(gone);
    await prisma.$transaction((tx) => destroySigningKeys(tx, gone));
    expect(codeOf(await ask(gone, ready.blinded))).toBe('not-pledging');
    expect(
      await prisma.boycottTokenHolder.count({ where: { boycottId: { in: [late, gone] } } }),
    ).toBe(0);
  });

  test('of a number out of range, or of another length', async () => {
    const other = await makeWorker(site);
    const large = Buffer.alloc(256, 0xff).toString('base64');
    const answer = await ask(boycott, large, other);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ error: { fields: { blinded: { code: 'invalid' } } } });
    expect((await ask(boycott, 'AAAA', other)).statusCode).toBe(422);
    // It cost her nothing.
    const { blinded } = await prepare(boycott, other);
    expect((await ask(boycott, blinded, other)).statusCode).toBe(200);
  });

  test('of a boycott that is not there', async () => {
    const answer = await ask('zzzzzzzzzzzz', (await prepare()).blinded);
    expect(answer.statusCode).toBe(404);
  });
});

test('a fast call takes new accounts too, with a key of their own', async () => {
  const fresh = await makeWorker(site, { established: false });
  site.clock.advanceDays(2);
  const fast = await makePledging(site, { pace: 'fast' });
  const token = await findToken(site, fast, fresh);
  expect(token.rank).toBe('new');
  expect((await findToken(site, fast, member)).publicKey).not.toBe(token.publicKey);
  // A signature of one rank is none of the other.
  const { blinded, finish } = await prepare(fast, fresh);
  const { signature } = (await ask(fast, blinded, fresh)).json<{ signature: string }>();
  const pledger = finish(signature);
  const risen = await sendPledge(site, pledger, { rank: 'established' });
  expect([risen.statusCode, codeOf(risen)]).toEqual([403, 'bad-signature']);
  expect((await sendPledge(site, pledger)).statusCode).toBe(200);
});

test('a signature that is given just as the call is called off leaves no row behind', async () => {
  const { prisma, sql } = site.database;
  const proposer = await makeMember(site);
  const call = await makePledging(site);
  await prisma.boycott.update({ where: { id: call }, data: { memberId: proposer.id } });
  const isWaiting = async (): Promise<boolean> => (await sql(WAITING_LOCKS)) > 0;
  let calledOff: ReturnType<TestApp['post']> | undefined;
  await prisma.$transaction(async (tx) => {
    // As it is while a signature is given: the row is there, for nobody to see.
    await lockBoycottShared(tx, call);
    const data = { boycottId: call, alias: new Uint8Array(32), rank: 'established' };
    await tx.boycottTokenHolder.create({ data: { ...data, blindedHash: new Uint8Array(32) } });
    calledOff = site.post(`/api/boycotts/${call}/call-off`, {}, proposer.cookie);
    while (!(await isWaiting())) await setTimeout(10);
  });
  expect((await calledOff)?.statusCode).toBe(200);
  expect(await prisma.boycottTokenHolder.count({ where: { boycottId: call } })).toBe(0);
});
