import { beforeEach, describe, expect, test } from 'vitest';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { commitmentOf } from '#shared/transparency-log/commitments.ts';
import {
  checkJuryDraw,
  drawOrderOf,
  type PublishedJuryDraw,
} from '#shared/governance/jury-draw.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { fetchCheckpoint, sequence } from '#tests/support/log-sequencer.ts';
import {
  PARTY_WORDS,
  appealAs,
  declineSeatAs,
  drawJuryAfterHour,
  fetchPublishedDraw,
  makeEstablishedCommunity,
  giveNonceAs,
  findAskedJurors,
  findJuryOfCase,
  makeContestedCase,
  makeHiddenSubject,
  makeSittingJury,
  makeWaitingJury,
  advanceClockHours,
  readJury,
  readOwnJury,
  runMinuteJobs,
  sha256Hex,
  revealNonceAs,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  if (site !== undefined) return;
  site = await createTestApp();
  await makeEstablishedCommunity(site);
});

/** Whose a name in a pool is, as the site alone can tell. */
async function ownerOf(juryId: string, name: string): Promise<string | undefined> {
  const where = { juryId, name };
  return (await site.database.prisma.juryCandidate.findFirst({ where }))?.memberId;
}

describe('a draw', () => {
  test('can be made again by a stranger, from what is public alone and in his own words', async () => {
    const { jury, author } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { words: PARTY_WORDS });
    await drawJuryAfterHour(site, jury);
    const draw = await fetchPublishedDraw(site, jury);
    // As docs/decisions/juries.md says it, with nothing of ours.
    const names = draw.names.toSorted();
    expect(sha256Hex(names.map((name) => `${name}\n`).join(''))).toBe(draw.poolHash);
    expect(sha256Hex(draw.siteNonce)).toBe(draw.siteCommitment);
    const seed = sha256Hex(
      `contrenote jury draw 1\njury ${jury}\npool ${draw.poolHash}\n` +
        `checkpoint ${draw.checkpoint.size} ${draw.checkpoint.root}\nsite ${draw.siteNonce}\n` +
        `words ${sha256Hex(PARTY_WORDS)} ${PARTY_WORDS}\n`,
    );
    expect(seed).toBe(draw.seed);
    const order = names.toSorted((a, b) =>
      sha256Hex(`${seed} ${a}`) < sha256Hex(`${seed} ${b}`) ? -1 : 1,
    );
    expect(draw.drawn.length).toBeGreaterThanOrEqual(3);
    expect(order.slice(0, draw.drawn.length)).toEqual(draw.drawn);
    expect(await checkJuryDraw(nodeCrypto.sha256, draw)).toEqual([]);
  });

  test('that was cheated is found, by what does not fit', async () => {
    const { jury, author, flagger } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { words: PARTY_WORDS });
    await giveNonceAs(site, jury, flagger, { words: 'trois citrons verts' });
    await drawJuryAfterHour(site, jury);
    const draw = await fetchPublishedDraw(site, jury);
    const [first = '', second = ''] = draw.drawn;
    const cheats: [Partial<PublishedJuryDraw>, string[]][] = [
      [{}, []],
      // Another checkpoint, or another nonce of the site's, chosen for what comes of it.
      [{ checkpoint: { ...draw.checkpoint, size: draw.checkpoint.size + 1 } }, ['seed']],
      [{ siteNonce: '00' }, ['site', 'seed']],
      // Words that are not those promised, or kept back by the site after they were told.
      [
        { nonces: draw.nonces.map((one) => ({ ...one, nonce: 'd’autres mots' })) },
        ['words', 'seed'],
      ],
      [{ nonces: draw.nonces.map((one) => ({ ...one, nonce: null })) }, ['seed']],
      [{ nonces: draw.nonces.slice(1) }, ['seed']],
      // A friend more in the pool, an enemy less; another one asked first.
      [{ names: [...draw.names, 'f'.repeat(32)] }, ['pool']],
      [{ drawn: [second, first] }, ['order']],
    ];
    for (const [cheat, faults] of cheats) {
      const found = await checkJuryDraw(nodeCrypto.sha256, { ...draw, ...cheat });
      expect(found.filter((fault) => fault !== 'order' || faults.includes(fault))).toEqual(faults);
    }
  });

  test('was promised in the record before its checkpoint: pool, site and words', async () => {
    const { jury, author } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { commitment: sha256Hex(PARTY_WORDS) });
    await sequence(site);
    const before = await fetchCheckpoint(site);
    advanceClockHours(site, 26);
    await sequence(site);
    await revealNonceAs(site, jury, author);
    await drawJuryAfterHour(site, jury);
    const {
      acts,
      pool,
      site: own,
      seats,
      drawHour,
      words,
      checkpoint,
    } = await readJury(site, jury);
    const contents = {
      'jury-called': {
        jury,
        seats,
        pool: pool.hash,
        site: own.commitment,
        hour: drawHour,
      },
      'jury-nonce': { jury, role: 'author', commitment: words[0]?.commitment },
    };
    for (const [kind, content] of Object.entries(contents)) {
      const act = acts.find((one) => one.kind === kind);
      expect(commitmentOf(act?.salt ?? '', content)).toBe(act?.commitment);
      expect(act?.leaf).toBeLessThan(before.size);
      expect(act?.leaf).toBeLessThan(checkpoint?.size ?? 0);
    }
    // The checkpoint is the first that was signed at the hour or later.
    const signed = await site.database.prisma.recordCheckpoint.findMany({
      where: { signedAt: { gte: new Date(drawHour) } },
      orderBy: { size: 'asc' },
    });
    expect(signed[0]?.root).toBe(checkpoint?.root);
  });

  test('waits for its hour, a day away at least, and for a checkpoint of that hour', async () => {
    const { jury } = await makeWaitingJury(site);
    const { drawHour } = await readJury(site, jury);
    expect(drawHour).toMatch(/:00:00Z$/);
    const wait = new Date(drawHour).getTime() - site.clock.now.getTime();
    expect(wait).toBeGreaterThanOrEqual(24 * 3_600_000);
    expect(wait).toBeLessThan(25 * 3_600_000);
    await sequence(site);
    await runMinuteJobs(site);
    expect((await readJury(site, jury)).state).toBe('waiting');
    site.clock.now = new Date(drawHour);
    await runMinuteJobs(site);
    // What was signed before the hour is not read.
    expect(await readJury(site, jury)).toMatchObject({ state: 'waiting', seed: null });
    await sequence(site);
    await runMinuteJobs(site);
    expect(await readJury(site, jury)).toMatchObject({ state: 'sitting' });
  });

  test('shows nothing of the site’s nonce and of words before, and nothing of who is who, ever', async () => {
    const { jury, author } = await makeWaitingJury(site);
    await giveNonceAs(site, jury, author, { words: PARTY_WORDS });
    const nonce = (await site.database.prisma.jury.findUniqueOrThrow({ where: { id: jury } }))
      .siteNonce;
    const waiting = await site.get(`/api/juries/${jury}`);
    expect(waiting.body).not.toContain(nonce);
    expect(waiting.body).not.toContain(PARTY_WORDS);
    await drawJuryAfterHour(site, jury);
    const members = await findAskedJurors(site, jury);
    const candidates = await site.database.prisma.juryCandidate.findMany({
      where: { juryId: jury },
    });
    const pool = await site.get(`/api/juries/${jury}/pool`);
    const sitting = await site.get(`/api/juries/${jury}`);
    for (const { body } of [sitting, pool]) {
      for (const { salt } of candidates) expect(body).not.toContain(salt);
      for (const { id, pseudonym } of [...members, author]) {
        expect(body).not.toContain(id);
        expect(body).not.toContain(pseudonym);
      }
    }
  });

  test('has the names of each who could be drawn, which she alone can tell and check', async () => {
    const { jury, author, flagger, moderator, second } = await makeWaitingJury(site);
    const { names } = (await site.get(`/api/juries/${jury}/pool`)).json<{ names: string[] }>();
    expect(names).toEqual(names.toSorted());
    for (const member of [author, flagger, moderator, second]) {
      expect((await readOwnJury(site, jury, member)).pool).toBeNull();
    }
    const newcomer = await makeMember(site, { established: true });
    expect((await readOwnJury(site, jury, newcomer)).pool).toBeNull();
    await drawJuryAfterHour(site, jury);
    const [juror] = await findAskedJurors(site, jury);
    if (juror === undefined) throw new Error('nobody asked');
    const { pool } = await readOwnJury(site, jury, juror);
    expect(names).toContain(pool?.name);
    expect(pool?.member).toBe(juror.id);
    expect(sha256Hex(`${pool?.salt}/${pool?.member}`).slice(0, 32)).toBe(pool?.name);
    const { order } = await readJury(site, jury);
    expect(order.find(({ state }) => state === 'asked')?.name).toBe(pool?.name);
  });
});

