import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  MAX_CASES_PER_MODERATOR_A_DAY,
  ROTA_DAYS_SHOWN,
  URGENT_REASONS,
  CASE_ORIGINS,
} from '#shared/governance/cases.ts';
import { CASE_STATES } from '#shared/governance/case-handling.ts';
import type {
  ModeratorDeskResponse,
  PublicCaseQueueResponse,
} from '#shared/governance/case-queue.ts';
import { groupBy } from '#shared/core/group-by.ts';
import { addDays, today } from '#shared/core/days.ts';
import {
  findOrCreateModeratorHandle,
  requireModerator,
} from '#server/identity/roles/decision-maker-handles.ts';
import { isCasePartySql } from '#server/database/predicates/case-parties.ts';
import { OPEN_CASE_ORDER_SQL, IS_OPEN_FOR_MODERATOR_SQL, TAKEN_TODAY } from './assignment.ts';
import {
  findOpenPostCases,
  groupAlikeCases,
  putAlikeTogether,
  type OpenPostCase,
} from './group-alike-cases.ts';
import { findPostBatches } from './posts-of-day.ts';
import { addPublicExcerpts } from './public-excerpts.ts';

/** Finds the public queue: how many cases wait, for how long, and who is on duty. */
export async function findPublicCaseQueue(sql: Sql, now: Date): Promise<PublicCaseQueueResponse> {
  const day = today(now);
  const [row] = await sql(COUNTS, [URGENT_REASONS, now.toISOString()]);
  const turns = await sql(ROTA, [day, ROTA_DAYS_SHOWN]);
  const handlesOf = new Map(turns.map((turn) => [turn.day, turn.handles]));
  const rota = Array.from({ length: ROTA_DAYS_SHOWN }, (_, nth) => addDays(day, nth)).map(
    (one) => ({
      day: one,
      handles: handlesOf.get(one) ?? [],
    }),
  );
  return { counts: requireFound(row).counts, rota };
}

/**
 * Finds what a moderator works on: her next case, and all cases to which she is no party.
 * @throws AppError not-allowed unless the viewer is a moderator.
 */
export async function findModeratorDesk(
  tx: Db,
  viewer: Viewer,
  now: Date,
): Promise<ModeratorDeskResponse> {
  requireModerator(viewer);
  const { sql } = tx;
  const day = today(now);
  const cases = await findCasesInOrder(sql, viewer, now);
  const care = await tx.moderatorCare.findUnique({ where: { memberId: viewer.id } });
  const until = care?.quietUntil ?? null;
  const quietUntil = until !== null && until > now ? until.toISOString() : null;
  const turns = await sql(
    statement(
      { day: col.text },
      `SELECT to_char(day, 'YYYY-MM-DD') AS day FROM moderator_turn
      WHERE member_id = $1 AND day >= $2::date ORDER BY day`,
    ),
    [viewer.id, day],
  );
  const [uses] = await sql(TAKEN_TODAY, [viewer.id, day]);
  const hers = cases.filter((one) => one.hers);
  return {
    handle: await findOrCreateModeratorHandle(tx, viewer.id),
    next: quietUntil === null ? (hers.find(({ mine }) => mine) ?? hers[0] ?? null) : null,
    cases,
    quietUntil,
    casesADay: care?.casesADay ?? MAX_CASES_PER_MODERATOR_A_DAY,
    takenToday: uses?.count ?? 0,
    turns: turns.map((turn) => turn.day),
    load: await sql(LOAD, [day, now.toISOString(), MAX_CASES_PER_MODERATOR_A_DAY]),
  };
}

/** Finds the cases to which a moderator is no party, the most urgent first; those alike follow it. */
async function findCasesInOrder(sql: Sql, viewer: Viewer, now: Date) {
  const cases = await sql(CASES, [URGENT_REASONS, viewer.id, now.toISOString()]);
  const posts = await findOpenPostCases(sql, viewer, now);
  const { batches } = await findPostBatches(sql, viewer, now);
  const joined = groupAlikeCases(posts);
  const batchOf = batchesByCase(posts, new Set(batches.map((batch) => batch.case)));
  const complete = (await addPublicExcerpts(sql, cases)).map((one) => ({
    ...one,
    alike: joined.get(one.id) ?? null,
    batch: batchOf.get(one.id) ?? null,
  }));
  return putAlikeTogether(complete, joined);
}

/** By case: where several of one author and day wait, the one of `batches` in which they are decided on together. */
function batchesByCase(
  posts: readonly OpenPostCase[],
  batches: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const days = groupBy(posts, ({ author, day }) => `${author} ${day}`);
  return new Map(
    [...days.values()].flatMap((ofDay) => {
      const first = ofDay.length < 2 ? undefined : ofDay.find(({ id }) => batches.has(id));
      return first === undefined ? [] : ofDay.map(({ id }) => [id, first.id] as const);
    }),
  );
}

