/**
 * What a decision leaves to see of a thing, as pieces of SQL for every domain; `row` is the alias of
 * its table. What is hidden counts nowhere (`counts`); how a reader sees it is `hidingOf`, and what
 * was removed or is veiled keeps its text and pictures on the server (`readable`).
 */

/** SQL: whether a thing counts in figures, lists of the newest, and searches. */
export function counts(row: string): string {
  return `${row}.hidden_by IS NULL`;
}

/**
 * SQL: how a thing is hidden, as `shared/governance/cases.ts` says it, or null. A veil keeps from reading what
 * is said to be illegal, personal or a threat. Of what is not hidden nothing is looked up.
 */
export function hidingOf(row: string): string {
  return `(CASE WHEN ${row}.hidden_by IS NOT NULL THEN (
    SELECT hiding FROM hiding_decision WHERE hiding_decision.id = ${row}.hidden_by) END)`;
}

/** SQL: whether the text and the pictures of a hidden thing may not leave the server. */
export function isRemoved(row: string): string {
  return isRemovedBy(`${row}.hidden_by`);
}

/** SQL: the same by the id of the decision that hides it, null where none does. */
export function isRemovedBy(decision: string): string {
  return `(${decision} IS NOT NULL AND EXISTS (
    SELECT 1 FROM hiding_decision WHERE hiding_decision.id = ${decision} AND hiding_decision.removed))`;
}

/**
 * SQL: an expression over a thing as one may read it: null once the thing is removed, but for its
 * author; `mine` is a condition.
 */
export function readable(row: string, expression: string, mine = 'false'): string {
  return `(CASE WHEN NOT ${isRemoved(row)} OR ${mine} THEN ${expression} END)`;
}