describe('who may be drawn', () => {
  test('is no party, counts as one voice with none, did not decide, and sits nowhere else', async () => {
    const busy = await makeSittingJury(site);
    const [sitting] = await findAskedJurors(site, busy.jury);
    const { prisma } = site.database;
    const voice = async (...members: TestMember[]): Promise<void> => {
      const id = { in: members.map((one) => one.id) };
      await prisma.member.updateMany({ where: { id }, data: { voice: `v-${members[0]?.id}` } });
    };
    const friend = await makeMember(site, { established: true });
    const able = await makeMember(site, { established: true });
    const guest = await makeMember(site);
    const otherModerator = await makeMember(site, { moderator: true });
    const quiet = await makeMember(site, { moderator: true });
    await site.post('/api/moderation/quiet', { quiet: 'begin' }, quiet.cookie);
    const contested = await makeContestedCase(site);
    const { author, flagger, moderator, second } = contested;
    await voice(friend, author);
    const after = await makeWaitingJury(site);
    // The same people, concerned by another case: only there are they kept out.
    const decided = await makeHiddenSubject(site);
    await prisma.member.updateMany({
      where: { id: { in: [decided.author.id, decided.flagger.id] } },
      data: { establishedOn: site.clock.now },
    });
    const friendOfFlagger = await makeMember(site, { established: true });
    await voice(friendOfFlagger, decided.flagger);
    await appealAs(site, decided.decision, decided.author);
    const jury = await findJuryOfCase(site, decided.caseId);
    const inPool = async (member: TestMember | undefined, id = jury): Promise<boolean> =>
      member !== undefined && (await readOwnJury(site, id, member)).pool !== null;
    const { author: a, flagger: b, moderator: c, second: d } = decided;
    for (const member of [a, b, c, d, friendOfFlagger, guest, sitting, quiet]) {
      expect(await inPool(member)).toBe(false);
    }
    // Under 500 established members, moderators are among those who did not decide.
    for (const member of [able, friend, otherModerator, moderator, second]) {
      expect(await inPool(member)).toBe(true);
    }
    for (const member of [author, flagger, moderator, second]) {
      expect(await inPool(member, contested.jury)).toBe(false);
    }
    expect(await inPool(able, after.jury)).toBe(true);
  });

  test('is passed over, publicly, where she has left or sits elsewhere by then', async () => {
    const { jury } = await makeWaitingJury(site);
    await drawJuryAfterHour(site, jury);
    const { prisma } = site.database;
    const { seed, names, drawn } = await fetchPublishedDraw(site, jury);
    const order = await drawOrderOf(nodeCrypto.sha256, seed, names);
    // Whoever comes next leaves; and who comes after her is asked by another jury.
    const [next, after] = await Promise.all(
      order.slice(drawn.length, drawn.length + 2).map((name) => ownerOf(jury, name)),
    );
    await prisma.member.delete({ where: { id: next ?? '' } });
    const other = await makeWaitingJury(site);
    await drawJuryAfterHour(site, other.jury);
    const seat = { juryId: other.jury, drawn: '', state: 'asked', askedAt: site.clock.now };
    await prisma.juror.deleteMany({ where: { juryId: other.jury } });
    await prisma.juror.create({ data: { ...seat, place: 1, memberId: after ?? '' } });
    const [juror] = await findAskedJurors(site, jury);
    expect((await declineSeatAs(site, jury, juror ?? null)).statusCode).toBe(200);
    const turns = (await readJury(site, jury)).order.slice(drawn.length);
    expect(turns.slice(0, 2).map(({ state }) => state)).toEqual(['passed-over', 'passed-over']);
    expect(turns.at(-1)?.state).toBe('asked');
    // It was drawn by hand, and is not to go on.
    await prisma.jury.update({ where: { id: other.jury }, data: { state: 'dropped' } });
  });

  test('sits beside nobody who counts as one voice with her', async () => {
    const { jury, author, flagger } = await makeWaitingJury(site);
    const { prisma } = site.database;
    // All who could be drawn are one voice: there is a jury of one.
    const others = { id: { notIn: [author.id, flagger.id] } };
    const before = await prisma.member.findMany({
      where: others,
      select: { id: true, voice: true },
    });
    await prisma.member.updateMany({ where: others, data: { voice: 'one' } });
    await drawJuryAfterHour(site, jury);
    const { order, pool } = await readJury(site, jury);
    expect(order).toHaveLength(pool.size);
    const states = order.map(({ state }) => state);
    expect(states.filter((state) => state !== 'passed-over')).toEqual(['asked']);
    for (const { id, voice } of before) {
      await prisma.member.update({ where: { id }, data: { voice } });
    }
  });
});
