import { beforeAll, describe, expect, test } from 'vitest';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeMember(site, { moderator: true });
});

const CLOSE = {
  kind: 'close-platform',
  rule: 'announced',
  reason: 'It wrote so on its own site on 1 November.',
};
const REOPEN = { kind: 'reopen-platform', rule: 'open-again', reason: 'It takes tasks again.' };

async function decide(slug: string, body: object, by: TestMember | null): Promise<number> {
  return (await site.post(`/api/platforms/${slug}/decisions`, body, by?.cookie)).statusCode;
}
const decided = async (slug: string, body: object): Promise<number> =>
  (await decideByTwo(site, `/api/platforms/${slug}/decisions`, body, moderator)).statusCode;
type Platform = { id: string; closedOn: string | null; decision: unknown; standing: object };
async function platform(slug: string): Promise<Platform> {
  return (await site.get(`/api/platforms/${slug}`)).json<Platform>();
}

describe('POST /api/platforms/:slug/decisions', () => {
  test('closes a platform, on the record, with its rule and reason', async () => {
    expect(await decided('roamler', CLOSE)).toBe(201);
    const closed = await platform('roamler');
    expect(closed).toMatchObject({
      closedOn: '2026-11-20',
      decision: { ...CLOSE, alone: false, on: '2026-11-20' },
      standing: { state: 'closed' },
    });
    const kinds = await site.database.prisma.recordEntry.findMany({
      where: { subject: `platform/${closed.id}` },
      select: { kind: true },
    });
    expect(kinds.map(({ kind }) => kind)).toContain('platform-closed');
    expect(JSON.stringify(closed)).not.toContain(moderator.id);
  });

  test('reopens it: the standing comes from evidence again, both decisions stay', async () => {
    await decided('bpeek', CLOSE);
    await makePayout(site, { slug: 'bpeek' });
    expect((await platform('bpeek')).standing).toMatchObject({ state: 'closed' });
    expect(await decided('bpeek', REOPEN)).toBe(201);
    expect(await platform('bpeek')).toMatchObject({
      closedOn: null,
      decision: null,
      standing: { state: 'unknown' },
    });
    const { decisions } = (await site.get('/api/platforms/bpeek/standings')).json<{
      decisions: { kind: string }[];
    }>();
    expect(new Set(decisions.map(({ kind }) => kind))).toEqual(
      new Set(['close-platform', 'reopen-platform']),
    );
  });

  test('is a conflict where it is so already, for the second of two at once too', async () => {
    expect(await decide('isahit', REOPEN, moderator)).toBe(409);
    const statuses = await Promise.all([
      decide('isahit', CLOSE, moderator),
      decide('isahit', CLOSE, moderator),
    ]);
    expect(statuses.toSorted()).toEqual([201, 409]);
  });

  test.each([
    [{ rule: 'open-again' }, 422],
    [{ rule: 'because' }, 422],
    [{ reason: '' }, 422],
    [{ kind: 'ban' }, 422],
  ])('refuses %j', async (change, status) => {
    expect(await decide('appen', { ...CLOSE, ...change }, moderator)).toBe(status);
    expect((await platform('appen')).closedOn).toBeNull();
  });

  test('is for moderators, while they are', async () => {
    const member = await makeMember(site, { established: true });
    expect(await decide('appen', CLOSE, null)).toBe(401);
    expect(await decide('appen', CLOSE, member)).toBe(403);
    await site.database.prisma.roleGrant.updateMany({
      where: { memberId: moderator.id },
      data: { endedOn: site.clock.now },
    });
    expect(await decide('appen', CLOSE, moderator)).toBe(403);
    moderator = await makeMember(site, { moderator: true });
  });

  test('is not found for a platform that is not there', async () => {
    expect(await decide('nobody', CLOSE, moderator)).toBe(404);
  });
});
