import { secureShuffle } from '#server/core/secure-shuffle.ts';
import type { Db } from '#server/database/db.ts';
import {
  countsInFiguresSql,
  isProofShownSql,
} from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { announceCheck } from '#server/evidence/proof-verification/proof-statements.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { groupBy } from '#shared/core/group-by.ts';
import { addDays, mondayOf, today, type Day } from '#shared/core/days.ts';
import { PICTURE_WAITS_WEEKS, PICTURES_SHOWN_TOGETHER } from '#shared/evidence/proofs.ts';

/**
 * Shows the proofs whose Monday has come: those whose author chose to show more than the picture; and
 * all other pictures of a platform together, once there are enough or one has waited long. Shows them
 * in random order, so that nothing links them to reports. Idempotent: a proof of this week waits for
 * the next Monday.
 * @returns the number of proofs shown.
 */
export async function showDueProofs(tx: Db, now: Date, shuffle = secureShuffle): Promise<number> {
  const monday = mondayOf(today(now));
  const due = await tx.sql(DUE, [monday]);
  const chosen = due.filter(({ knowingly }) => knowingly);
  const others = due.filter(({ knowingly }) => !knowingly);
  const waiting = [...groupBy(others, ({ platformId }) => platformId).values()];
  const shown = shuffle([...chosen, ...waiting.filter((them) => isTurnOf(them, monday)).flat()]);
  for (const { id } of shown) await showProof(tx, id, now);
  await markStale(tx, 'platform', [...new Set(shown.map(({ platformId }) => platformId))]);
  return shown.length;
}

/** Shows one proof from this week's Monday on. */
export async function showProof(tx: Db, id: string, now: Date): Promise<void> {
  const monday = mondayOf(today(now));
  await tx.sql('UPDATE payout SET shown_from = $2::date WHERE id = $1', [id, monday]);
  await appendEntry(tx, now, { kind: 'payout-published', subject: `payout/${id}` });
  for (const check of await tx.sql(UNANNOUNCED, [id])) {
    await announceCheck(tx, { id: check.id, payoutId: id }, now);
  }
}

/** Whether the pictures that wait on one platform are shown now. */
function isTurnOf(waiting: readonly { readonly readyOn: Day }[], monday: Day): boolean {
  const long = addDays(monday, -PICTURE_WAITS_WEEKS * 7);
  return (
    waiting.length >= PICTURES_SHOWN_TOGETHER || waiting.some(({ readyOn }) => readyOn <= long)
  );
}

// Nobody could withdraw what is shown after its author left.
const DUE = statement(
  { id: col.text, platformId: col.text, readyOn: col.text, knowingly: col.bool },
  `
  SELECT y.id, y.platform_id AS "platformId", y.proof_ready_on::text AS "readyOn",
         y.signed OR y.shows_amount OR y.shows_month AS knowingly
    FROM payout y JOIN author a ON a.id = y.author_id
   WHERE y.proof_ready_on <= $1::date AND NOT ${isProofShownSql('y')} AND a.member_id IS NOT NULL
     AND ${countsInFiguresSql('y')}
   ORDER BY y.id FOR NO KEY UPDATE OF y`,
);

const UNANNOUNCED = statement(
  { id: col.text },
  `SELECT id FROM proof_check WHERE payout_id = $1 AND state = 'open' ORDER BY id`,
);
