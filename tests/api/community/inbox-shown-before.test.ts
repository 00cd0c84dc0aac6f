import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inboxResponse } from '#shared/community/inbox.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, makePayout } from '#tests/support/factories.ts';

/** Until November 2026 more was shown of evidence: its authors learn that copies may remain. */
const MIGRATION = 'prisma/migrations/20261130060005_shown_before_told/migration.sql';

const site = await createTestApp();

test('whoever had evidence in public is told once, and nobody else', async () => {
  const { prisma } = site.database;
  const { member: before } = await makePayout(site);
  const { member: since, id } = await makePayout(site);
  await prisma.payout.update({ where: { id }, data: { countingOn: site.clock.now } });
  const { member: of } = await makeIncident(site);
  const reader = await makeMember(site);
  const migrate = (): Promise<unknown> =>
    prisma.$executeRawUnsafe(readFileSync(MIGRATION, 'utf8').replace(/;\s*$/, ''));
  await migrate();
  await migrate();
  const told = async (cookie: string): Promise<number> => {
    const { items } = inboxResponse.parse((await site.get('/api/me/inbox', cookie)).json());
    return items.filter(({ kind }) => kind === 'shown-before').length;
  };
  expect(await told(before.cookie)).toBe(1);
  expect(await told(of.cookie)).toBe(1);
  expect(await told(since.cookie)).toBe(0);
  expect(await told(reader.cookie)).toBe(0);
});
