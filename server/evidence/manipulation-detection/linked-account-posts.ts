import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { PAID_POST_DIRECTIONS } from '#shared/evidence/incidents.ts';
import {
  BLAME_MAX_RATING,
  PRAISE_MIN_RATING,
} from '#shared/evidence/manipulation-detection-constants.ts';
import type { CampaignPost } from '#shared/evidence/manipulation-detection.ts';
import { CAMPAIGN_FACTS, campaignFactsSql } from '#server/database/predicates/suspect-authors.ts';

const CLIENT_MARK = '(v.communication + v.pay + v.fairness + v.speed) / 4.0';

/**
 * SQL: praise and blame in task reports and client reviews, by author and day. A report praises or
 * blames by its recommendation; without one it blames when more runs were refused than paid, and
 * praises when some were paid and none refused. A review goes by its mean rating.
 */
export const TASK_AND_CLIENT_POSTS_SQL = `
    SELECT r.author_id, r.published_on AS day,
           CASE WHEN r.recommends THEN 'praise'
                WHEN NOT r.recommends THEN 'blame'
                WHEN r.refused_with_reason + r.refused_without_reason > r.paid THEN 'blame'
                WHEN r.paid > 0 AND r.refused_with_reason + r.refused_without_reason = 0
                  THEN 'praise' END AS direction
      FROM task_report r
     WHERE NOT r.solicited AND r.hidden_by IS NULL AND r.leaves_on IS NULL
    UNION ALL
    SELECT v.author_id, v.published_on,
           CASE WHEN ${CLIENT_MARK} >= ${PRAISE_MIN_RATING} THEN 'praise'
                WHEN ${CLIENT_MARK} <= ${BLAME_MAX_RATING} THEN 'blame' END
      FROM client_review v WHERE NOT v.solicited AND v.hidden_by IS NULL`;

/**
 * Loads the posts about a platform's tasks and clients by accounts that share a voice with others.
 * Others' posts are left out: that a client paid a task does not tell whether the platform pays
 * out, and must neither outnumber nor contradict unpaid members.
 */
export async function loadLinkedAccountPosts(tx: Db, platformId: string): Promise<CampaignPost[]> {
  const posts = await tx.sql(VOICED_WORK, [platformId]);
  return posts.map(({ authorId, voice, word, postedOn, young }) => ({
    author: authorId,
    voice: voice ?? authorId,
    word,
    postedOn,
    young,
    established: false,
    proof: 'declared',
    provable: false,
  }));
}

// Select the authors first: they are few, while a platform may have a hundred thousand posts.
const VOICED_WORK = statement(
  {
    ...CAMPAIGN_FACTS,
    word: col.oneOf(PAID_POST_DIRECTIONS),
  },
  `
  SELECT DISTINCT w.direction AS word, ${campaignFactsSql('w', 'a')}
    FROM (SELECT a.* FROM author_weight a
           WHERE a.platform_id = $1 AND NOT a.brought AND a.voice IS NOT NULL) a
    JOIN LATERAL (SELECT author_id, day AS published_on, direction
                    FROM (${TASK_AND_CLIENT_POSTS_SQL}) w WHERE w.author_id = a.id) w ON true
   WHERE w.direction IS NOT NULL`,
);
