import { col, statement, type Sql } from '#server/database/sql.ts';
import { mayBeSecondPersonSql } from '#server/database/predicates/case-parties.ts';

/**
 * SQL: whether case `o` is about the post from which the pause of case `p` was proposed, by one moderator,
 * and both wait for a second person. A post that few may read is answered alone: nobody chooses it.
 */
const IS_PAUSE_BESIDE = `(o.state = 'proposed' AND p.state = 'proposed' AND p.subject LIKE 'pause/%' AND EXISTS (
  SELECT 1 FROM posting_pause bx JOIN forum_post bo ON bo.id = bx.posts ->> 0 AND bo.hidden_by IS NULL
    JOIN case_proposal bp ON bp.case_id = p.id AND bp.state = 'open'
    JOIN case_proposal bq ON bq.case_id = o.id AND bq.state = 'open' AND bq.kind = 'hide'
     AND bq.member_id = bp.member_id
   WHERE bx.id = split_part(p.subject, '/', 2) AND o.subject = 'post/' || bo.id))`;

/** SQL: whether member `who` answers the pause of case `k` on the page of the posts it was proposed for. */
export function isAnsweredBesideSql(who: string): string {
  return `(k.subject LIKE 'pause/%' AND k.id IN (SELECT p.id FROM moderation_case p JOIN (
      SELECT * FROM moderation_case k WHERE k.subject LIKE 'post/%' AND ${mayBeSecondPersonSql(who)}) o
    ON ${IS_PAUSE_BESIDE} WHERE p.state = 'proposed'))`;
}

export type CasesBeside = {
  /** The case of the pause that is answered with this one, about posts. */
  readonly pause: string | null;
  /** The case about posts with which this one, about a pause, is answered. */
  readonly posts: string | null;
};

/** Finds the case that is answered together with a case: a second person visits once. */
export async function findCasesBeside(sql: Sql, caseId: string): Promise<CasesBeside> {
  const [row] = await sql(BESIDE, [caseId]);
  return row ?? { pause: null, posts: null };
}

const BESIDE = statement(
  { pause: col.text.orNull, posts: col.text.orNull },
  `SELECT (SELECT p.id FROM moderation_case o JOIN moderation_case p ON ${IS_PAUSE_BESIDE}
            WHERE o.id = $1 LIMIT 1) AS pause,
          (SELECT o.id FROM moderation_case p JOIN moderation_case o ON ${IS_PAUSE_BESIDE}
            WHERE p.id = $1 LIMIT 1) AS posts`,
);
