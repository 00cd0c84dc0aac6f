import { PROOF_CONFIRMATIONS_NEEDED } from '#shared/evidence/proof-verification.ts';
import { isPictureCoveredSql } from '#server/database/predicates/covered-pictures.ts';

type Aliases = { readonly payout: string; readonly screenshot: string };

/**
 * SQL: number of confirmations of the current picture that count: of members who are established
 * now, none in lockstep with the author, one per voice. An integer.
 */
export function countedConfirmationsSql({ payout, screenshot }: Aliases): string {
  return `(SELECT count(DISTINCT COALESCE(pv.frozen_voice, pm.voice, pv.id))::int
    FROM proof_voice pv LEFT JOIN member pm ON pm.id = pv.member_id
    JOIN author pa ON pa.id = ${payout}.author_id LEFT JOIN member pw ON pw.id = pa.member_id
   WHERE pv.payout_id = ${payout}.id AND pv.image_key = ${screenshot}.key AND pv.kind = 'confirm'
     AND COALESCE(pv.frozen_established, pm.established_on IS NOT NULL)
     AND COALESCE(COALESCE(pv.frozen_voice, pm.voice) <> COALESCE(pa.frozen_voice, pw.voice), true))`;
}

/**
 * SQL: the level at which a proof weighs: `confirmed`, `screenshot` or `declared`. It is `declared`
 * without a picture, while a picture that resembles an earlier one is being checked, and after a
 * decision upheld a doubt. Personal data in a picture does not lower it.
 */
export function proofLevelSql({ payout, screenshot }: Aliases): string {
  return `(CASE WHEN ${screenshot}.key IS NULL THEN 'declared'
    WHEN EXISTS (SELECT 1 FROM proof_check pc
      WHERE pc.payout_id = ${payout}.id AND pc.image_key = ${screenshot}.key
        AND (pc.state = 'open' AND pc.origin = 'match'
          OR pc.state = 'upheld' AND pc.reason <> 'personal-data')) THEN 'declared'
    WHEN (SELECT count(*) FROM proof_voice pf WHERE pf.payout_id = ${payout}.id
      AND pf.image_key = ${screenshot}.key AND pf.kind = 'confirm') < ${PROOF_CONFIRMATIONS_NEEDED}
      THEN 'screenshot'
    WHEN ${countedConfirmationsSql({ payout, screenshot })} >= ${PROOF_CONFIRMATIONS_NEEDED} THEN 'confirmed'
    ELSE 'screenshot' END)`;
}

/** `proofLevelSql` for the aliases p (payout) and s (picture). */
export const PROOF_LEVEL_SQL = proofLevelSql({ payout: 'p', screenshot: 's' });

/**
 * SQL: pairs for a JSON object: the proof's level, its confirmations, whether its picture is
 * covered at `now` (a parameter), and its checks. Checks dropped without a decision are left out.
 */
export function proofColumnsSql({ payout, screenshot }: Aliases, now: string): string {
  return `'proof', ${proofLevelSql({ payout, screenshot })},
    'confirmations', ${countedConfirmationsSql({ payout, screenshot })},
    'covered', ${isPictureCoveredSql(screenshot, now)},
    'checks', COALESCE((SELECT json_agg(json_build_object(
        'id', qc.id, 'reason', qc.reason, 'origin', qc.origin, 'state', qc.state) ORDER BY qc.id)
      FROM proof_check qc WHERE qc.payout_id = ${payout}.id AND qc.image_key = ${screenshot}.key
        AND ${isCheckShownSql('qc')}), '[]')`;
}

/** SQL: whether a check is shown: open, or settled by a decision. */
export function isCheckShownSql(check: string): string {
  return `(${check}.state = 'open'
    OR EXISTS (SELECT 1 FROM decision sd WHERE sd.check_id = ${check}.id))`;
}
