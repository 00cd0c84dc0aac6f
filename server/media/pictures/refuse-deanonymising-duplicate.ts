import { fieldError } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import type { PixelFingerprints, SanitizedImage } from '#server/media/files/sanitized-image.ts';
import type { PictureOwner } from './attach-picture.ts';

/**
 * Refuses a picture that the same member uses both on a signed post and on unsigned evidence: comparing
 * the two would reveal who wrote the evidence. Whichever comes second is refused.
 * @throws AppError bad-input where the member already uses the picture on the other side.
 */
export async function refuseDeanonymisingDuplicate(
  tx: Db,
  owner: PictureOwner,
  { key }: SanitizedImage,
  { sourcePixels, shownPixels }: PixelFingerprints,
): Promise<void> {
  const [text, id] =
    'postId' in owner
      ? [ON_UNSIGNED_EVIDENCE, owner.postId]
      : [ON_A_POST, 'payoutId' in owner ? owner.payoutId : owner.incidentId];
  const found = await tx.sql(text, [id, key, sourcePixels, shownPixels]);
  if (found > 0) throw fieldError('screenshot', 'image-names-you');
}

const SAME = '(s.key = $2 OR s.source_pixels = $3 OR s.shown_pixels = $4)';

// Finds unsigned evidence with the picture by the author of post $1.
const ON_UNSIGNED_EVIDENCE = `
  SELECT 1 AS one FROM screenshot s
    LEFT JOIN payout y ON y.id = s.payout_id LEFT JOIN incident i ON i.id = s.incident_id
    JOIN author a ON a.id = COALESCE(y.author_id, i.author_id)
    JOIN forum_post p ON p.id = $1 AND p.member_id = a.member_id
   WHERE ${SAME} AND NOT COALESCE(y.signed, i.signed) LIMIT 1`;

// Finds a post with the picture by the author of payout or incident $1, if that is unsigned.
const ON_A_POST = `
  SELECT 1 AS one FROM screenshot s JOIN forum_post p ON p.id = s.post_id
    JOIN author a ON a.member_id = p.member_id
   WHERE ${SAME} AND a.id IN (
     SELECT author_id FROM payout WHERE id = $1 AND NOT signed
     UNION ALL SELECT author_id FROM incident WHERE id = $1 AND NOT signed) LIMIT 1`;
