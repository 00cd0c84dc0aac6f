import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  isCasePartySql,
  mayBeSecondPersonSql,
  sharesVoiceWithPartySql,
} from '#server/database/predicates/case-parties.ts';
import { mayCheckPrivateEvidenceSql } from '#server/collective/private-evidence/sql-conditions.ts';
import { hasConflictInThreadSql } from '#server/community/forum/proposed-changes.ts';
import { IS_GUIDE_SQL } from '#server/community/forum/sql-fragments.ts';
import { WAITING_MESSAGE_FLAGS_SQL } from '#server/community/private-messages/queries.ts';
import { IS_CHECK_OPEN_TO_SQL } from '#server/evidence/proof-verification/queries.ts';
import { CHANGE_KINDS } from '#server/governance/change-kinds.ts';
import { hasConflictInDisputeSql } from '#server/governance/disputes/impartiality.ts';
import { hasConflictInReplySql } from '#server/governance/right-of-reply/impartiality.ts';
import { isAnsweredBesideSql } from '#server/governance/cases/pause-beside.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { countChangesToAnswer } from '#server/identity/two-person-approval/queries.ts';
import { GUIDE_MONTHS } from '#shared/community/guides.ts';
import { daysBetween, today } from '#shared/core/days.ts';
import {
  DESK_QUEUES,
  type DeskQueue,
  type DeskQueuesResponse,
} from '#shared/governance/moderator-desk.ts';

/**
 * Finds in which queues beside the cases that she takes something waits for a moderator, how much and for
 * how long. Each counts what the page of the queue shows her.
 * @throws AppError not-allowed unless the viewer is a moderator.
 */
export async function findDeskQueues(
  sql: Sql,
  viewer: Viewer,
  now: Date,
): Promise<DeskQueuesResponse> {
  requireModerator(viewer);
  const day = today(now);
  const counted = await sql(QUEUES, [viewer.id, day]);
  const acts = await countChangesToAnswer(sql, CHANGE_KINDS, viewer, now);
  const rows = [...counted, { queue: 'acts' as const, key: null, ...acts }];
  return {
    queues: rows
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => DESK_QUEUES.indexOf(a.queue) - DESK_QUEUES.indexOf(b.queue))
      .map(({ queue, count, since, key }) => ({
        queue,
        count,
        oldestDays: since === null ? null : Math.max(0, daysBetween(since, day)),
        key,
      })),
  };
}

/** SQL: number, oldest day and key of the rows of `from`. */
function countSql(
  queue: DeskQueue,
  from: string,
  { day = 'NULL::date', key = 'NULL::text' }: { day?: string; key?: string } = {},
): string {
  return `SELECT '${queue}' AS queue, count(*)::int AS count, min(${day}) AS since,
    (array_agg(${key} ORDER BY ${day}, ${key}))[1] AS key ${from}`;
}

const utcDay = (moment: string): string => `(${moment} AT TIME ZONE 'UTC')::date`;

/** SQL: guide `t` has to be read again from this day on, as `isGuideOld` says. */
const GUIDE_IS_OLD_SQL = `to_char(t.guide_on + interval '${GUIDE_MONTHS} months', 'YYYY-MM')
  || to_char(t.guide_on, '-DD') <= $2::text`;

// $1 is the viewer, $2 today.
const QUEUES = statement(
  {
    queue: col.oneOf(DESK_QUEUES),
    count: col.int,
    since: col.day.orNull,
    key: col.text.orNull,
  },
  [
    countSql(
      'second',
      `FROM moderation_case k JOIN case_proposal p ON p.case_id = k.id AND p.state = 'open'
        WHERE ${mayBeSecondPersonSql('$1')} AND NOT ${isAnsweredBesideSql('$1')}`,
      { day: utcDay('p.proposed_at') },
    ),
    countSql(
      'replies',
      `FROM reply r WHERE r.state = 'waiting' AND NOT ${hasConflictInReplySql('$1')}`,
      { day: 'r.received_on' },
    ),
    countSql(
      'disputes',
      `FROM domain_dispute r WHERE r.answered_on IS NULL AND r.case_id IS NULL
         AND NOT ${hasConflictInDisputeSql('$1')}`,
      { day: utcDay('r.received_at') },
    ),
    countSql('messages', WAITING_MESSAGE_FLAGS_SQL, { day: utcDay('flagged_at') }),
    countSql(
      'private-evidence',
      `FROM private_evidence e WHERE ${mayCheckPrivateEvidenceSql('$1', '$2::date')}
         AND NOT EXISTS (SELECT 1 FROM private_evidence_voice v
           WHERE v.evidence_id = e.id AND v.member_id = $1)`,
      { day: 'e.sent_on' },
    ),
    // The day on which a check of a picture was opened is that of a proof, of which a month is told.
    countSql('checks', `FROM proof_check k WHERE ${IS_CHECK_OPEN_TO_SQL}`),
    countSql(
      'guides',
      `FROM forum_thread t WHERE ${IS_GUIDE_SQL} AND ${GUIDE_IS_OLD_SQL}
         AND NOT ${hasConflictInThreadSql('$1', 't.id')}
         AND NOT EXISTS (SELECT 1 FROM proposed_act a WHERE a.kind = 'guide-thread'
           AND a.subject = 'thread/' || t.id AND a.state = 'open')`,
      { day: `(t.guide_on + interval '${GUIDE_MONTHS} months')::date`, key: 't.id' },
    ),
    // One moderator answered, and no second one has looked.
    countSql(
      'likeness',
      `FROM likeness_look l JOIN moderation_case k ON k.id = l.case_id
        WHERE k.state IN ('open', 'proposed') AND l.answer IS NOT NULL AND l.member_id <> $1
          AND NOT ${isCasePartySql('$1')} AND NOT ${sharesVoiceWithPartySql('$1')}
          AND NOT EXISTS (SELECT 1 FROM likeness_look o
            WHERE o.case_id = l.case_id AND o.member_id <> l.member_id)`,
      { day: 'l.looked_on', key: 'k.id' },
    ),
  ].join('\n UNION ALL '),
);
