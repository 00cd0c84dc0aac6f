import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { isPictureCoveredSql } from '#server/database/predicates/covered-pictures.ts';
import { isRemovedSql, isShownSql } from '#server/database/predicates/content-visibility.ts';
import { hasTakenAsSecondPersonSql } from '#server/database/predicates/case-parties.ts';
import { isPartyToCheckSql } from './lock-proof.ts';

/**
 * Whether the viewer may see a picture, and whether it is kept from others: it waits for its Monday, or
 * is covered. A covered one is
 * visible to its author and to moderators who may still decide on it. One that decisions removed
 * everywhere is visible to its author and to those who decide on it again.
 */
export async function findPictureVisibility(
  sql: Sql,
  viewer: Viewer | null,
  key: string,
  now: Date,
): Promise<{ shown: boolean; covered: boolean }> {
  const moderator = viewer?.roles.includes('moderator') === true;
  const [row] = await sql(PICTURE, [
    viewer?.id ?? null,
    key,
    now.toISOString(),
    moderator,
    viewer?.established === true,
  ]);
  const covered = row?.covered === true || row?.removed === true;
  const open = row?.open === true;
  return {
    shown: row !== undefined && ((open && !covered) || row.mayLook),
    covered: covered || !open,
  };
}

// A removed picture is visible to those who decide again and are no party: moderators, the second
// person while the case is hers, and the case's jurors.
const MAY_DECIDE = `EXISTS (
  SELECT 1 FROM decision vd JOIN moderation_case vc ON vc.id = vd.case_id
   WHERE vd.id = COALESCE(y.hidden_by, i.hidden_by, f.hidden_by) AND vd.kind <> 'hide'
     AND NOT EXISTS (SELECT 1 FROM case_party cp WHERE cp.case_id = vc.id AND cp.member_id = $1)
     AND ($4::boolean OR $5::boolean AND EXISTS (SELECT 1 FROM moderation_case k
         WHERE k.subject = vd.subject AND ${hasTakenAsSecondPersonSql('$1', '$3')}) OR EXISTS (
       SELECT 1 FROM juror r JOIN jury u ON u.id = r.jury_id
        WHERE u.case_id = vc.id AND u.state = 'sitting' AND r.member_id = $1
          AND r.state IN ('asked', 'voted'))))`;

// $1 is the viewer, $2 the picture, $3 now, $4 and $5 whether she is a moderator, and established.
const PICTURE = statement(
  { open: col.bool, covered: col.bool.orNull, removed: col.bool.orNull, mayLook: col.bool },
  `
  SELECT bool_or(f.id IS NOT NULL OR ${isShownSql('y')} OR ${isShownSql('i')}) AS open,
         bool_or(${isPictureCoveredSql('s', '$3')}) AS covered,
         bool_and(COALESCE(${isRemovedSql('y')} OR ${isRemovedSql('i')} OR ${isRemovedSql('f')}, false)) AS removed,
         bool_or(COALESCE(a.member_id = $1 OR f.member_id = $1 AND ${isRemovedSql('f')}, false)
           OR ${MAY_DECIDE} OR $4::boolean AND EXISTS (
           SELECT 1 FROM proof_check k WHERE k.payout_id = s.payout_id AND k.image_key = s.key
             AND (k.state = 'open'
               OR (SELECT bool_and(d.alone) FROM decision d WHERE d.check_id = k.id))
             AND NOT ${isPartyToCheckSql('$1')})) AS "mayLook"
    FROM screenshot s LEFT JOIN payout y ON y.id = s.payout_id
    LEFT JOIN incident i ON i.id = s.incident_id
    LEFT JOIN author a ON a.id = COALESCE(y.author_id, i.author_id)
    LEFT JOIN forum_post f ON f.id = s.post_id
   WHERE s.key = $2 HAVING count(*) > 0`,
);
