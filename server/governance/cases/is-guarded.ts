import { FLAGGABLE_CONTENT_ENTRIES } from '#server/public-schema/flaggable-subjects.ts';

/** SQL: the id of the decision that hides the subject of case `k`; null when none does. */
const HIDDEN_BY = `CASE split_part(k.subject, '/', 1)
  ${FLAGGABLE_CONTENT_ENTRIES.map(
    ([kind, { table }]) => `WHEN '${kind}' THEN
        (SELECT gt.hidden_by FROM ${table} gt WHERE gt.id = split_part(k.subject, '/', 2))`,
  ).join(' ')} END`;

/**
 * SQL: whether the subject of case `k` is veiled or removed, or proposed for removal: a second
 * person reads it only after taking the case.
 */
export const IS_GUARDED_SQL = `(EXISTS (SELECT 1 FROM case_proposal gp
    WHERE gp.case_id = k.id AND gp.state = 'open' AND gp.kind = 'remove')
  OR EXISTS (SELECT 1 FROM decision gd WHERE gd.kind <> 'hide' AND gd.id = ${HIDDEN_BY}))`;
