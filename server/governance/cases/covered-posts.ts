import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  loadFlaggableSubject,
  type FlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
import { parseCaseSubject } from '#shared/governance/cases.ts';

/**
 * SQL: the posts that case `k` is about besides its subject, as a JSON list of ids: those of its open
 * proposal, else of the decision that stands, else of its last proposal; [] without any.
 */
export const COVERED_POSTS_SQL = `COALESCE(
  (SELECT cp.batch FROM case_proposal cp WHERE cp.case_id = k.id AND cp.state = 'open'),
  (SELECT cd.batch FROM decision cd WHERE cd.case_id = k.id AND cd.kind IN ('hide', 'remove')
      AND NOT EXISTS (SELECT 1 FROM decision cr WHERE cr.replaces = cd.id)
    ORDER BY cd.decided_at DESC, cd.id LIMIT 1),
  (SELECT cl.batch FROM case_proposal cl WHERE cl.case_id = k.id AND cl.state IN ('agreed', 'refused')
    ORDER BY cl.proposed_at DESC, cl.id LIMIT 1), '[]')`;

/**
 * Loads the subject of a case. Of a batch whose reported post was withdrawn, that post is still the subject while
 * another post of the batch exists.
 * @returns null where nothing is left to decide.
 */
export async function loadCaseSubject(
  tx: Db,
  caseId: string,
  about: string,
): Promise<FlaggableSubject | null> {
  const { kind, id } = parseCaseSubject(about);
  const subject = await loadFlaggableSubject(tx, kind, id);
  if (subject !== null || kind !== 'post') return subject;
  const [rest] = await tx.sql(REST, [caseId]);
  if (rest === undefined) return null;
  return { kind, id, platformId: null, clientId: null, taskId: null, coveredBy: null, ...rest };
}

const REST = statement(
  { memberId: col.text.orNull, hiddenBy: col.text.orNull },
  `SELECT p.member_id AS "memberId",
          (SELECT d.id FROM decision d WHERE d.id = p.hidden_by AND d.case_id = k.id) AS "hiddenBy"
     FROM moderation_case k JOIN forum_post p ON ${COVERED_POSTS_SQL} ? p.id
    WHERE k.id = $1 AND p.text IS NOT NULL ORDER BY 2 NULLS LAST, p.id LIMIT 1`,
);

/**
 * Makes whoever is a party to an open case about one of these posts a party to this case too: one
 * decision is about all of them.
 */
export async function addPartiesOfCoveredCases(
  tx: Db,
  caseId: string,
  posts: readonly string[],
): Promise<void> {
  if (posts.length === 0) return;
  await tx.sql(
    `INSERT INTO case_party (case_id, member_id, role)
     SELECT DISTINCT ON (p.member_id) $1, p.member_id, p.role
       FROM moderation_case o JOIN case_party p ON p.case_id = o.id
      WHERE o.id <> $1 AND o.state <> 'closed' AND o.subject = ANY($2::text[])
      ORDER BY p.member_id, p.role ON CONFLICT DO NOTHING`,
    [caseId, posts.map((post) => `post/${post}`)],
  );
}

/**
 * Finds which of a case's posts a decision can change: to hide, those that no other decision hides and
 * no jury has; to show again, those that the replaced decision hides.
 */
export async function findPostsToDecide(
  tx: Db,
  {
    caseId,
    posts,
    replaces,
    shows,
  }: {
    readonly caseId: string;
    /** The posts, where the case does not say them yet. */
    readonly posts: readonly string[] | null;
    readonly replaces: string | null;
    readonly shows: boolean;
  },
): Promise<string[]> {
  const rows = await tx.sql(TO_DECIDE, [
    caseId,
    posts === null ? null : JSON.stringify(posts),
    replaces,
    shows,
  ]);
  return rows.map(({ id }) => id);
}

const TO_DECIDE = statement(
  { id: col.text },
  `SELECT p.id FROM moderation_case k
     JOIN forum_post p ON COALESCE($2::jsonb, ${COVERED_POSTS_SQL}) ? p.id
    WHERE k.id = $1 AND p.text IS NOT NULL AND 'post/' || p.id <> k.subject
      AND CASE WHEN $4::boolean THEN p.hidden_by = $3
          ELSE (p.hidden_by IS NULL OR p.hidden_by = $3) AND NOT EXISTS (
            SELECT 1 FROM moderation_case o WHERE o.subject = 'post/' || p.id AND o.state = 'jury')
          END
    ORDER BY p.posted_at, p.id`,
);
