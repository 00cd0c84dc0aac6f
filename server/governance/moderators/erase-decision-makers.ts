import type { Db } from '#server/database/db.ts';
import { APPEAL_PERIOD_MONTHS } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';

/**
 * Erases who proposed, answered, compared accounts, could be drawn, sat on a jury and decided, once the time for
 * appeals is over; until then nobody may decide twice. The handles in decisions stay; whose they
 * were is erased equally long after a role ended.
 */
export async function eraseOldDecisionMakers(tx: Db, now: Date): Promise<void> {
  const { sql } = tx;
  for (const forget of FORGET) await sql(`WITH over AS (${OVER}) ${forget}`, [today(now)]);
  await sql(FORGET_FORMER, [today(now)]);
}

// $1 is today.
const OVER = `
  SELECT k.id FROM moderation_case k
   WHERE k.state = 'closed' AND k.closed_at < $1::date - interval '${APPEAL_PERIOD_MONTHS} months'
     AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = k.id AND a.state = 'open')
     AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.case_id = k.id
       AND d.decided_on + interval '${APPEAL_PERIOD_MONTHS} months' >= $1::date)`;

const FORGET = [
  `UPDATE decision_hand h SET member_id = NULL FROM decision d JOIN over ON over.id = d.case_id
    WHERE d.id = h.decision_id AND h.member_id IS NOT NULL`,
  `UPDATE case_proposal p SET member_id = NULL, second_id = NULL, words = NULL FROM over
    WHERE over.id = p.case_id AND (p.member_id IS NOT NULL OR p.second_id IS NOT NULL OR p.words IS NOT NULL)`,
  `UPDATE juror r SET member_id = NULL FROM jury u JOIN over ON over.id = u.case_id
    WHERE u.id = r.jury_id AND r.member_id IS NOT NULL`,
  `DELETE FROM jury_candidate c USING jury u JOIN over ON over.id = u.case_id
    WHERE u.id = c.jury_id`,
  `DELETE FROM likeness_look l USING over WHERE over.id = l.case_id`,
];

const endedBefore = (grant: string): string =>
  `COALESCE(${grant}.ended_on, ${grant}.ends_on) < $1::date - interval '${APPEAL_PERIOD_MONTHS} months'`;

// A handle keeps its member if she holds the role again.
const FORGET_FORMER = `UPDATE role_grant g SET member_id = NULL
  WHERE g.member_id IS NOT NULL AND ${endedBefore('g')} AND NOT EXISTS (SELECT 1 FROM role_grant o
    WHERE o.member_id = g.member_id AND o.role = g.role AND NOT ${endedBefore('o')})`;
