import { beforeAll, describe, expect, test } from 'vitest';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { deleteAccount, leavingKeys } from '#server/portability/personal-data/delete-account.ts';
import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { secretsOf } from '#tests/api/evidence/publication.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReview,
  type TestMember,
  showAllPosts,
} from '#tests/support/factories.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { updateEstablished, establishNow } from '#tests/support/establish-members.ts';
import {
  findCheckOfProof,
  doubtProofAs,
  makeEstablishedMember,
  makeProof,
  readProofStatements,
} from '#tests/api/evidence/proof-verification.testing.ts';
import { CLIENT_RATINGS, makeClient } from '#tests/api/directory/clients.testing.ts';

/**
 * Who polls what is public must not learn, from the moment at which being established changes, that
 * keys of two platforms are one member's: all who change do so together.
 */

type Public = { author: { established: boolean } };

/** Others read the flag of a payout on its proof alone. */
const PROOF = { screenshot: true } as const;

let site: TestApp;
const old: string[] = [];
beforeAll(async () => {
  site = await createTestApp();
  for (let index = 0; index < 20; index += 1) old.push((await makePayout(site, PROOF)).id);
  const { payout } = site.database.prisma;
  const pieces = await payout.findMany();
  for (const month of ['2026-09-03', '2026-10-03']) {
    const publishedOn = dayToDate(month);
    await payout.createMany({
      data: pieces.map((one) => ({ ...one, id: randomId(), publishedOn })),
    });
  }
  await updateEstablished(site);
});

const payoutFlag = async (id: string): Promise<boolean> =>
  (await site.get(`/api/payouts/${id}`)).json<Public>().author.established;

async function listed(path: string, at: 'incidents' | 'reviews'): Promise<boolean[]> {
  const response = await site.get(path);
  const rows = response.json<Record<typeof at, Public[]>>()[at];
  return rows.map(({ author }) => author.established);
}

const establishedCount = (): Promise<number> =>
  site.database.prisma.member.count({ where: { establishedOn: { not: null } } });

async function liveUntil(day: string): Promise<void> {
  site.clock.now = new Date(`${day}T09:00:00Z`);
  await updateEstablished(site);
}

