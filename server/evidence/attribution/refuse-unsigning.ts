import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';

type Evidence = 'payout' | 'incident';

/**
 * Refuses to unsign evidence that the author's posts or boycott calls name, or whose picture they
 * show: it would still be known as hers. She must withdraw them first. Earlier versions count, as
 * they are public.
 * @throws AppError bad-input.
 */
export async function refuseUnsigning(
  tx: Db,
  viewer: Viewer,
  kind: Evidence,
  id: string,
): Promise<void> {
  if (await areNamedInPosts(tx, viewer, kind, [id])) throw fieldError('signed', 'named-in-posts');
}

/** Whether a member's posts name any of these pieces of evidence, or show their pictures. */
export async function areNamedInPosts(
  tx: Db,
  viewer: Viewer,
  kind: Evidence,
  ids: readonly string[],
): Promise<boolean> {
  const { sql } = tx;
  const shown = await sql(kind === 'payout' ? SHOWN_PAYOUT : SHOWN_INCIDENT, [[...ids], viewer.id]);
  if (shown > 0) return true;
  return kind === 'payout' && (await sql(NAMED, [[...ids], viewer.id])) > 0;
}

const shown = (column: string): string => `
  SELECT 1 AS one FROM screenshot s JOIN screenshot t
      ON s.key = t.key OR s.source_pixels = t.source_pixels OR s.shown_pixels = t.shown_pixels
    JOIN forum_post p ON p.id = t.post_id
   WHERE s.${column} = ANY($1::text[]) AND p.member_id = $2 LIMIT 1`;
const SHOWN_PAYOUT = shown('payout_id');
const SHOWN_INCIDENT = shown('incident_id');

const LINKS = `'/(?:preuves|proofs)/([0-9a-z]{12})', 'g'`;
const NAMED = `
  SELECT 1 AS one FROM forum_thread WHERE payout_id = ANY($1::text[]) AND member_id = $2
  UNION ALL
  SELECT 1 FROM forum_post p CROSS JOIN LATERAL regexp_matches(p.text, ${LINKS}) AS named(id)
   WHERE p.member_id = $2 AND p.withdrawn_on IS NULL AND named.id[1] = ANY($1::text[])
  UNION ALL
  SELECT 1 FROM forum_post p JOIN forum_post_version v ON v.post_id = p.id
   CROSS JOIN LATERAL regexp_matches(v.text, ${LINKS}) AS named(id)
   WHERE p.member_id = $2 AND p.withdrawn_on IS NULL AND named.id[1] = ANY($1::text[])
  UNION ALL
  SELECT 1 FROM boycott b LEFT JOIN boycott_version v ON v.boycott_id = b.id
    CROSS JOIN LATERAL unnest($1::text[]) AS named(id)
   WHERE b.member_id = $2 AND strpos(concat_ws(' ', b.cards, b.grievance, b.demands, b.partaking,
     b.ends_when, b.outcome_text, b.look_back, v.cards, v.grievance, v.demands, v.partaking,
     v.ends_when), named.id) > 0
  LIMIT 1`;
