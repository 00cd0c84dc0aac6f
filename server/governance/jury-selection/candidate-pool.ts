import { randomBytes } from 'node:crypto';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import {
  sharesVoiceWithPartySql,
  isCasePartySql,
} from '#server/database/predicates/case-parties.ts';
import {
  LARGE_JURY_MIN_ESTABLISHED,
  JURY_SEATS,
  SMALL_JURY_SEATS,
} from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import { hashMemberForPool } from '#shared/governance/jury-draw.ts';

/**
 * Gives a member a random name for one draw; its salt lets her prove to anybody that the name is
 * hers.
 */
export async function makeCandidateName(memberId: string) {
  const salt = randomBytes(32).toString('hex');
  return { memberId, salt, name: await hashMemberForPool(nodeCrypto.sha256, salt, memberId) };
}

/**
 * Finds the candidates for a case's jury: established members for five seats or, if they are few,
 * three seats with moderators among them. Excludes parties and accounts with their voice, those who
 * decided about the subject before or proposed or answered in the case, jurors of another jury, and
 * members in quiet.
 */
export async function findJuryCandidates(
  tx: Db,
  caseId: string,
  now: Date,
): Promise<{ seats: number; memberIds: string[] }> {
  const { sql } = tx;
  const [row] = await sql(
    statement(
      { many: col.bool },
      `SELECT count(*) >= ${LARGE_JURY_MIN_ESTABLISHED} AS many FROM (SELECT 1 FROM member
      WHERE established_on IS NOT NULL LIMIT ${LARGE_JURY_MIN_ESTABLISHED}) e`,
    ),
  );
  const many = row?.many === true;
  const members = await sql(
    statement(
      { id: col.text },
      `SELECT m.id FROM member m JOIN moderation_case k ON k.id = $1
      WHERE (m.established_on IS NOT NULL${many ? '' : ` OR ${IS_MODERATOR}`}) AND ${MAY_SIT}
        AND $2::date IS NOT NULL`,
    ),
    [caseId, today(now), now.toISOString()],
  );
  return {
    seats: many ? JURY_SEATS : SMALL_JURY_SEATS,
    memberIds: members.map(({ id }) => id),
  };
}

/** Whether a pool member can still sit when her turn comes, beside the seated jurors. */
export async function canCandidateStillSit(
  tx: Db,
  { caseId, juryId, memberId }: { caseId: string; juryId: string; memberId: string },
  now: Date,
): Promise<boolean> {
  const [row] = await tx.sql(
    statement(
      { id: col.text },
      `SELECT m.id FROM member m JOIN moderation_case k ON k.id = $1
      WHERE m.id = $2 AND ${MAY_SIT} AND NOT EXISTS (
        SELECT 1 FROM juror r JOIN member o ON o.id = r.member_id
         WHERE r.jury_id = $4 AND r.state IN ('asked', 'voted') AND o.voice = m.voice)`,
    ),
    [caseId, memberId, now.toISOString(), juryId],
  );
  return row !== undefined;
}

const IS_MODERATOR = `EXISTS (SELECT 1 FROM role_grant g WHERE g.member_id = m.id
  AND g.role = 'moderator' AND g.ended_on IS NULL AND g.ends_on > $2::date)`;

/** SQL: whether member `m` may be on a jury of case `k` at $3. */
const MAY_SIT = `NOT ${isCasePartySql('m.id')} AND NOT ${sharesVoiceWithPartySql('m.id')}
  AND NOT EXISTS (SELECT 1 FROM decision_hand h JOIN decision d ON d.id = h.decision_id
    WHERE h.member_id = m.id AND d.subject = k.subject)
  AND NOT EXISTS (SELECT 1 FROM case_proposal p
    WHERE p.case_id = k.id AND m.id IN (p.member_id, p.second_id))
  AND NOT EXISTS (SELECT 1 FROM juror r JOIN jury u ON u.id = r.jury_id
    WHERE r.member_id = m.id AND (u.case_id = k.id AND r.state = 'voted'
      OR u.state = 'sitting' AND r.state IN ('asked', 'voted')))
  AND NOT EXISTS (SELECT 1 FROM moderator_care c
    WHERE c.member_id = m.id AND c.quiet_until > $3::timestamptz)`;