const AGE = `extract(epoch FROM $2::timestamptz - k.opened_at) / 86400`;
const COUNTS = statement(
  { counts: col.json<PublicCaseQueueResponse['counts']>() },
  `
  SELECT json_build_object(
    'waiting', count(*), 'urgent', count(*) FILTER (WHERE k.reason = ANY($1)),
    'proposed', count(*) FILTER (WHERE k.state = 'proposed'),
    'jury', count(*) FILTER (WHERE k.state = 'jury'), 'oldestDays', floor(max(${AGE})),
    'ages', json_build_object('today', count(*) FILTER (WHERE ${AGE} < 1),
      'days', count(*) FILTER (WHERE ${AGE} >= 1 AND ${AGE} < 3),
      'week', count(*) FILTER (WHERE ${AGE} >= 3 AND ${AGE} < 7),
      'older', count(*) FILTER (WHERE ${AGE} >= 7)),
    'promised', count(k.due_at), 'late', count(*) FILTER (WHERE k.due_at < $2::timestamptz),
    'opened', (SELECT count(*) FROM moderation_case o
      WHERE o.opened_at > $2::timestamptz - interval '30 days'),
    'closed', (SELECT count(*) FROM moderation_case c
      WHERE c.closed_at > $2::timestamptz - interval '30 days')) AS counts
    FROM moderation_case k WHERE k.state <> 'closed'`,
);

// Once for a moderator who has the role twice, whom others know under her latest handle.
const LOAD = statement(
  { handle: col.text, takenToday: col.int, casesADay: col.int, inHand: col.int },
  `
  SELECT g.handle, COALESCE(u.count, 0) AS "takenToday", COALESCE(c.cases_a_day, $3::int) AS "casesADay",
         (SELECT count(*)::int FROM moderation_case k
           WHERE k.taken_by = g.member_id AND k.taken_until > $2::timestamptz AND k.state <> 'closed') AS "inHand"
    FROM (SELECT member_id, max(handle) AS handle FROM role_grant
           WHERE role = 'moderator' AND ended_on IS NULL AND ends_on > $1::date AND handle <> ''
           GROUP BY member_id) g
    LEFT JOIN moderator_care c ON c.member_id = g.member_id
    LEFT JOIN member_use u ON u.member_id = g.member_id AND u.kind = 'case-taken' AND u.day = $1::date
   ORDER BY g.handle`,
);

// A day of the rota counts only for members who are moderators on that day.
const ROTA = statement(
  { day: col.text, handles: col.list(col.text) },
  `
  SELECT to_char(t.day, 'YYYY-MM-DD') AS day, array_agg(DISTINCT g.handle) AS handles
    FROM moderator_turn t JOIN role_grant g ON g.member_id = t.member_id
     AND g.role = 'moderator' AND g.ended_on IS NULL AND g.ends_on > t.day AND g.handle <> ''
   WHERE t.day >= $1::date AND t.day < $1::date + $2::int GROUP BY t.day`,
);

// $1 are the urgent reasons, $2 the viewer, $3 now.
const CASES = statement(
  {
    id: col.text,
    about: col.text,
    reason: col.text,
    origin: col.oneOf(CASE_ORIGINS),
    state: col.oneOf(CASE_STATES),
    urgent: col.bool,
    openedAt: col.text,
    dueAt: col.text.orNull,
    flags: col.int,
    takenBy: col.text.orNull,
    mine: col.bool,
    hers: col.bool,
  },
  `
  SELECT k.id, k.subject AS about, k.reason, k.origin, k.state, k.reason = ANY($1) AS urgent,
         ${utcTimestampSql('k.opened_at')} AS "openedAt", ${utcTimestampSql('k.due_at')} AS "dueAt",
         (SELECT count(*)::int FROM flag f WHERE f.case_id = k.id) AS flags,
         CASE WHEN k.taken_until > $3::timestamptz THEN (SELECT max(g.handle) FROM role_grant g
           WHERE g.member_id = k.taken_by AND g.role = 'moderator') END AS "takenBy",
         COALESCE(k.taken_by = $2 AND k.taken_until > $3::timestamptz, false) AS mine,
         ${IS_OPEN_FOR_MODERATOR_SQL} AS hers
    FROM moderation_case k WHERE k.state <> 'closed' AND NOT ${isCasePartySql('$2')}
   ORDER BY ${OPEN_CASE_ORDER_SQL} LIMIT 200`,
);
