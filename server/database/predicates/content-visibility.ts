/**
 * SQL fragments on the visibility of content, for every domain; `row` is the alias of its table. Hidden
 * content counts nowhere (`countsInFiguresSql`); `hidingJson` says how a reader sees it; the server
 * keeps the text and pictures of removed or veiled content, and only their author may read them
 * (`readableOrNullSql`).
 */

/** SQL: whether content counts in figures, latest lists and search. */
export function countsInFiguresSql(row: string): string {
  return `${row}.hidden_by IS NULL`;
}

/**
 * SQL: whether content that is shown from a Monday on is shown: its Monday has come. Others learn of
 * no other that it exists.
 */
export function isShownSql(row: string): string {
  return `(${row}.shown_from IS NOT NULL)`;
}

/** SQL: whether a payout is shown as a proof: it has a picture or is signed, and its Monday has come. */
export function isProofShownSql(payout: string): string {
  return isShownSql(payout);
}

/**
 * SQL: JSON of how readers see hidden content (`hiding` in `shared/core/moderation-decisions.ts`), or null where it is
 * not hidden; reads no decision then.
 */
export function hidingJson(row: string): string {
  return `(CASE WHEN ${row}.hidden_by IS NOT NULL THEN (
    SELECT hiding FROM hiding_decision WHERE hiding_decision.id = ${row}.hidden_by) END)`;
}

/**
 * SQL: JSON of the decision that covers words of a text (`covering` in `shared/core/moderation-decisions.ts`), or
 * null where none are covered.
 */
export function coveringJson(row: string): string {
  return `(CASE WHEN ${row}.covered_by IS NOT NULL THEN (SELECT json_build_object('rule', covers.rule,
    'decision', covers.id) FROM decision covers WHERE covers.id = ${row}.covered_by) END)`;
}

/** SQL: whether text and pictures of hidden content must not leave the server. */
export function isRemovedSql(row: string): string {
  return isRemovedByDecisionSql(`${row}.hidden_by`);
}

/** SQL: whether the decision with this id (null: none) removes content. */
export function isRemovedByDecisionSql(decision: string): string {
  return `(${decision} IS NOT NULL AND EXISTS (
    SELECT 1 FROM hiding_decision WHERE hiding_decision.id = ${decision} AND hiding_decision.removed))`;
}

/**
 * SQL: an expression over content as a reader may see it: null once it is removed, except for its
 * author; `mine` is the condition that the reader is the author.
 */
export function readableOrNullSql(row: string, expression: string, mine = 'false'): string {
  return `(CASE WHEN NOT ${isRemovedSql(row)} OR ${mine} THEN ${expression} END)`;
}

/** SQL: whether a boycott, by the alias of its table, can be found and shown by its title. */
export function isBoycottVisibleSql(row: string): string {
  return `(${countsInFiguresSql(row)} AND ${row}.title <> '')`;
}