describe('a site on which 20 members are established', () => {
  let flags: () => Promise<boolean[]>;
  let hers: { id: string };
  let another: { id: string; member: TestMember };

  test('has counted them at its first turn', async () => {
    expect(await establishedCount()).toBe(20);
    const [turn] = await site.database.prisma.establishedTurn.findMany();
    expect(turn).toMatchObject({ established: 20 });
  });

  test('shows nothing at the post that establishes a member, nor later in that month', async () => {
    const member = await makeMember(site, { pseudonym: 'Signataire' });
    const first = await makePayout(site, {
      ...PROOF,
      member,
      slug: 'appen',
      publishedOn: '2026-10-09',
    });
    await makeIncident(site, { member, slug: 'isahit', publishedOn: '2026-10-09', signed: true });
    await makeReview(site, { member, slug: 'mobeye', signed: true });
    hers = { id: first.id };
    const client = await makeClient(site);
    const review = { ...CLIENT_RATINGS, platform: 'bpeek', experiencedMonth: '2026-10' };
    await site.post(`/api/clients/${client.slug}/review`, review, member.cookie);
    await showAllPosts(site);
    another = await makePayout(site, { ...PROOF, slug: 'testapic', publishedOn: '2026-10-20' });
    for (const publishedOn of ['2026-10-21', '2026-11-20']) {
      const { member: author } = another;
      await makePayout(site, { ...PROOF, slug: 'testapic', member: author, publishedOn });
    }
    flags = async () => [
      await payoutFlag(hers.id),
      ...(await listed('/api/incidents?platform=isahit', 'incidents')),
      ...(await listed('/api/platforms/mobeye/reviews', 'reviews')),
      ...(await listed(`/api/clients/${client.slug}/reviews`, 'reviews')),
      await payoutFlag(another.id),
    ];
    const none = [false, false, false, false, false];
    expect(await flags()).toEqual(none);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-30']) {
      await liveUntil(day);
      expect(await flags()).toEqual(none);
    }
  });

  test('turns all keys of hers and those of others together, and weighs them anew', async () => {
    site.clock.now = new Date('2026-12-01T00:30:00Z');
    // Computed for this day already, when somebody posted before the jobs ran.
    await makePayout(site, { slug: 'testapic', state: 'waiting' });
    expect(await settleEstablishedMembers(site.database, site.clock.now)).toBe(2);
    expect(await flags()).toEqual([true, true, true, true, true]);
    await refreshStandings(site.database, site.clock.now);
    await site.catchUp();
    expect(await settleEstablishedMembers(site.database, site.clock.now)).toBe(0);
  });

  test('keeps who withdraws or is doubted until the month is over, then turns both', async () => {
    const { member } = another;
    await site.post(`/api/payouts/${another.id}/withdraw`, {}, member.cookie);
    const [doubted = '', sound = ''] = old;
    await site.database.prisma.proofCheck.create({
      data: {
        id: 'check0000001',
        payoutId: doubted,
        imageKey: 'k',
        reason: 'amount',
        origin: 'doubt',
        state: 'open',
        openedOn: site.clock.now,
      },
    });
    const own = await site.database.prisma.payout.findFirstOrThrow({
      where: { author: { memberId: member.id } },
    });
    const both = async (): Promise<boolean[]> => [
      await payoutFlag(own.id),
      await payoutFlag(doubted),
      await payoutFlag(sound),
    ];
    for (const day of ['2026-12-02', '2026-12-31']) {
      await liveUntil(day);
      expect(await both()).toEqual([true, true, true]);
    }
    await liveUntil('2027-01-01');
    expect(await both()).toEqual([false, false, true]);
  });

  test('asks of all who may be established what the rule asks', async () => {
    const solicited = await makePayout(site, {
      ...PROOF,
      solicited: true,
      publishedOn: '2026-09-01',
    });
    const oneMonth = await makePayout(site, { ...PROOF, publishedOn: '2026-12-01' });
    const two = await makePayout(site, { ...PROOF, publishedOn: '2026-11-01' });
    for (const day of ['2026-12-05', '2026-12-09']) {
      const shared = { publishedOn: day };
      await makePayout(site, { ...shared, member: solicited.member });
      await makePayout(site, { ...shared, member: oneMonth.member });
    }
    await makePayout(site, { member: two.member, publishedOn: '2026-12-09' });
    await liveUntil('2027-02-01');
    for (const { id } of [solicited, oneMonth, two]) expect(await payoutFlag(id)).toBe(false);
  });

  test('leaves who deleted her account before the turn as she was', async () => {
    const { id, member } = await makePayout(site, { ...PROOF, publishedOn: '2026-12-09' });
    for (const publishedOn of ['2027-01-09', '2027-01-10']) {
      await makePayout(site, { member, publishedOn });
    }
    const viewer = { ...member, language: 'fr', established: false, roles: [] } as const;
    await site.database.prisma.$transaction((tx) =>
      deleteAccount(tx, viewer, 'none', leavingKeys(secretsOf(site)), site.clock.now),
    );
    await liveUntil('2027-03-01');
    expect(await payoutFlag(id)).toBe(false);
  });
});

describe('a site that has only just begun', () => {
  test('turns daily, once a day', async () => {
    const young = await createTestApp();
    await updateEstablished(young);
    const { member } = await makePayout(young, { publishedOn: '2026-10-09' });
    for (const slug of ['appen', 'isahit']) await makePayout(young, { member, slug });
    await makeTaskReport(young, { member });
    const established = async (): Promise<boolean> =>
      (await young.database.prisma.member.findUniqueOrThrow({ where: { id: member.id } }))
        .establishedOn !== null;
    expect(await established()).toBe(false);
    expect(await updateEstablished(young)).toBe(0);
    young.clock.advanceDays(1);
    expect(await updateEstablished(young)).toBe(1);
    expect(await established()).toBe(true);
  });
});

describe('a doubt', () => {
  test('a piece that is doubted does not make its author established', async () => {
    const author = await makeMember(site);
    await makePayout(site, { member: author, publishedOn: '2026-10-02' });
    await makePayout(site, { member: author, publishedOn: '2026-11-02' });
    const proof = await makeProof(site, { member: author });
    const established = async (): Promise<boolean> =>
      (await site.database.prisma.member.findUniqueOrThrow({ where: { id: author.id } }))
        .establishedOn !== null;
    await establishNow(site);
    expect(await established()).toBe(true);
    const member = await makeEstablishedMember(site);
    await doubtProofAs(site, proof)(member);
    expect(await established()).toBe(true);
    await establishNow(site);
    expect(await established()).toBe(false);
    await site.post(`/api/payouts/${proof.id}/voice/withdraw`, {}, member.cookie);
    await establishNow(site);
    expect(await established()).toBe(true);
    expect((await findCheckOfProof(site, proof)).state).toBe('dismissed');
    expect((await readProofStatements(site, proof)).checks).toEqual([]);
  });
});
