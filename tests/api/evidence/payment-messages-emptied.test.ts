import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { upgradeShownCommitments } from '#server/evidence/publication/upgrade-shown-commitments.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout, showNow } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/**
 * Versions before 30 November 2026 kept, published and committed to a redacted payment message. It is
 * gone from the database, and the record still says what everybody reads.
 */
const MESSAGE = 'MVola: recu 52 ███ Ar de Clickworker';

let site: TestApp;
/** A payout with a message, and one without. */
let subject: string;
let other: string;
beforeEach(async () => {
  site = await createTestApp();
  const publish = async (): Promise<string> => {
    const { id } = await makePayout(site, { screenshot: true });
    return `payout/${await showNow(site, id)}`;
  };
  [subject, other] = [await publish(), await publish()];
  // As the version before committed to it.
  await site.database.prisma.$transaction(async (tx) => {
    const content = (await loadCommittedContents(tx, [subject])).get(subject);
    await insertEntries(tx, site.clock.now, [
      { kind: 'payout-corrected', subject, content: { ...(content as object), message: MESSAGE } },
    ]);
  });
  await sequence(site);
});

function runMigration(name: string): Promise<unknown> {
  const script = readFileSync(join('prisma', 'migrations', name, 'migration.sql'), 'utf8');
  return site.database.prisma.$executeRawUnsafe(
    `DO $do$ BEGIN EXECUTE $all$${script}$all$; END $do$`,
  );
}

async function messages(): Promise<(string | null)[]> {
  const rows = await site.database.sql(
    statement({ message: col.text.orNull }, 'SELECT message FROM payout ORDER BY message'),
  );
  return rows.map(({ message }) => message);
}

test('migrations empty it, and drop what an older process writes; the record is committed to anew', async () => {
  const { prisma, sql } = site.database;
  await sql('ALTER TABLE payout ADD COLUMN message text');
  await sql('UPDATE payout SET message = $1 WHERE id = $2', [MESSAGE, subject.slice(7)]);
  await runMigration('20261130020000_payment_messages_emptied');
  expect(await messages()).toEqual([null, null]);
  const opened = await prisma.recordEntry.findMany({ where: { salt: { not: null } } });
  expect(opened.map((act) => act.subject)).toContain(other);
  expect(opened.map((act) => act.subject)).not.toContain(subject);

  await upgradeShownCommitments(site.database, site.clock.now);
  await upgradeShownCommitments(site.database, site.clock.now);
  const stated = await prisma.recordEntry.findMany({ where: { kind: 'content-stated' } });
  expect(stated.map((act) => act.subject)).toEqual([subject]);

  await sql('UPDATE payout SET message = $1 WHERE id = $2', [MESSAGE, other.slice(7)]);
  await runMigration('20261130020001_payment_messages_contract');
  await expect(messages()).rejects.toThrow();
  await upgradeShownCommitments(site.database, site.clock.now);
  const statedAfter = await prisma.recordEntry.findMany({ where: { kind: 'content-stated' } });
  expect(statedAfter.map((act) => act.subject).toSorted()).toEqual([subject, other].toSorted());
  await sequence(site);
  site.clock.advanceDays(60);
  const dump = await dumpOf(site);
  expect((await verifyDump(dump)).faults).toEqual([]);
  const rows = readFileSync(join(dump, 'whole', 'payouts.jsonl'), 'utf8');
  expect(rows).toContain(subject.slice(7));
  expect(rows).not.toContain('message');
});
