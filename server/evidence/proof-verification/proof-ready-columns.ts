import { dayToDate, type Db } from '#server/database/db.ts';
import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  appendEntry,
  appendIfContentChanged,
  eraseSalts,
} from '#server/transparency-log/append-entries.ts';
import type { Day } from '#shared/core/days.ts';
import { proofReadyOn } from '#shared/evidence/proofs.ts';
import { deleteProofStatements } from './drop-checks-and-statements.ts';

/** When a payout may be shown, and since when it is; null for never. */
type Showing = { readonly proofReadyOn: string | null; readonly shownFrom: string | null };

/** Returns a payout's columns after a change on `day`; `isProof` if it has a picture or is signed. */
export function showingColumns(
  isProof: boolean,
  before: Showing,
  day: Day,
): { proofReadyOn: Date | null; shownFrom: Date | null } {
  if (!isProof) return { proofReadyOn: null, shownFrom: null };
  return {
    proofReadyOn: dayToDate(before.proofReadyOn ?? proofReadyOn(day)),
    shownFrom: before.shownFrom === null ? null : dayToDate(before.shownFrom),
  };
}

/**
 * Logs a change of a payout if others can see it: the payout is shown, and the changed value too. Call
 * after all other writes.
 */
export async function recordProofChange(
  tx: Db,
  id: string,
  kind: 'payout-corrected' | 'payout-closed',
  now: Date,
): Promise<void> {
  await appendIfContentChanged(tx, now, `payout/${id}`, kind);
}

/** Ends the public life of a proof that has neither picture nor signature any more. */
export async function unlistProof(tx: Db, id: string, now: Date): Promise<void> {
  await deleteProofStatements(tx, id, true, now);
  await tx.proofStatement.deleteMany({ where: { payoutId: id } });
  await tx.proofCheck.deleteMany({ where: { payoutId: id } });
  await eraseSalts(tx, `payout/${id}`);
  await appendEntry(tx, now, { kind: 'payout-unlisted', subject: `payout/${id}` });
}

/**
 * Updates the columns that make payouts proofs, after they were signed or unsigned together: a signed
 * payout is a proof.
 */
export async function followSigning(
  tx: Db,
  ids: readonly string[],
  day: Day,
  now: Date,
): Promise<void> {
  const changed = await tx.sql(FOLLOW_SIGNING, [[...ids], proofReadyOn(day)]);
  for (const { id, unlisted } of changed) {
    if (unlisted) await unlistProof(tx, id, now);
    else await recordProofChange(tx, id, 'payout-corrected', now);
  }
}

const FOLLOW_SIGNING = statement(
  { id: col.text, unlisted: col.bool },
  `
  WITH before AS (
    SELECT y.id, ${isProofShownSql('y')} AS shown,
           y.signed OR EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = y.id) AS proof
      FROM payout y WHERE y.id = ANY($1::text[]))
  UPDATE payout y
     SET proof_ready_on = CASE WHEN b.proof THEN COALESCE(y.proof_ready_on, $2::date) END,
         shown_from = CASE WHEN b.proof THEN y.shown_from END
    FROM before b WHERE b.id = y.id
  RETURNING y.id, b.shown AND NOT b.proof AS unlisted`,
);

/** Whether others see a payout. */
export async function isProofShown({ sql }: Db, id: string): Promise<boolean> {
  return (
    (await sql(`SELECT 1 FROM payout y WHERE y.id = $1 AND ${isProofShownSql('y')}`, [id])) > 0
  );
}
