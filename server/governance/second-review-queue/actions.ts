import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { SECOND_REVIEW_HOURS, URGENT_REASONS } from '#shared/governance/cases.ts';
import { caseRights } from '#server/governance/cases/rules.ts';
import { IS_GUARDED_SQL } from '#server/governance/cases/is-guarded.ts';
import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import {
  hasTakenAsSecondPersonSql,
  mayTakeCaseSql,
  mayBeSecondPersonSql,
} from '#server/database/predicates/case-parties.ts';
import { loadCase } from '#server/governance/cases/load-case.ts';
import { OPEN_CASE_ORDER_SQL } from '#server/governance/cases/assignment.ts';

const HOUR_MS = 3_600_000;

/**
 * Takes a guarded case for a second person: the one she has, else the most urgent one. She cannot
 * choose, and has one at a time.
 * @throws AppError not-allowed for moderators, who need not take it, and for members who are not
 * established; not-found when none waits; too-many past the day's limit.
 */
export async function takeNextSecondReview(
  tx: Db,
  viewer: Viewer,
  now: Date,
): Promise<{ id: string }> {
  const who = viewerRoles(viewer);
  if (!who.established || who.moderator) throw new AppError('not-allowed');
  const { sql } = tx;
  // Lock the member: of two concurrent requests by her, both get the same case.
  await sql('SELECT 1 FROM member WHERE id = $1 FOR NO KEY UPDATE', [viewer.id]);
  const [held] = await sql(HELD, [viewer.id, now.toISOString()]);
  if (held !== undefined) return { id: held.id };
  const [next] = await sql(NEXT, [URGENT_REASONS, viewer.id, now.toISOString()]);
  const one = await loadCase(tx, viewer, requireFound(next).id, now);
  if (!caseRights(who, one).takeSecondReview) throw new AppError('conflict');
  await countDailyUse(tx, viewer.id, 'second-taken', now);
  await tx.moderationCase.update({
    where: { id: one.id },
    data: {
      takenBy: viewer.id,
      takenUntil: new Date(now.getTime() + SECOND_REVIEW_HOURS * HOUR_MS),
    },
  });
  return { id: one.id };
}

/**
 * Releases a second person's case. She stays its last holder, so that she gets other cases first.
 * @throws AppError conflict when she has not taken it.
 */
export async function releaseSecondReview(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const one = await loadCase(tx, viewer, id, now);
  if (!caseRights(viewerRoles(viewer), one).giveBack) throw new AppError('conflict');
  await tx.moderationCase.update({ where: { id }, data: { takenUntil: null } });
  return { id };
}

const HELD = statement(
  { id: col.text },
  `
  SELECT k.id FROM moderation_case k WHERE ${hasTakenAsSecondPersonSql('$1', '$2')} AND ${IS_GUARDED_SQL}
   ORDER BY k.taken_until LIMIT 1`,
);

// SKIP LOCKED: concurrent requests get different cases.
const NEXT = statement(
  { id: col.text },
  `
  SELECT k.id FROM moderation_case k
   WHERE ${mayBeSecondPersonSql('$2')} AND ${IS_GUARDED_SQL} AND ${mayTakeCaseSql('$2', '$3')}
   ORDER BY COALESCE(k.taken_by = $2, false), ${OPEN_CASE_ORDER_SQL} LIMIT 1 FOR UPDATE OF k SKIP LOCKED`,
);
