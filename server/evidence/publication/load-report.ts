import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { proofPrice } from '#shared/evidence/publication/crowd-levels.ts';
import { PAYOUT_OUTCOMES } from '#shared/evidence/payouts.ts';
import { SLIP_OUTCOMES } from '#shared/directory/slip-figures.ts';

export const PUBLICATION_STATES = ['first', 'joined', 'held-back'] as const;

/** A payout as its author reports it, and the state of the report's publication. */
export type PayoutReport = RowOf<typeof REPORT>;

/**
 * Loads a report, and locks it and its author's other reports on the platform until the transaction
 * ends, since publishing one spends the budget of all.
 * @returns undefined once the payout is withdrawn.
 */
export async function loadReport(
  tx: Db,
  payoutId: string,
  day: Day,
): Promise<PayoutReport | undefined> {
  const [report] = await tx.sql(REPORT, [payoutId, day]);
  return report;
}

const REPORT = statement(
  {
    id: col.text,
    authorId: col.text,
    platformId: col.text,
    state: col.oneOf(PAYOUT_OUTCOMES),
    solicited: col.bool,
    delayDays: col.int.orNull,
    /** Class of its amount; null in a row that an older version of the server wrote. */
    amountBand: col.int.orNull,
    /** Whether it is a proof too: it has a picture, or is signed. */
    isProof: col.bool,
    /** Whether the proof shows or will show the amount; likewise the next for the month. */
    showsAmount: col.bool,
    showsMonth: col.bool,
    /** Null while the payout has no outcome that a slip can state. */
    outcome: col.oneOf(SLIP_OUTCOMES).orNull,
    /** The author's salt for owner tags; null once her account is deleted. */
    salt: col.text.orNull,
    /**
     * What became of the report; null until it is published or held back, and for payouts from
     * before there were slips.
     */
    publication: col.oneOf(PUBLICATION_STATES).orNull,
    slipId: col.text.orNull,
  },
  `
  SELECT y.id, y.author_id AS "authorId", y.platform_id AS "platformId", y.state, y.solicited,
         y.delay_days AS "delayDays", y.amount_band AS "amountBand", y.proof_ready_on IS NOT NULL AS "isProof",
         y.shows_amount AS "showsAmount", y.shows_month AS "showsMonth", payout_outcome(y, $2::date) AS outcome,
         m.publication_salt AS salt, b.state AS publication, b.slip_id AS "slipId"
    FROM payout y JOIN author a ON a.id = y.author_id
    LEFT JOIN member m ON m.id = a.member_id
    LEFT JOIN payout_publication b ON b.payout_id = y.id
   WHERE y.id = $1 FOR NO KEY UPDATE OF y, a`,
);

/**
 * Returns the share of the workers who remain plausible authors when a proof is shown beside the slip
 * of its report; 1 without a proof.
 */
export function pricedProof({ isProof, showsAmount, showsMonth }: PayoutReport): number {
  return isProof ? proofPrice({ amount: showsAmount, month: showsMonth }) : 1;
}

/**
 * Returns the key that owner tags are hashed with. It is not in the database, which therefore
 * cannot join slips with members.
 */
export function slipOwnerKey(secrets: Secrets): Buffer {
  return secrets.keyFor('slip owners');
}

/**
 * Returns the owner tag of a member's slips on a platform: a keyed hash, the same for all of them.
 */
export function slipOwner(key: Buffer, salt: string, platformId: string): string {
  return keyedHash(key, `${salt} ${platformId}`);
}
