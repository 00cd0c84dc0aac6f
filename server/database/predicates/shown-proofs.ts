import { PARTLY_PAID_MIN_SHARE } from '#shared/evidence/standing-constants.ts';
import type { ProofState } from '#shared/evidence/proofs.ts';

/** SQL of the values that a proof shows, over the alias of `payout`. */

/** SQL: paid, waiting or not-paid, as `proofStateOf`. */
export function proofStateSql(payout: string): string {
  return `(CASE WHEN ${payout}.state = 'waiting' THEN 'waiting'
    WHEN ${payout}.state = 'received'
      AND COALESCE(${payout}.received_share, 1) >= ${PARTLY_PAID_MIN_SHARE} THEN 'paid'
    ELSE 'not-paid' END)`;
}

/** SQL: a condition that a payout is in a state. */
export function isInProofStateSql(payout: string, state: ProofState): string {
  return `${proofStateSql(payout)} = '${state}'`;
}

/** SQL: the shown amount as JSON, null without one. */
export function shownMoneySql(payout: string): string {
  return `(CASE WHEN ${payout}.shown_minor IS NOT NULL THEN json_build_object(
    'minor', ${payout}.shown_minor, 'currency', ${payout}.currency) END)`;
}

/** SQL: the month asked; null unless its author shows it. */
export function shownMonthSql(payout: string): string {
  return `(CASE WHEN ${payout}.shows_month THEN ${payout}.asked_month END)`;
}
