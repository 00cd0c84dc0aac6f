import { beforeAll, expect, test } from 'vitest';
import { endCasesOfWithdrawnSubjects } from '#server/governance/case-decisions/lift-veils.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import { makeMember } from '#tests/support/factories.ts';
import { slipDesk } from './api/evidence/publication.testing.ts';
import { makeFlaggedCase } from './api/governance/cases.testing.ts';

/**
 * Whatever a visitor or a job does is done once, though the transaction in which it is done was undone
 * because of another one and ran again.
 */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ clashes: true });
});

test('a payout stands there once, published once as a slip and once as a proof in the record', async () => {
  const { prisma } = site.database;
  await makeCrowd(site, PAYOUT.platform, 25, 5_000);
  const { id: memberId, cookie } = await makeMember(site);
  const sent = await site.post('/api/payouts', { ...PAYOUT, signed: true }, cookie);
  expect(sent.statusCode, sent.body).toBe(201);
  const { id } = sent.json<{ id: string }>();
  expect(await prisma.payout.findMany({ where: { author: { memberId } } })).toMatchObject([{ id }]);
  const published = await prisma.payoutPublication.findMany();
  expect(published).toMatchObject([{ payoutId: id, state: 'first' }]);
  const { slipId } = published[0] ?? {};
  expect(await prisma.slip.findMany()).toMatchObject([{ id: slipId }]);
  expect(await prisma.publicationSpending.findMany()).toMatchObject([{ id: slipId }]);

  site.clock.advanceDays(7);
  await slipDesk(() => site).run();
  const kind = 'payout-published';
  expect(await prisma.recordEntry.findMany({ where: { kind } })).toMatchObject([
    { subject: `payout/${id}` },
  ]);
});

test('a job says how much it has done, not how often it tried', async () => {
  const { subject } = await makeFlaggedCase(site);
  const id = subject.split('/')[1] ?? '';
  await site.database.prisma.forumPost.update({
    where: { id },
    data: { text: null, html: null, withdrawnOn: site.clock.now },
  });
  expect(await endCasesOfWithdrawnSubjects(site.database, site.clock.now)).toBe(1);
  expect(await endCasesOfWithdrawnSubjects(site.database, site.clock.now)).toBe(0);
});
