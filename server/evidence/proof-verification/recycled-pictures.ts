import { setImmediate } from 'node:timers/promises';
import { unpackLayout } from '#server/media/files/picture-layout.ts';
import { compareLayouts, likenessOfCopy } from '#server/media/pictures/layout-likeness.ts';
import { openCheck } from './proof-statements.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { attachPicture, type StoredPicture } from '#server/media/pictures/attach-picture.ts';

/** Newest pictures whose covers are compared: about a second of a processor. */
const MAX_COMPARED = 5000;
/** Comparisons between two turns of the event loop: about ten milliseconds. */
const COMPARED_IN_A_TURN = 50;

export type EarlierPicture = RowOf<typeof EARLIER_PICTURE>;

const EARLIER_PICTURE = {
  /** Id of the earlier payout whose picture this one resembles. */
  payoutId: col.text,
  /** How alike the two are, 0 to 1; 1 when the pixels are equal. */
  similarity: col.float,
} satisfies RowShape;

/**
 * Attaches a picture to a payout, and opens a check when it resembles that of an earlier payout.
 */
export async function attachProofPicture(
  tx: Db,
  payoutId: string,
  picture: StoredPicture,
  now: Date,
): Promise<void> {
  const isNew = await attachPicture(tx, { payoutId }, picture);
  if (isNew) await questionRecycled(tx, payoutId, now);
}

/**
 * Opens a proof check where a payout's new picture resembles that of another payout, which by
 * definition is earlier. Nothing is refused and the author is not told: people decide, and only the
 * later proof loses weight.
 */
async function questionRecycled(tx: Db, payoutId: string, now: Date): Promise<void> {
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

/**
 * Finds the earlier picture as `findEarlierPicture` does, and locks its payout, so that it is not
 * withdrawn before the commit.
 */
async function findKept(sql: Sql, payoutId: string): Promise<EarlierPicture | null> {
  for (;;) {
    const earlier = await findEarlierPicture(sql, payoutId);
    if (earlier === null) return null;
    // The payout was withdrawn concurrently when no row is left: look for another one.
    const kept = await sql('SELECT 1 FROM payout WHERE id = $1 FOR KEY SHARE', [earlier.payoutId]);
    if (kept > 0) return earlier;
  }
}

/**
 * Finds the picture of another member's payout of which a payout's picture is a copy: with the same
 * pixels, else with the same covers. Of several, the most similar, and of these the earliest.
 */
export async function findEarlierPicture(
  sql: Sql,
  payoutId: string,
): Promise<EarlierPicture | null> {
  const [same] = await sql(statement(EARLIER_PICTURE, SAME_PIXELS_SQL), [payoutId]);
  return same ?? (await findSameCovers(sql, payoutId));
}

async function findSameCovers(sql: Sql, payoutId: string): Promise<EarlierPicture | null> {
  const [own] = await sql(OWN_LAYOUT, [payoutId]);
  if (own === undefined) return null;
  const later = unpackLayout(own.layout);
  let best: EarlierPicture | null = null;
  for (const [index, earlier] of (await sql(EARLIER_LAYOUTS, [payoutId])).entries()) {
    if (index % COMPARED_IN_A_TURN === 0) await setImmediate();
    const similarity = likenessOfCopy(compareLayouts(unpackLayout(earlier.layout), later));
    if (similarity !== null && similarity >= (best?.similarity ?? 0)) {
      best = { payoutId: earlier.payoutId, similarity };
    }
  }
  return best;
}

// A member's own pictures are left alone: a growing payment history resembles itself. Excludes a
// picture that replaced one already in question as a copy of this one: its author could otherwise make
// the first sender replace her picture, and then accuse her.
const EARLIER = `s.payout_id <> n.payout_id AND b.member_id IS DISTINCT FROM a.member_id AND NOT EXISTS (
  SELECT 1 FROM proof_check k WHERE k.payout_id = s.payout_id AND k.match_payout_id = n.payout_id
    AND k.image_key = s.key AND k.state <> 'dismissed')`;

/**
 * SQL: the earliest payout whose picture has the same pixels. A picture copied from the gallery has
 * the published pixels of the original. Pictures of one colour, covered as a whole, are all the same.
 */
export const SAME_PIXELS_SQL = `
  SELECT s.payout_id AS "payoutId", 1::float8 AS similarity
    FROM screenshot n JOIN screenshot s ON s.source_pixels = n.source_pixels
      OR s.shown_pixels = n.source_pixels OR s.shown_pixels = n.shown_pixels
    JOIN payout m ON m.id = n.payout_id JOIN author a ON a.id = m.author_id
    JOIN payout p ON p.id = s.payout_id JOIN author b ON b.id = p.author_id
   WHERE n.payout_id = $1 AND n.dhash <> 0 AND ${EARLIER} ORDER BY p.published_on, p.id LIMIT 1`;

const OWN_LAYOUT = statement(
  { layout: col.text },
  'SELECT layout FROM screenshot WHERE payout_id = $1 AND layout IS NOT NULL',
);

/** SQL: layouts of the newest pictures of other members' payouts, the newest first. */
const EARLIER_LAYOUTS = statement(
  { payoutId: col.text, layout: col.text },
  `
  SELECT s.payout_id AS "payoutId", s.layout
    FROM screenshot n JOIN screenshot s ON s.layout IS NOT NULL
    JOIN payout m ON m.id = n.payout_id JOIN author a ON a.id = m.author_id
    JOIN payout p ON p.id = s.payout_id JOIN author b ON b.id = p.author_id
   WHERE n.payout_id = $1 AND ${EARLIER}
   ORDER BY p.published_on DESC, p.id DESC LIMIT ${MAX_COMPARED}`,
);
