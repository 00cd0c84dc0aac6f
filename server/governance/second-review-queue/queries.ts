import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import {
  MAX_SECOND_REVIEWS_A_DAY,
  URGENT_REASONS,
  parseCaseSubject,
} from '#shared/governance/cases.ts';
import type { SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import { today } from '#shared/core/days.ts';
import { IS_GUARDED_SQL } from '#server/governance/cases/is-guarded.ts';
import { isAnsweredBesideSql } from '#server/governance/cases/pause-beside.ts';
import { addPublicExcerpts } from '#server/governance/cases/public-excerpts.ts';
import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import {
  hasTakenAsSecondPersonSql,
  mayTakeCaseSql,
  mayBeSecondPersonSql,
} from '#server/database/predicates/case-parties.ts';
import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { PAUSE_DAYS } from '#shared/governance/posting-pauses.ts';
import { OPEN_CASE_ORDER_SQL } from '#server/governance/cases/assignment.ts';

type Row = RowOf<typeof SECOND_REVIEWS>;

/**
 * Lists the cases that wait for a second person, without those for which the viewer cannot be one, and
 * without pauses that she answers on the page of their posts.
 * Before taking a guarded case, a member sees only its kind, rule and age.
 * @throws AppError not-allowed unless established or a moderator.
 */
export async function listCasesForSecondReview(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<SecondReviewsResponse> {
  const { established, moderator } = viewerRoles(viewer);
  if (!established && !moderator) throw new AppError('not-allowed');
  const [state] = await sql(STATE, [viewer.id, today(now)]);
  const { takenToday, anyOpen } = requireFound(state);
  // Mostly none is open, and this is a part of each established member's home page.
  const asked = [URGENT_REASONS, viewer.id, now.toISOString(), moderator];
  const rows = anyOpen ? await sql(SECOND_REVIEWS, asked) : [];
  const guarded = rows.filter((row) => row.guarded && !moderator);
  const mine = guarded.find(({ until }) => until !== null);
  const waiting = guarded.filter((row) => row.free && row !== mine);
  return {
    cases: await addPublicExcerpts(
      sql,
      rows.filter((row) => !guarded.includes(row)).map((row) => caseOf(row)),
    ),
    guarded: waiting.map(({ about, kind, rule, openedAt }) => ({
      of: parseCaseSubject(about).kind,
      kind,
      rule,
      openedAt,
    })),
    mine: mine === undefined ? null : { ...caseOf(mine), excerpt: null, until: mine.until ?? '' },
    takenToday,
    can: {
      take: mine === undefined && waiting.length > 0 && takenToday < MAX_SECOND_REVIEWS_A_DAY,
    },
  };
}

function caseOf({ id, about, kind, rule, openedAt }: Row) {
  return { id, about, kind, rule, openedAt };
}

const STATE = statement(
  { takenToday: col.int, anyOpen: col.bool },
  `SELECT COALESCE((SELECT count FROM member_use
             WHERE member_id = $1 AND kind = 'second-taken' AND day = $2::date), 0) AS "takenToday",
          EXISTS (SELECT 1 FROM case_proposal WHERE state = 'open') AS "anyOpen"`,
);

// $1 are the urgent reasons, $2 the viewer, $3 now, $4 whether she is a moderator: members do not answer
// long pauses.
const SECOND_REVIEWS = statement(
  {
    id: col.text,
    about: col.text,
    kind: col.oneOf(MEASURES),
    rule: col.text,
    openedAt: col.text,
    guarded: col.bool,
    /** The time until which the viewer has taken the case; null when she has not. */
    until: col.text.orNull,
    free: col.bool,
  },
  `
  SELECT k.id, k.subject AS about, p.kind, p.rule, ${utcTimestampSql('k.opened_at')} AS "openedAt",
         ${IS_GUARDED_SQL} AS guarded,
         CASE WHEN ${hasTakenAsSecondPersonSql('$2', '$3')} THEN ${utcTimestampSql('k.taken_until')} END AS until,
         ${mayTakeCaseSql('$2', '$3')} AS free
    FROM moderation_case k JOIN case_proposal p ON p.case_id = k.id AND p.state = 'open'
   WHERE ${mayBeSecondPersonSql('$2')} AND NOT ${isAnsweredBesideSql('$2')} AND ($4::boolean OR NOT EXISTS (
     SELECT 1 FROM posting_pause x WHERE 'pause/' || x.id = k.subject AND x.days > ${PAUSE_DAYS})) ORDER BY ${OPEN_CASE_ORDER_SQL} LIMIT 100`,
);
