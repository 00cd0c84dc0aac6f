/**
 * SQL: the act that one person took alone and that wrote a row, e.g. decision/3k9…; null when two
 * did.
 */
export function decisionByOnePersonSql(result: string): string {
  return `(SELECT ra.id FROM proposed_act ra WHERE ra.result = ${result} AND ra.state = 'alone')`;
}
