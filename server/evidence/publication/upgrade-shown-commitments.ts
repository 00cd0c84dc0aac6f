import type { Database } from '#server/database/db.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { unlistProof } from '#server/evidence/proof-verification/proof-ready-columns.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { entryKindsCommittingTo, kindListSql } from '#shared/transparency-log/entry-kinds.ts';

const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];

const AT_ONCE = 1_000;

/**
 * Logs proofs, reviews and incidents again whose entries a migration closed because they committed to
 * more than is shown, and ends the entries of payouts that are no proofs. Does nothing once that is
 * done.
 */
export async function upgradeShownCommitments({ sql, prisma }: Database, now: Date): Promise<void> {
  const rows = await sql(UNOPENED);
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    await prisma.$transaction(async (tx) => {
      const shown = some.filter((row) => row.shown);
      await appendEntries(
        tx,
        now,
        shown.map(({ subject }) => ({ kind: 'content-stated', subject })),
      );
      for (const { id, shown: stays } of some) if (!stays) await unlistProof(tx, id, now);
    }, TRANSACTION_OPTIONS);
  }
}

// A batch of a thousand takes seconds.
const TRANSACTION_OPTIONS = { timeout: 120_000 };

const subjects = (kind: string, table: string): string =>
  `SELECT '${kind}/' || y.id AS subject, y.id, ${isShownSql('y')} AS shown FROM ${table} y`;

// Acts of form 0 were never opened. Only a payout that is no proof was recorded and is not shown.
const UNOPENED = statement(
  { subject: col.text, id: col.text, shown: col.bool },
  `
  SELECT y.subject, y.id, y.shown
    FROM (${subjects('payout', 'payout')}
      UNION ALL ${subjects('review', 'review')}
      UNION ALL ${subjects('client-review', 'client_review')}
      UNION ALL ${subjects('incident', 'incident')}) y
    JOIN record_entry e ON e.subject = y.subject
   WHERE (NOT y.shown OR e.salt IS NULL AND e.form >= 1) AND e.kind IN (${kindListSql([...CONTENT])})
     AND NOT EXISTS (SELECT 1 FROM record_entry newer
       WHERE newer.subject = e.subject AND newer.id > e.id
         AND newer.kind IN (${kindListSql([...CONTENT, ...END])}))
   ORDER BY y.id COLLATE "C"`,
);
