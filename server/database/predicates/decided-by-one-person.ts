/**
 * SQL: the id of the act that one person took alone and that wrote the row `result` (an SQL expression
 * of a name such as decision/3k9…); null when two people took it.
 */
export function decisionByOnePersonSql(result: string): string {
  return `(SELECT ra.id FROM proposed_act ra WHERE ra.result = ${result} AND ra.state = 'alone')`;
}
