import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { recommitEmptiedPayouts } from '#server/evidence/payouts/recommit-emptied-payouts.ts';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
import { rewrite } from '#tests/support/rewrite-dump.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/**
 * Versions before 30 November 2026 kept, published and committed to a redacted payment message. It is
 * gone from the database and from copies, and the record still says what everybody reads.
 */
const MESSAGE = 'MVola: recu 52 ███ Ar de Clickworker';

let site: TestApp;
/** A payout with a message, and one without. */
let subject: string;
let other: string;
beforeEach(async () => {
  site = await createTestApp();
  const { cookie } = await makeMember(site);
  const publish = async (): Promise<string> => {
    const facts = { outcome: 'received', expected: '27', currency: 'EUR', method: 'paypal' };
    const days = { askedOn: '2026-11-03', receivedOn: '2026-11-07' };
    const form = { platform: 'clickworker', ...facts, ...days };
    const response = await site.post('/api/payouts', form, cookie);
    return `payout/${response.json<{ id: string }>().id}`;
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

  await recommitEmptiedPayouts(site.database, site.clock.now);
  await recommitEmptiedPayouts(site.database, site.clock.now);
  const stated = await prisma.recordEntry.findMany({ where: { kind: 'content-stated' } });
  expect(stated.map((act) => act.subject)).toEqual([subject]);

  await sql('UPDATE payout SET message = $1 WHERE id = $2', [MESSAGE, other.slice(7)]);
  await runMigration('20261130020001_payment_messages_contract');
  await expect(messages()).rejects.toThrow();
  await recommitEmptiedPayouts(site.database, site.clock.now);
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

test('an older dump is restored without it, and the copy commits to what it has', async () => {
  site.clock.advanceDays(60);
  const note = (await site.get('/record/checkpoint')).body;
  const dump = await dumpOf(site);
  rewrite(dump, 'whole/payouts.jsonl', (text) =>
    text
      .split('\n')
      .map((line) =>
        line.includes(subject.slice(7)) ? line.replace(/\}$/, `, "message": "${MESSAGE}"}`) : line,
      )
      .join('\n'),
  );
  expect((await verifyDump(dump, note)).faults).toEqual([]);
  const copy = await createTestApp({ empty: true });
  copy.clock.now = site.clock.now;
  const { database, store } = copy;
  const parts = { ...sequencerOf(copy), publicUrl: 'https://copy.example' };
  await restoreDump({ ...parts, database, store, say: () => {} }, dump, copy.clock.now);
  const stated = await database.prisma.recordEntry.findMany({ where: { kind: 'content-stated' } });
  expect(stated.map((act) => act.subject)).toEqual([subject]);
  expect((await verifyDump(await dumpOf(copy, parts), note)).faults).toEqual([]);
});
