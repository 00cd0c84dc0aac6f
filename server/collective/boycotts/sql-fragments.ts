import { utcTimestampSql } from '#server/database/db.ts';
import { hidingJson, isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { SECONDERS_NEEDED } from '#shared/collective/boycotts.ts';

/** SQL fragments for reading boycotts, over alias `b`. */

/** SQL: the number of pledges of boycott `b` that count, without those still waiting in slots. */
const COUNTED = `COALESCE((SELECT counted FROM boycott_pledge_count
    WHERE boycott_pledge_count.boycott_id = b.id), 0)`;

/**
 * SQL: the number of seconders of boycott `b`. Without an established one it stays one short:
 * otherwise a few accounts of one person could open a debate and notify all followers of the
 * platform.
 */
export const SECONDER_COUNT_SQL = `(SELECT CASE WHEN bool_or(s.established) THEN count(*)
    ELSE LEAST(count(*), ${SECONDERS_NEEDED - 1}) END
  FROM boycott_second s WHERE s.boycott_id = b.id)`;

/**
 * SQL: `expression`, a text of boycott `b` or of one of its versions. It is empty when a decision
 * removed the boycott, except for its author; `mine` is the condition for her.
 */
export function boycottTextSql(expression: string, mine = 'false'): string {
  return `(CASE WHEN ${isRemovedSql('b')} AND (${mine}) IS NOT TRUE THEN '' ELSE ${expression} END)`;
}

/** SQL: whether the author withdrew boycott `b`, which then has no text. */
const WITHDRAWN = `(b.title = '')`;

/** SQL: the texts of `row`, a boycott or a version, as pairs of a JSON object. */
export function boycottTextsJsonSql(row: string, mine: string): string {
  return `'title', ${boycottTextSql(`${row}.title`, mine)}, 'grievance', ${boycottTextSql(`${row}.grievance`, mine)},
    'demands', ${boycottTextSql(`${row}.demands`, mine)}, 'partaking', ${boycottTextSql(`${row}.partaking`, mine)},
    'endsWhen', ${boycottTextSql(`${row}.ends_when`, mine)}, 'threshold', ${row}.threshold`;
}

/** SQL: the joins on `boycott b` that LISTED_BOYCOTT_JSON_PAIRS needs. */
export const BOYCOTT_TARGET_JOINS = `JOIN platform p ON p.id = b.platform_id
    LEFT JOIN client c ON c.id = b.client_id LEFT JOIN client o ON o.id = c.root_id
    LEFT JOIN task k ON k.id = b.task_id`;

/** SQL: boycott `b` for lists, as pairs of a JSON object; needs BOYCOTT_TARGET_JOINS. */
export const LISTED_BOYCOTT_JSON_PAIRS = `'id', b.id, 'title', ${boycottTextSql('b.title')}, 'state', b.state, 'pace', b.pace,
    'target', b.target, 'platform', json_build_object('slug', p.slug, 'name', p.name),
    'client', CASE WHEN o.id IS NOT NULL THEN json_build_object('slug', o.slug, 'name', o.name) END,
    'task', CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'title', k.title) END,
    'proposedAt', ${utcTimestampSql('b.proposed_at')}, 'stepEndsAt', ${utcTimestampSql('b.step_ends_at')},
    'threshold', b.threshold,
    'quarters', CASE WHEN b.state = 'pledging' THEN
      CASE WHEN b.reached THEN 4 ELSE LEAST(3, 4 * ${COUNTED} / b.threshold) END END,
    'pledged', b.pledged,
    'outcome', b.outcome, 'failure', b.failure, 'hiding', ${hidingJson('b')},
    'withdrawn', ${WITHDRAWN}`;
