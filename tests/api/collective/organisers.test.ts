import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  debate,
  freshPlatform,
  openPledging,
  passHours,
  propose,
  readBoycott,
} from '#tests/support/boycott-lifecycle.ts';
import { makeMember } from '#tests/support/factories.ts';
import { giveKeys, makeKey, nameOrganiser, openCosigned } from '#tests/support/organisers.ts';
import { makeWorker, makeWorkers } from '#tests/support/pledges.ts';

/** Who is asked for a key beside the site's, and who gives one. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const outcomeOf = (answer: { statusCode: number; json: () => unknown }) =>
  answer.statusCode === 200
    ? 'done'
    : (answer.json() as { error: { code: string; fields?: Record<string, { code: string }> } })
        .error;
const kindsOf = async (subject: string) =>
  (
    await site.database.prisma.recordEntry.findMany({
      where: { subject: `boycott/${subject}` },
      orderBy: { id: 'asc' },
    })
  ).map(({ kind }) => kind);
const linesOf = async ({ cookie }: { cookie: string }) =>
  (await site.get('/api/me/inbox', cookie))
    .json<{ items: { kind: string }[] }>()
    .items.map(({ kind }) => kind);

describe('a key', () => {
  test('is asked for by the proposer, and who is asked hears of it; others see neither', async () => {
    const { id, proposer } = await propose(site);
    const friend = await makeWorker(site);
    expect(outcomeOf(await nameOrganiser(site, id, proposer, friend))).toBe('done');
    expect(await linesOf(friend)).toContain('boycott-key-asked');
    const seen = [
      await readBoycott(site, id, proposer.cookie),
      await readBoycott(site, id, friend.cookie),
      await readBoycott(site, id, (await makeWorker(site)).cookie),
      await readBoycott(site, id),
    ];
    expect(seen.map(({ organisers }) => organisers.length)).toEqual([1, 1, 0, 0]);
    expect(seen.map(({ ownKey }) => ownKey)).toEqual([
      null,
      { given: false, waiting: 0 },
      null,
      null,
    ]);
    expect(seen.map(({ can }) => can.nameOrganiser)).toEqual([true, false, false, false]);
  });

  test('is asked of two at most, of each once, and of nobody who is not there', async () => {
    const { id, proposer } = await propose(site);
    const [one, two] = [await makeWorker(site), await makeWorker(site)];
    const name = async (member: { pseudonym: string }) =>
      outcomeOf(await nameOrganiser(site, id, proposer, member));
    expect(await name(proposer)).toBe('done');
    expect(await linesOf(proposer)).not.toContain('boycott-key-asked');
    expect(await name(proposer)).toMatchObject({
      fields: { pseudonym: { code: 'named-already' } },
    });
    expect(await name({ pseudonym: 'Personne' })).toMatchObject({
      fields: { pseudonym: { code: 'unknown-member' } },
    });
    expect(await name(one)).toBe('done');
    expect(await name(two)).toMatchObject({ fields: { pseudonym: { code: 'organisers-full' } } });
  });

  test('is asked for by nobody else, nor once pledging began, nor signed out', async () => {
    const { id, workers, proposer } = await openPledging(site, 16, {
      platform: await freshPlatform(site),
    });
    const [worker = proposer] = workers;
    const open = await propose(site);
    expect(outcomeOf(await nameOrganiser(site, open.id, worker, worker))).toMatchObject({
      code: 'not-allowed',
    });
    expect(outcomeOf(await nameOrganiser(site, id, proposer, worker))).toMatchObject({
      code: 'not-allowed',
    });
    const out = await site.post(`/api/boycotts/${open.id}/organisers`, { pseudonym: 'x' });
    expect(out.statusCode).toBe(401);
  });

  test('asked of who does not work there tells the proposer nothing, and is not taken of her', async () => {
    const { id, proposer } = await propose(site);
    const stranger = await makeMember(site, { established: true });
    const fresh = await makeWorker(site, { established: false });
    for (const member of [stranger, fresh]) {
      expect(outcomeOf(await nameOrganiser(site, id, proposer, member))).toBe('done');
      const keys = [{ rank: 'established', publicKey: makeKey().publicKey }];
      const answer = await site.post(`/api/boycotts/${id}/keys`, { keys }, member.cookie);
      expect(outcomeOf(answer)).toMatchObject({ code: 'not-allowed' });
    }
  });

  test('given stands in the public record, with her pseudonym for everybody', async () => {
    const { id, proposer } = await propose(site);
    await nameOrganiser(site, id, proposer, proposer);
    await giveKeys(site, id, proposer);
    expect(await kindsOf(id)).toEqual(['boycott-proposed', 'boycott-key-given']);
    const { organisers, keys } = await readBoycott(site, id);
    expect(organisers).toMatchObject([{ pseudonym: proposer.pseudonym, hasKey: true }]);
    expect(keys).toMatchObject([{ rank: 'established', organiser: 1 }]);
  });

  test('given anew replaces the first one', async () => {
    const { id, proposer } = await propose(site);
    await nameOrganiser(site, id, proposer, proposer);
    await giveKeys(site, id, proposer);
    const before = await readBoycott(site, id);
    await giveKeys(site, id, proposer);
    const after = await readBoycott(site, id);
    expect(after.keys).toHaveLength(1);
    expect(after.keys[0]?.publicKey).not.toBe(before.keys[0]?.publicKey);
  });

  test('of another size, of too few ranks, or of who is not asked is not taken', async () => {
    const { id, proposer } = await debate(site, { pace: 'fast', debateHours: 24, pledgeHours: 24 });
    await nameOrganiser(site, id, proposer, proposer);
    const good = () => makeKey().publicKey;
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const give = async (keys: object, cookie = proposer.cookie) =>
      outcomeOf(await site.post(`/api/boycotts/${id}/keys`, { keys }, cookie));
    const both = [
      { rank: 'established', publicKey: good() },
      { rank: 'new', publicKey: good() },
    ];
    for (const keys of [
      [],
      both.slice(1),
      [...both, ...both],
      [both[0], both[0]],
      [both[0], { rank: 'new', publicKey: makeKey(short).publicKey }],
      [both[0], { rank: 'new', publicKey: Buffer.alloc(294, 1).toString('base64') }],
    ]) {
      expect(await give(keys)).toMatchObject({ code: 'bad-input' });
    }
    expect(await give(both, (await makeWorker(site)).cookie)).toMatchObject({
      code: 'not-allowed',
    });
    expect(await give(both)).toBe('done');
  });

  test('can be taken back, and asked for no longer, until pledging begins; on the record', async () => {
    const { id, proposer } = await propose(site);
    const friend = await makeWorker(site);
    const drop = async (by: { cookie: string }, { pseudonym }: { pseudonym: string }) =>
      outcomeOf(await site.post(`/api/boycotts/${id}/drop-organiser`, { pseudonym }, by.cookie));
    await nameOrganiser(site, id, proposer, friend);
    await nameOrganiser(site, id, proposer, proposer);
    expect(await drop(await makeWorker(site), friend)).toMatchObject({ code: 'not-allowed' });
    expect(await drop(friend, proposer)).toMatchObject({ code: 'not-allowed' });
    await giveKeys(site, id, friend);
    expect(await drop(friend, friend)).toBe('done');
    expect(await drop(proposer, proposer)).toBe('done');
    expect(await drop(proposer, proposer)).toBe('done');
    // Who leaves by herself knows it.
    expect(await linesOf(friend)).not.toContain('boycott-key-dropped');
    expect(await linesOf(proposer)).not.toContain('boycott-key-dropped');
    expect(await kindsOf(id)).toEqual([
      'boycott-proposed',
      'boycott-key-given',
      'boycott-key-left',
    ]);
    const { organisers, keys } = await readBoycott(site, id, proposer.cookie);
    expect([organisers, keys]).toEqual([[], []]);
    const begun = await openCosigned(site, 1, { platform: await freshPlatform(site) });
    const late = await site.post(
      `/api/boycotts/${begun.id}/drop-organiser`,
      { pseudonym: begun.proposer.pseudonym },
      begun.proposer.cookie,
    );
    expect(outcomeOf(late)).toMatchObject({ code: 'not-allowed' });
    const keysLate = [{ rank: 'established', publicKey: makeKey().publicKey }];
    const cookie = begun.proposer.cookie;
    const given = await site.post(`/api/boycotts/${begun.id}/keys`, { keys: keysLate }, cookie);
    expect(outcomeOf(given)).toMatchObject({ code: 'conflict' });
  });
});

test('who asked for a key hears once that it was given, and that another will not be', async () => {
  const { id, proposer } = await propose(site);
  const [gives, declines] = [await makeWorker(site), await makeWorker(site)];
  for (const friend of [gives, declines]) await nameOrganiser(site, id, proposer, friend);
  const heard = async () =>
    (await site.get('/api/me/inbox', proposer.cookie))
      .json<{ items: { kind: string; count: number }[] }>()
      .items.filter(({ kind }) => kind.startsWith('boycott-key-'))
      .map(({ kind, count }) => `${kind} ${count}`)
      .toSorted();
  expect(await heard()).toEqual([]);
  await giveKeys(site, id, gives);
  expect(await heard()).toEqual(['boycott-key-given 1']);
  // Another one of the same person, as on a new device, is no answer more.
  await giveKeys(site, id, gives);
  expect(await heard()).toEqual(['boycott-key-given 1']);
  const form = { pseudonym: declines.pseudonym };
  await site.post(`/api/boycotts/${id}/drop-organiser`, form, declines.cookie);
  expect(await heard()).toEqual(['boycott-key-declined 1', 'boycott-key-given 1']);
});

test('who is dropped by the proposer, or gave no key in time, is told', async () => {
  const platform = await freshPlatform(site);
  const { id, proposer } = await debate(site, { platform });
  await makeWorkers(site, 18, { slug: platform });
  const [friend, late] = await makeWorkers(site, 2, { slug: platform });
  if (friend === undefined || late === undefined) throw new Error('two');
  await nameOrganiser(site, id, proposer, friend);
  const form = { pseudonym: friend.pseudonym };
  await site.post(`/api/boycotts/${id}/drop-organiser`, form, proposer.cookie);
  expect(await linesOf(friend)).toContain('boycott-key-dropped');
  await nameOrganiser(site, id, proposer, late);
  expect(await linesOf(late)).not.toContain('boycott-key-dropped');
  await passHours(site, 72);
  expect((await readBoycott(site, id)).state).toBe('pledging');
  expect(await linesOf(late)).toContain('boycott-key-dropped');
});

test('who gave no key as pledging begins, or is gone, is waited for no longer', async () => {
  const platform = await freshPlatform(site);
  const { id, proposer } = await debate(site, { platform });
  const gone = await makeWorker(site, { slug: platform });
  await makeWorkers(site, 16, { slug: platform });
  await nameOrganiser(site, id, proposer, proposer);
  await nameOrganiser(site, id, proposer, gone);
  await giveKeys(site, id, gone);
  await site.database.prisma.member.delete({ where: { id: gone.id } });
  await passHours(site, 72);
  const { state, keys, organisers } = await readBoycott(site, id, proposer.cookie);
  expect([state, organisers]).toEqual(['pledging', []]);
  expect(keys.map(({ organiser }) => organiser)).toEqual([0]);
});
