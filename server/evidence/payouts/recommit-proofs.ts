import type { Database } from '#server/database/db.ts';
import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import { unlistProof } from '#server/evidence/proof-verification/proof-showing.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { entryKindsCommittingTo, kindListSql } from '#server/transparency-log/entry-kinds.ts';

const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];

const AT_ONCE = 1_000;

/**
 * Commits anew to proofs whose acts a migration closed, since they committed to more than a proof
 * shows, and ends what is no proof in the record. Does nothing once that is done.
 */
export async function recommitProofs({ sql, prisma }: Database, now: Date): Promise<void> {
  const rows = await sql(UNOPENED);
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    await prisma.$transaction(async (tx) => {
      const proofs = some.filter(({ shown }) => shown);
      await appendEntries(
        tx,
        now,
        proofs.map(({ id }) => ({ kind: 'content-stated', subject: `payout/${id}` })),
      );
      for (const { id, shown } of some) if (!shown) await unlistProof(tx, id, now);
    }, TRANSACTION_OPTIONS);
  }
}

// A thousand take seconds.
const TRANSACTION_OPTIONS = { timeout: 120_000 };

// Acts of form 0 were never opened.
const UNOPENED = statement(
  { id: col.text, shown: col.bool },
  `
  SELECT y.id, ${isProofShownSql('y')} AS shown
    FROM record_entry e JOIN payout y ON e.subject = 'payout/' || y.id
   WHERE (NOT ${isProofShownSql('y')} OR e.salt IS NULL AND e.form >= 1) AND e.kind IN (${kindListSql([...CONTENT])})
     AND NOT EXISTS (SELECT 1 FROM record_entry newer
       WHERE newer.subject = e.subject AND newer.id > e.id
         AND newer.kind IN (${kindListSql([...CONTENT, ...END])}))
   ORDER BY y.id COLLATE "C"`,
);
