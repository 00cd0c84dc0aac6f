import { beforeAll, describe, expect, test } from 'vitest';
import { slipOwner, slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { createSlipDeps, publishReport } from '#server/evidence/publication/publish-report.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { crawl, everyRoute } from '#tests/support/crawl.ts';
import { makeIncident, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import { makeCrowd, secretsOf, slipDesk, tablesWith } from './publication.testing.ts';

/** Slips are internal: what a thief and a stranger could make of them. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const { post, statesOf, saltOf, slipsOf, run } = slipDesk(() => site);

describe('a thief with the database', () => {
  const slug = 'clixsense';
  let member: TestMember;
  beforeAll(async () => {
    await makeCrowd(site, slug, 60, 3_000);
    member = await makeRealMember(site, 'Zostère Marine');
    await post(slug, member);
  });

  test('joins a slip and its author until 28 days after its release, then not', async () => {
    const [slip] = await slipsOf(member, slug);
    const { id = '', owner = '', monday = new Date(0) } = slip ?? {};
    expect(await tablesWith(site, id)).toContain('payout_publication');
    site.clock.now = new Date(monday.getTime() + 27 * 86_400_000);
    await run();
    expect(await slipsOf(member, slug)).toMatchObject([{ released: true }]);
    expect(await tablesWith(site, id)).toContain('payout_publication');
    site.clock.advanceDays(1);
    await run();
    expect(await tablesWith(site, id)).toEqual(['publication_spending', 'slip']);
    expect(await tablesWith(site, owner)).toEqual(['publication_spending', 'slip']);
    expect(await statesOf(member)).toEqual(['released']);
  });

  test('and the key joins nothing to a member who left', async () => {
    const key = slipOwnerKey(secretsOf(site));
    const salt = await saltOf(member);
    const platform = await platformId(site, slug);
    const owner = slipOwner(key, salt, platform);
    const waiting = 'bemyeye';
    await makeCrowd(site, waiting, 60, 3_000);
    await post(waiting, member);
    const [slip] = await slipsOf(member, waiting);
    expect(await tablesWith(site, salt)).toEqual(['member']);
    const left = await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    expect(left.statusCode, left.body).toBe(200);
    expect(await tablesWith(site, salt)).toEqual([]);
    expect(await tablesWith(site, slip?.id ?? '')).toEqual(['publication_spending', 'slip']);
    const others = await site.database.prisma.member.findMany();
    const owners = others.map(({ publicationSalt }) => slipOwner(key, publicationSalt, platform));
    expect(await tablesWith(site, owner)).toEqual(['publication_spending', 'slip']);
    expect(owners).not.toContain(owner);
  });
});

test('no public answer changes when a slip begins to wait', async () => {
  const { id } = await makePayout(site, { slug: 'roamler' });
  const { id: incidents } = await makeIncident(site, { slug: 'roamler' });
  await makeCrowd(site, 'roamler', 60, 3_000);
  const none = '000000000000';
  const routes = await everyRoute(site, {
    payouts: id,
    incidents,
    tasks: none,
    threads: none,
    posts: none,
  });
  const starts = [
    ...routes.map((path) => path.replace('clickworker', 'roamler')),
    '/fr',
    '/en/platforms/roamler',
  ];
  const wanted = (path: string): boolean => path.includes('roamler') || path.includes(id);
  const walk = async (): Promise<Map<string, string>> => {
    const { bodies } = await crawl(site, starts, wanted);
    return new Map([...bodies].map(([path, body]) => [path, body.replace(/"date":"[^"]*"/, '')]));
  };
  const before = await walk();
  const again = await walk();
  // A new challenge each time, and the like.
  const random = new Set([...again.keys()].filter((path) => again.get(path) !== before.get(path)));
  expect(random.size).toBeLessThan(5);
  expect(before.size).toBeGreaterThan(starts.length);
  const tools = createSlipDeps(secretsOf(site));
  await site.database.prisma.$transaction((tx) => publishReport(tx, tools, id, site.clock.now));
  expect(
    await site.database.prisma.slip.count({
      where: { platformId: await platformId(site, 'roamler'), released: false },
    }),
  ).toBe(1);
  const changed = async (): Promise<string[]> => {
    const now = await walk();
    return [...now.keys()].filter((at) => now.get(at) !== before.get(at) && !random.has(at));
  };
  expect(await changed()).toEqual([]);
  await makePayout(site, { slug: 'roamler' });
  expect(await changed()).toContain('/api/platforms/roamler');
});
