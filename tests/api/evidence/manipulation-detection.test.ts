import { beforeAll, describe, expect, test } from 'vitest';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeFinding,
  makeMember,
  makePayout,
  platformId,
  type TestMember,
} from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';
import {
  makeNewAccountCrowd,
  readFindings,
  recomputePlatform,
  makeEstablishedPosters,
  makeWatchedPlatform,
} from './manipulation-detection.testing.ts';
import { readPayoutEvidence } from '#tests/support/payout-evidence.ts';

const LIFT = {
  kind: 'lift-finding',
  rule: 'known-cause',
  reason: 'A newspaper wrote about it on the same day.',
};
const RESTORE = {
  kind: 'restore-finding',
  rule: 'lifted-by-mistake',
  reason: 'That newspaper wrote about another platform.',
};

let site: TestApp;
let moderator: TestMember;
let praised: { id: string; member: TestMember }[];
beforeAll(async () => {
  site = await createTestApp();
  await makeWatchedPlatform(site, 'roamler');
  await makeEstablishedPosters(site, 'roamler', 7, 'refused');
  await makeNewAccountCrowd(site, 'roamler', 10, 'received');
  moderator = await makeMember(site, { moderator: true });
  await makeWatchedPlatform(site, 'clickworker');
  await makeEstablishedPosters(site, 'clickworker', 7, 'refused');
  praised = await makeNewAccountCrowd(site, 'clickworker', 12, 'received');
});

async function cohortId(slug = 'clickworker'): Promise<string> {
  const { findings: found } = await readFindings(site, slug);
  return found.find(({ kind }) => kind === 'cohort')?.id ?? '';
}
async function decide(id: string, body: object, by: TestMember | null): Promise<number> {
  return (await site.post(`/api/findings/${id}/decisions`, body, by?.cookie)).statusCode;
}
/** The same by two moderators, so that it is in effect. */
async function decided(id: string, body: object): Promise<number> {
  return (await decideByTwo(site, `/api/findings/${id}/decisions`, body, moderator)).statusCode;
}
async function entries(id: string): Promise<string[]> {
  const rows = await site.database.prisma.recordEntry.findMany({
    where: { subject: `finding/${id}` },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ kind }) => kind);
}

describe('bought praise on a platform that does not pay', () => {
  test('is said with its numbers, by month', async () => {
    const { findings: found } = await readFindings(site, 'clickworker');
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(['burst', 'cohort']);
    expect(found.find(({ kind }) => kind === 'cohort')).toMatchObject({
      direction: 'praise',
      state: 'open',
      months: { first: '2026-11', last: '2026-11' },
      numbers: {
        voices: 12,
        young: 12,
        usual: 1,
        days: 7,
        contradiction: { witnesses: 7, opposite: 7 },
        suspects: 12,
      },
      can: null,
    });
    expect(await entries(await cohortId())).toEqual(['finding-opened']);
  });

  test('tells no day on which anything was posted', async () => {
    const { body } = await site.get('/api/platforms/clickworker/findings');
    expect(body).not.toMatch(/2026-11-\d\d/);
  });

  test('weighs nothing', async () => {
    const suspects = (await readPayoutEvidence(site, 'clickworker')).filter(
      ({ suspect }) => suspect,
    );
    expect(suspects).toHaveLength(12);
    expect(suspects.every(({ state }) => state === 'received')).toBe(true);
  });

  test('names nobody who has become established or whose proof is confirmed', async () => {
    const [first] = praised;
    const memberId = first?.member.id ?? '';
    await site.database.prisma.member.update({
      where: { id: memberId },
      data: { establishedOn: site.clock.now },
    });
    await recomputePlatform(site, 'clickworker');
    const suspects = (await readPayoutEvidence(site, 'clickworker')).filter(
      ({ suspect }) => suspect,
    );
    expect(suspects).toHaveLength(11);
    await site.database.prisma.member.update({
      where: { id: memberId },
      data: { establishedOn: null },
    });
    await recomputePlatform(site, 'clickworker');
  });

  test('establishes none of its accounts, however long they go on', async () => {
    const { member } = praised[3] ?? { member: moderator };
    for (const publishedOn of ['2026-09-20', '2026-10-20']) {
      await makePayout(site, { slug: 'clickworker', member, publishedOn });
    }
    await establishNow(site);
    const account = await site.database.prisma.member.findUniqueOrThrow({
      where: { id: member.id },
    });
    expect(account.establishedOn).toBe(null);
  });

  test('loses what its deleted accounts reported, and weighs nothing still', async () => {
    const { member } = praised[1] ?? { member: moderator };
    const { id } = await site.database.prisma.author.findFirstOrThrow({
      where: { memberId: member.id },
    });
    await site.database.prisma.author.update({
      where: { id },
      data: { memberId: null, frozenEstablished: false, frozenYoung: true },
    });
    await recomputePlatform(site, 'clickworker');
    const suspects = (await readPayoutEvidence(site, 'clickworker')).filter(
      ({ suspect }) => suspect,
    );
    expect(new Set(suspects.map(({ authorKey }) => authorKey)).size).toBe(11);
    const keys = (await readPayoutEvidence(site, 'clickworker')).map(({ authorKey }) => authorKey);
    expect(keys).not.toContain(id);
  });
});

