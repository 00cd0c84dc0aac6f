import { utcMoment } from '#server/database/db.ts';
import { counts, hidingOf, isRemoved } from '#server/database/visible.ts';
import { SECONDERS } from '#shared/collective/boycotts.ts';

/** Pieces of SQL that build what is read of boycotts, over alias `b`. */

/**
 * SQL: the pledges of the boycott `b` that count. Those that are on their way into the table are not
 * among them yet.
 */
const COUNTED = `COALESCE((SELECT counted FROM boycott_pledge_count
    WHERE boycott_pledge_count.boycott_id = b.id), 0)`;

/**
 * SQL: how many seconded the boycott `b`. Without an established member among them one always lacks: else
 * a few accounts of one person would open a debate, and have all be told who follow the platform.
 */
export const SECONDED = `(SELECT CASE WHEN count(n.established_on) > 0 THEN count(*)
    ELSE LEAST(count(*), ${SECONDERS - 1}) END
  FROM boycott_seconder s JOIN member n ON n.id = s.member_id WHERE s.boycott_id = b.id)`;

/**
 * SQL: a text of the boycott `b`, or of a version of it; empty where a decision removed it, but for its
 * author; `mine` is a condition.
 */
export function textOf(expression: string, mine = 'false'): string {
  return `(CASE WHEN ${isRemoved('b')} AND (${mine}) IS NOT TRUE THEN '' ELSE ${expression} END)`;
}

/** SQL: whether the author of the boycott `b` took it back: what is left of it has no text. */
const WITHDRAWN = `(b.title = '')`;

/** SQL: whether a boycott, by the alias of its table, can be found and shown by its title. */
export function showsBoycott(row: string): string {
  return `(${counts(row)} AND ${row}.title <> '')`;
}

/** SQL: the texts of `row`, a boycott or a version, as pairs of a JSON object. */
export function textsOf(row: string, mine: string): string {
  return `'title', ${textOf(`${row}.title`, mine)}, 'grievance', ${textOf(`${row}.grievance`, mine)},
    'demands', ${textOf(`${row}.demands`, mine)}, 'partaking', ${textOf(`${row}.partaking`, mine)},
    'endsWhen', ${textOf(`${row}.ends_when`, mine)}, 'threshold', ${row}.threshold`;
}

/** SQL: to be joined to `boycott b` for LISTED. */
export const TARGET = `JOIN platform p ON p.id = b.platform_id
    LEFT JOIN client c ON c.id = b.client_id LEFT JOIN client o ON o.id = c.root_id
    LEFT JOIN task k ON k.id = b.task_id`;

/** SQL: what lists say of the boycott `b`, as pairs of a JSON object; after TARGET. */
export const LISTED = `'id', b.id, 'title', ${textOf('b.title')}, 'state', b.state, 'pace', b.pace,
    'target', b.target, 'platform', json_build_object('slug', p.slug, 'name', p.name),
    'client', CASE WHEN o.id IS NOT NULL THEN json_build_object('slug', o.slug, 'name', o.name) END,
    'task', CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'title', k.title) END,
    'proposedAt', ${utcMoment('b.proposed_at')}, 'stepEndsAt', ${utcMoment('b.step_ends_at')},
    'threshold', b.threshold,
    'quarters', CASE WHEN b.state = 'pledging' THEN
      CASE WHEN b.reached THEN 4 ELSE LEAST(3, 4 * ${COUNTED} / b.threshold) END END,
    'pledged', b.pledged,
    'outcome', b.outcome, 'failure', b.failure, 'hiding', ${hidingOf('b')},
    'withdrawn', ${WITHDRAWN}`;
