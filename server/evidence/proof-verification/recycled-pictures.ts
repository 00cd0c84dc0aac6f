import { setImmediate } from 'node:timers/promises';
import { unpackLayout } from '#server/media/files/picture-layout.ts';
import { compareLayouts, likenessOfCopy } from '#server/media/pictures/layout-likeness.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { openCheck } from './proof-statements.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { attachPicture, type StoredPicture } from '#server/media/pictures/attach-picture.ts';

/** Newest pictures whose covers are compared: 0.1 to 0.25 s of a processor. */
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

/** Attaches a picture to a payout. A new one waits until it is compared with earlier pictures. */
export async function attachProofPicture(
  tx: Db,
  payoutId: string,
  picture: StoredPicture,
): Promise<void> {
  const isNew = await attachPicture(tx, { payoutId }, picture);
  if (isNew) await tx.sql(ENQUEUE, [payoutId]);
}

type Waiting = RowOf<typeof WAITING_PICTURE>;

const WAITING_PICTURE = { id: col.text, payoutId: col.text } satisfies RowShape;

/**
 * Compares the pictures that wait with earlier ones, the first one first, and opens a proof check where
 * one resembles the picture of another payout. Nothing is refused and the author is not told: people
 * decide, and only the later proof loses weight. What a run leaves undone waits for the next one.
 * @throws AggregateError of all failures, after every other picture.
 */
export async function compareWaitingPictures(
  { database, signal }: { readonly database: Database; readonly signal?: AbortSignal | undefined },
  now: Date,
): Promise<void> {
  const failures: unknown[] = [];
  for (const picture of await database.sql(WAITING)) {
    if (signal?.aborted === true) break;
    await comparePicture(database, picture, now, signal).catch((error: unknown) => {
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'pictures not compared');
}

async function comparePicture(
  { sql, prisma }: Database,
  picture: Waiting,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  for (let settled = false; !settled;) {
    const earlier = await findEarlierPicture(sql, picture.payoutId, signal);
    if (signal?.aborted === true) return;
    settled = await prisma.$transaction((tx) => settleComparison(tx, picture, earlier, now));
  }
}

/**
 * Ends the comparison of a picture, and opens a check where it resembles an earlier one.
 * @returns false where the earlier payout was withdrawn meanwhile: the picture may resemble another
 * one.
 */
async function settleComparison(
  tx: Db,
  { id, payoutId }: Waiting,
  earlier: EarlierPicture | null,
  now: Date,
): Promise<boolean> {
  const [payout] = await tx.sql(LOCKED_PAYOUT, [payoutId]);
  if (payout === undefined) return true;
  if (earlier !== null && (await tx.sql(KEEP_PAYOUT, [earlier.payoutId])) === 0) return false;
  const [picture] = await tx.sql(DEQUEUE, [id]);
  if (picture === undefined || earlier === null) return true;
  const isOpened = await openCheck(
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
  if (!isOpened) return true;
  if (payout.isShown) await markStale(tx, 'platform', [payout.platformId]);
  return true;
}

/**
 * Finds the picture of another member's payout of which a payout's picture is a copy: with the same
 * pixels, else with the same covers. Of several, the most similar, and of these the earliest. Null also
 * once `signal` is aborted.
 */
export async function findEarlierPicture(
  sql: Sql,
  payoutId: string,
  signal?: AbortSignal,
): Promise<EarlierPicture | null> {
  const [same] = await sql(statement(EARLIER_PICTURE, SAME_PIXELS_SQL), [payoutId]);
  return same ?? (await findSameCovers(sql, payoutId, signal));
}

async function findSameCovers(
  sql: Sql,
  payoutId: string,
  signal?: AbortSignal,
): Promise<EarlierPicture | null> {
  const [own] = await sql(OWN_LAYOUT, [payoutId]);
  if (own === undefined) return null;
  const later = unpackLayout(own.layout);
  let best: EarlierPicture | null = null;
  for (const [index, earlier] of (await sql(EARLIER_LAYOUTS, [payoutId])).entries()) {
    if (index % COMPARED_IN_A_TURN === 0) await setImmediate();
    if (signal?.aborted === true) return null;
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
const EARLIER = `s.payout_id <> n.payout_id AND (s.compare_order IS NULL OR s.compare_order < n.compare_order)
  AND b.member_id IS DISTINCT FROM a.member_id AND NOT EXISTS (
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

const ENQUEUE = `
  UPDATE screenshot SET compare_order = (SELECT COALESCE(max(compare_order), 0) + 1 FROM screenshot)
   WHERE payout_id = $1`;

const WAITING = statement(
  WAITING_PICTURE,
  `SELECT id, payout_id AS "payoutId" FROM screenshot
    WHERE compare_order IS NOT NULL AND payout_id IS NOT NULL ORDER BY compare_order, id`,
);

const DEQUEUE = statement(
  { key: col.text },
  `UPDATE screenshot SET compare_order = NULL
    WHERE id = $1 AND compare_order IS NOT NULL RETURNING key`,
);

const LOCKED_PAYOUT = statement(
  { platformId: col.text, isShown: col.bool },
  `SELECT platform_id AS "platformId", shown_from IS NOT NULL AS "isShown" FROM payout
    WHERE id = $1 FOR NO KEY UPDATE`,
);

const KEEP_PAYOUT = 'SELECT 1 FROM payout WHERE id = $1 FOR KEY SHARE';
