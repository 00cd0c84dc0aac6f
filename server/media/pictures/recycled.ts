import { openCheck } from '#server/evidence/proof-verification/actions.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Shape, type Sql } from '#server/database/sql.ts';
import { RECYCLED_MAX_DISTANCE, RECYCLED_MIN_CONTAINMENT, RECYCLED_MIN_SHARED } from './alike.ts';

export type EarlierPicture = RowOf<typeof EARLIER_PICTURE>;

const EARLIER_PICTURE = {
  /** The pay-out that showed it first. */
  payoutId: col.text,
  /** Share of the numbers in common, 0 to 1; 1 where the pixels are the same. */
  similarity: col.float,
} satisfies Shape;

/**
 * Opens a question where the picture that a pay-out just got looks like one of another pay-out: all that
 * are there came before.
 * Nothing is refused and nothing said to its author: people settle it, and only the later weighs less.
 */
export async function questionRecycled(tx: Db, payoutId: string, now: Date): Promise<void> {
  const earlier = await findKept(tx.sql, payoutId);
  if (earlier === null) return;
  const picture = await tx.screenshot.findUniqueOrThrow({
    where: { payoutId },
    select: { key: true },
  });
  await openCheck(
    tx,
    {
      payoutId,
      imageKey: picture.key,
      reason: 'recycled',
      origin: 'match',
      matchPayoutId: earlier.payoutId,
      similarity: earlier.similarity,
    },
    now,
  );
}

/** What `findEarlier` finds, of a pay-out that nobody can withdraw until this transaction ends. */
async function findKept(sql: Sql, payoutId: string): Promise<EarlierPicture | null> {
  for (;;) {
    const earlier = await findEarlier(sql, payoutId);
    if (earlier === null) return null;
    // Gone where it was withdrawn in this moment: there may be another one.
    const kept = await sql('SELECT 1 FROM payout WHERE id = $1 FOR KEY SHARE', [earlier.payoutId]);
    if (kept > 0) return earlier;
  }
}

/** The earlier picture of another pay-out that this one's looks like most, the earliest of several. */
export async function findEarlier(sql: Sql, payoutId: string): Promise<EarlierPicture | null> {
  const [same] = await sql(statement(EARLIER_PICTURE, SAME_PIXELS), [payoutId]);
  if (same !== undefined) return same;
  const [alike] = await sql(ALIKE, [
    payoutId,
    RECYCLED_MAX_DISTANCE,
    RECYCLED_MIN_SHARED,
    RECYCLED_MIN_CONTAINMENT,
  ]);
  return alike ?? null;
}

// A copy that was questioned as this one's keeps its questioned place: its author could otherwise
// make the first sender replace her picture, and then point at her.
const EARLIER = `s.payout_id <> n.payout_id AND NOT EXISTS (
  SELECT 1 FROM proof_check k WHERE k.payout_id = s.payout_id AND k.match_payout_id = n.payout_id
    AND k.image_key = s.key AND k.state <> 'dismissed')`;

/** A picture taken from the gallery comes with the pixels that were shown there. */
export const SAME_PIXELS = `
  SELECT s.payout_id AS "payoutId", 1::float8 AS similarity
    FROM screenshot n JOIN screenshot s ON s.source_pixels = n.source_pixels
      OR s.shown_pixels = n.source_pixels OR s.shown_pixels = n.shown_pixels
    JOIN payout p ON p.id = s.payout_id
   WHERE n.payout_id = $1 AND ${EARLIER} ORDER BY p.published_on, p.id LIMIT 1`;

export const ALIKE = statement(
  EARLIER_PICTURE,
  `
  SELECT s.payout_id AS "payoutId", c.similarity
    FROM screenshot n
    JOIN screenshot s ON bit_count((s.dhash # n.dhash)::bit(64)) <= $2::int
     AND cardinality(s.tokens) >= $3::int
    JOIN payout p ON p.id = s.payout_id
   CROSS JOIN LATERAL (
     SELECT count(*) AS shared,
            count(*)::float8 / least(cardinality(s.tokens), cardinality(n.tokens)) AS similarity
       FROM unnest(s.tokens) token WHERE token = ANY (n.tokens)) c
   WHERE n.payout_id = $1 AND cardinality(n.tokens) >= $3::int AND c.shared >= $3::int
     AND c.similarity >= $4::float8 AND ${EARLIER}
   ORDER BY c.similarity DESC, p.published_on, p.id LIMIT 1`,
);