describe('a crowd of new accounts that blames a platform which pays', () => {
  test('is said with its numbers, and keeps its weight', async () => {
    await makeWatchedPlatform(site, 'appen');
    await makeEstablishedPosters(site, 'appen', 7, 'received');
    await makeNewAccountCrowd(site, 'appen', 12, 'refused');
    const { findings: found } = await readFindings(site, 'appen');
    expect(found.find(({ kind }) => kind === 'cohort')).toMatchObject({
      direction: 'blame',
      numbers: { young: 12, contradiction: { witnesses: 7, opposite: 7 }, suspects: 0 },
    });
    expect((await readPayoutEvidence(site, 'appen')).every(({ suspect }) => !suspect)).toBe(true);
    const { body } = await site.get('/fr/plateformes/appen/a-propos');
    expect(body).toContain('Ils comptent quand même');
  });
});

test('a finding of blame that a dump brought from an older site silences nobody', async () => {
  const slug = 'isahit';
  const payout = await makePayout(site, { slug, state: 'refused' });
  const { authorId } = await site.database.prisma.payout.findUniqueOrThrow({
    where: { id: payout.id },
  });
  const findingId = await makeFinding(site, slug);
  await site.database.prisma.finding.update({
    where: { id: findingId },
    data: { kind: 'cohort', direction: 'blame', brought: true },
  });
  await site.database.prisma.findingSuspect.create({ data: { findingId, authorId } });
  await recomputePlatform(site, slug);
  expect((await readPayoutEvidence(site, slug)).map(({ suspect }) => suspect)).toEqual([false]);
});

describe('a scandal', () => {
  test('keeps its weight: established members say the same', async () => {
    await makeWatchedPlatform(site, 'bpeek');
    await makeEstablishedPosters(site, 'bpeek', 6, 'refused');
    await makeNewAccountCrowd(site, 'bpeek', 12, 'refused');
    const { findings: found } = await readFindings(site, 'bpeek');
    expect(found.find(({ kind }) => kind === 'cohort')).toMatchObject({
      numbers: { young: 12, contradiction: null, suspects: 0 },
    });
    expect((await readPayoutEvidence(site, 'bpeek')).every(({ suspect }) => !suspect)).toBe(true);
  });
});

describe('GET /api/platforms/:slug/findings', () => {
  test('of a platform without any is empty, of one that is not there not found', async () => {
    expect(await readFindings(site, 'microworkers')).toMatchObject({ findings: [] });
    expect((await site.get('/api/platforms/nowhere/findings')).statusCode).toBe(404);
  });
});

describe('POST /api/findings/:id/decisions', () => {
  test('lifts a finding, which then weighs again, and restores it; all on the record', async () => {
    const id = await cohortId('roamler');
    expect(await decided(id, LIFT)).toBe(201);
    const lifted = await readFindings(site, 'roamler', moderator.cookie);
    expect(lifted.findings.find((one) => one.id === id)).toMatchObject({
      state: 'lifted',
      can: 'restore-finding',
      decisions: [{ ...LIFT, month: '2026-11', alone: false }],
    });
    expect((await readPayoutEvidence(site, 'roamler')).some(({ suspect }) => suspect)).toBe(false);
    await recomputePlatform(site, 'roamler');
    expect((await readPayoutEvidence(site, 'roamler')).some(({ suspect }) => suspect)).toBe(false);

    expect(await decided(id, RESTORE)).toBe(201);
    expect(
      (await readPayoutEvidence(site, 'roamler')).filter(({ suspect }) => suspect),
    ).toHaveLength(10);
    expect(await entries(id)).toEqual(['finding-opened', 'finding-lifted', 'finding-restored']);
    expect(JSON.stringify(await readFindings(site, 'roamler'))).not.toContain(moderator.id);
  });

  test('refuses a rule of the other kind and a reason that says nothing', async () => {
    const id = await cohortId();
    expect(await decide(id, { ...LIFT, rule: 'new-facts' }, moderator)).toBe(422);
    expect(await decide(id, { ...LIFT, reason: 'no' }, moderator)).toBe(422);
  });

  test('refuses what is so already', async () => {
    expect(await decide(await cohortId(), RESTORE, moderator)).toBe(409);
  });

  test('is for moderators, whom it does not name', async () => {
    const id = await cohortId();
    expect(await decide(id, LIFT, null)).toBe(401);
    expect(await decide(id, LIFT, await makeMember(site))).toBe(403);
    const named = praised[2]?.member ?? moderator;
    await site.database.prisma.roleGrant.create({
      data: {
        id: 'grant0000001',
        memberId: named.id,
        role: 'moderator',
        grantedOn: site.clock.now,
        endsOn: new Date(site.clock.now.getTime() + 86_400_000 * 30),
      },
    });
    expect(await decide(id, LIFT, named)).toBe(403);
  });

  test('says when there is none', async () => {
    expect(await decide('zzzzzzzzzzzz', LIFT, moderator)).toBe(404);
  });
});

describe('a finding that no longer holds', () => {
  test('ends, is kept as history, and what it named weighs again', async () => {
    const id = await cohortId('roamler');
    const platform = await platformId(site, 'roamler');
    await site.database.prisma.payout.deleteMany({
      where: { platformId: platform, state: 'refused' },
    });
    await recomputePlatform(site, 'roamler');
    const { findings: found } = await readFindings(site, 'roamler');
    expect(found.find((one) => one.id === id)).toMatchObject({ numbers: { suspects: 0 } });
    await site.database.prisma.payout.deleteMany({ where: { platformId: platform } });
    await recomputePlatform(site, 'roamler');
    const { findings: history } = await readFindings(site, 'roamler');
    expect(history.find((one) => one.id === id)).toMatchObject({ state: 'ended' });
    expect((await entries(id)).at(-1)).toBe('finding-ended');
  });
});
