import type { Viewer } from '#server/accounts/viewer.ts';
import { sqlIn, type Db } from '#server/db.ts';
import { refuseField } from '#server/errors.ts';

/**
 * Evidence that its author signed may be named in her posts, and show the picture of one. Unsigned, it
 * would still be known as hers: she is asked to withdraw those posts first. What a post said before an
 * edit counts, as everybody can read it; and so does a call to a boycott.
 * @throws AppError bad-input.
 */
export async function refuseUnsigning(
  tx: Db,
  viewer: Viewer,
  evidence: { readonly payoutId: string } | { readonly incidentId: string },
): Promise<void> {
  const sql = sqlIn(tx);
  const id = 'payoutId' in evidence ? evidence.payoutId : evidence.incidentId;
  const shown = await sql(SHOWN, [id, viewer.id]);
  const named = 'payoutId' in evidence ? await sql(NAMED, [id, viewer.id]) : [];
  if (shown.length + named.length > 0) throw refuseField('signed', 'named-in-posts');
}

const SHOWN = `
  SELECT 1 AS one FROM screenshot s JOIN screenshot t
      ON s.key = t.key OR s.source_pixels = t.source_pixels OR s.shown_pixels = t.shown_pixels
    JOIN forum_post p ON p.id = t.post_id
   WHERE (s.payout_id = $1 OR s.incident_id = $1) AND p.member_id = $2 LIMIT 1`;

const NAMED = `
  SELECT 1 AS one FROM forum_thread WHERE payout_id = $1 AND member_id = $2
  UNION ALL
  SELECT 1 FROM forum_post p LEFT JOIN forum_post_version v ON v.post_id = p.id
   WHERE p.member_id = $2 AND p.withdrawn_on IS NULL
     AND (p.text ~ ('/(preuves|proofs)/' || $1) OR v.text ~ ('/(preuves|proofs)/' || $1))
  UNION ALL
  SELECT 1 FROM boycott b LEFT JOIN boycott_version v ON v.boycott_id = b.id
   WHERE b.member_id = $2 AND strpos(concat_ws(' ', b.cards, b.grievance, b.demands, b.partaking,
     b.ends_when, b.outcome_text, b.look_back, v.cards, v.grievance, v.demands, v.partaking,
     v.ends_when), $1) > 0
  LIMIT 1`;
