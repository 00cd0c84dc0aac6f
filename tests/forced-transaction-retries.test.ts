import { beforeAll, expect, test } from 'vitest';
import { endCasesOfWithdrawnSubjects } from '#server/governance/case-decisions/lift-veils.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeFlaggedCase } from './api/governance/cases.testing.ts';

/**
 * Whatever a visitor or a job does is done once, though the transaction in which it is done was undone
 * because of another one and ran again.
 */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ clashes: true });
});

test('a payout stands there once, with one entry in the record', async () => {
  const { cookie } = await makeMember(site);
  const sent = await site.post('/api/payouts', PAYOUT, cookie);
  expect(sent.statusCode).toBe(201);
  const { prisma } = site.database;
  expect(await prisma.payout.count()).toBe(1);
  expect(await prisma.recordEntry.count({ where: { kind: 'payout-published' } })).toBe(1);
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
