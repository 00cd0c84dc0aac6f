import { beforeAll, describe, expect, test } from 'vitest';
import { slipOwner, slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import { platformId, type TestMember } from '#tests/support/factories.ts';
import { secretsOf, slipDesk, tablesWith } from './publication.testing.ts';

/** Slips are internal: what a thief could make of them. */

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
    for (const gone of [slip?.id ?? '', slip?.owner ?? '', owner])
      expect(await tablesWith(site, gone)).toEqual([]);
    const { prisma } = site.database;
    const members = await prisma.member.findMany();
    const platformIds = [platform, await platformId(site, waiting)];
    const owners = members.flatMap(({ publicationSalt }) =>
      platformIds.map((id) => slipOwner(key, publicationSalt, id)),
    );
    const { monday, outcome } = slip ?? {};
    const stays = await prisma.slip.findMany({
      where: { platformId: platformIds[1] ?? '', monday: monday ?? '', outcome: outcome ?? '' },
    });
    expect(stays).toMatchObject([{ released: false }]);
    expect(owners).not.toContain(stays[0]?.owner);
  });
});
