import { CONFIRMATIONS_NEEDED } from '#shared/evidence/checks.ts';
import { isCovered } from './covered.ts';

type Aliases = { readonly payout: string; readonly screenshot: string };

/**
 * SQL: how many confirmations of the picture that is there count. Those of members who are
 * established now, and none that posts in lockstep with the author or with another one of them:
 * accounts that share a voice are one. A whole number.
 */
export function countedConfirmations({ payout, screenshot }: Aliases): string {
  return `(SELECT count(DISTINCT COALESCE(pv.frozen_voice, pm.voice, pv.id))::int
    FROM proof_voice pv LEFT JOIN member pm ON pm.id = pv.member_id
    JOIN author pa ON pa.id = ${payout}.author_id LEFT JOIN member pw ON pw.id = pa.member_id
   WHERE pv.payout_id = ${payout}.id AND pv.image_key = ${screenshot}.key AND pv.kind = 'confirm'
     AND COALESCE(pv.frozen_established, pm.established_on IS NOT NULL)
     AND COALESCE(COALESCE(pv.frozen_voice, pm.voice) <> COALESCE(pa.frozen_voice, pw.voice), true))`;
}

/**
 * SQL: what a proof weighs as. Declared only without a picture, while a picture that looks like an
 * earlier one is being looked at, and where a decision upheld a doubt; a picture that shows
 * personal data proves as much as before. `confirmed`, `screenshot` or `declared`.
 */
export function proofLevel({ payout, screenshot }: Aliases): string {
  return `(CASE WHEN ${screenshot}.key IS NULL THEN 'declared'
    WHEN EXISTS (SELECT 1 FROM proof_check pc
      WHERE pc.payout_id = ${payout}.id AND pc.image_key = ${screenshot}.key
        AND (pc.state = 'open' AND pc.origin = 'match'
          OR pc.state = 'upheld' AND pc.reason <> 'personal-data')) THEN 'declared'
    WHEN (SELECT count(*) FROM proof_voice pf WHERE pf.payout_id = ${payout}.id
      AND pf.image_key = ${screenshot}.key AND pf.kind = 'confirm') < ${CONFIRMATIONS_NEEDED}
      THEN 'screenshot'
    WHEN ${countedConfirmations({ payout, screenshot })} >= ${CONFIRMATIONS_NEEDED} THEN 'confirmed'
    ELSE 'screenshot' END)`;
}

/** The same over the aliases p for the pay-out and s for its picture. */
export const PROOF_LEVEL = proofLevel({ payout: 'p', screenshot: 's' });

/**
 * SQL: what others say of a proof, as pairs for a JSON object: its level, its confirmations, whether
 * its picture is covered at `now` (a parameter), and the questions about it. One that was dropped
 * without a decision is not shown.
 */
export function proofColumns({ payout, screenshot }: Aliases, now: string): string {
  return `'proof', ${proofLevel({ payout, screenshot })},
    'confirmations', ${countedConfirmations({ payout, screenshot })},
    'covered', ${isCovered(screenshot, now)},
    'checks', COALESCE((SELECT json_agg(json_build_object(
        'id', qc.id, 'reason', qc.reason, 'origin', qc.origin, 'state', qc.state) ORDER BY qc.id)
      FROM proof_check qc WHERE qc.payout_id = ${payout}.id AND qc.image_key = ${screenshot}.key
        AND ${isShown('qc')}), '[]')`;
}

/** SQL: whether a question is shown: open, or settled by a decision. */
export function isShown(check: string): string {
  return `(${check}.state = 'open'
    OR EXISTS (SELECT 1 FROM decision sd WHERE sd.check_id = ${check}.id))`;
}
