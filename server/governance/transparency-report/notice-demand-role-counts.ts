import { NOTICE_DECISION_HOURS } from '#shared/governance/legal.ts';
import { REPLY_READING_DAYS } from '#shared/governance/right-of-reply.ts';
import { isDayInPeriodSql, isInstantInPeriodSql } from './report-period.ts';

// In each query $1 is the start of the period and $2 its end, unless stated otherwise.

/** SQL: the first day with anything to count; null when there is none yet. */
export const FIRST_COUNTED_DAY_SQL = `
  SELECT LEAST((SELECT min(flagged_on) FROM flag), (SELECT min(decided_on) FROM decision),
    (SELECT min((opened_at AT TIME ZONE 'UTC')::date) FROM moderation_case),
    (SELECT min((flagged_at AT TIME ZONE 'UTC')::date) FROM message_flag),
    (SELECT min((received_at AT TIME ZONE 'UTC')::date) FROM notice),
    (SELECT min((received_at AT TIME ZONE 'UTC')::date) FROM domain_dispute),
    (SELECT min(received_on) FROM reply), (SELECT min(received_on) FROM legal_demand))::text AS day`;

/**
 * SQL: counts, in the public record, acts whose own rows are deleted after a while or never exist.
 */
export const RECORDED_ACT_COUNTS_SQL = `
  SELECT e.kind, count(*)::int AS count FROM record_entry e
   WHERE e.kind IN ('notice-received', 'reply-received', 'reply-refused', 'flags-paused')
     AND ${isDayInPeriodSql('e.day')} GROUP BY e.kind`;

const REPLY_IN_TIME = `r.decided_on <= r.received_on + ${REPLY_READING_DAYS}`;
const NOTICE_DUE = `n.received_at + interval '${NOTICE_DECISION_HOURS} hours'`;
const NOW_DAY = `($3::timestamptz AT TIME ZONE 'UTC')::date`;
// SQL: the disputes with the day of their answer: that of the case for a subject, that of the row
// for a fact.
const DISPUTED = `
  SELECT v.due_at, CASE WHEN v.case_id IS NULL THEN v.answered_on
                        ELSE (k.closed_at AT TIME ZONE 'UTC')::date END AS done_on
    FROM domain_dispute v LEFT JOIN moderation_case k ON k.id = v.case_id
   WHERE ${isInstantInPeriodSql('v.received_at')}`;
const DUE_DAY = `(due_at AT TIME ZONE 'UTC')::date`;

/** SQL: counts what was sent without an account, and whether it was answered in time; $3 is now. */
export const NOTICE_DISPUTE_REPLY_COUNTS_SQL = `
  SELECT json_build_object(
    'notices', (SELECT json_build_object('received', count(*),
        'notReasoned', count(*) FILTER (WHERE n.outcome = 'not-reasoned'),
        'done', count(*) FILTER (WHERE n.ended_at IS NOT NULL),
        'inTime', count(*) FILTER (WHERE n.ended_at <= ${NOTICE_DUE}),
        'waiting', count(*) FILTER (WHERE n.ended_at IS NULL),
        'late', count(*) FILTER (WHERE n.ended_at IS NULL AND ${NOTICE_DUE} < $3::timestamptz))
      FROM notice n WHERE ${isInstantInPeriodSql('n.received_at')}),
    'disputes', (SELECT json_build_object('received', count(*),
        'done', count(done_on), 'inTime', count(*) FILTER (WHERE done_on <= ${DUE_DAY}),
        'waiting', count(*) FILTER (WHERE done_on IS NULL),
        'late', count(*) FILTER (WHERE done_on IS NULL AND due_at < $3::timestamptz))
      FROM (${DISPUTED}) d),
    'replies', (SELECT json_build_object('received', count(*),
        'published', count(*) FILTER (WHERE r.state = 'published'),
        'refused', count(*) FILTER (WHERE r.state = 'refused'),
        'done', count(r.decided_on), 'inTime', count(*) FILTER (WHERE ${REPLY_IN_TIME}),
        'waiting', count(*) FILTER (WHERE r.state = 'waiting'),
        'late', count(*) FILTER (WHERE r.state = 'waiting'
          AND r.received_on + ${REPLY_READING_DAYS} < ${NOW_DAY}),
        'medianDays', percentile_cont(0.5) WITHIN GROUP (ORDER BY r.decided_on - r.received_on))
      FROM reply r WHERE ${isDayInPeriodSql('r.received_on')})) AS counts`;

/** SQL: counts the legal demands received in the period, and their outcomes since. */
export const LEGAL_DEMAND_COUNTS_SQL = `
  WITH demand AS (SELECT * FROM legal_demand l WHERE ${isDayInPeriodSql('l.received_on')})
  SELECT json_build_object('total', (SELECT count(*) FROM demand),
    'withheld', (SELECT count(*) FROM demand WHERE withheld),
    'rows', (SELECT COALESCE(json_agg(r), '[]') FROM (
      SELECT sender, asks, outcome, count(*) AS count FROM demand
       GROUP BY sender, asks, outcome ORDER BY count(*) DESC, sender, asks, outcome) r)) AS counts`;

/** SQL: the moderators by public handle on $1, today, and the number of former ones. */
export const MODERATOR_ROLES_SQL = `
  WITH now AS (
    SELECT g.member_id, g.handle, min(g.granted_on) AS since, max(g.ends_on) AS ends_on
      FROM role_grant g
     WHERE g.role = 'moderator' AND g.ended_on IS NULL AND g.ends_on > $1::date
     GROUP BY g.member_id, g.handle)
  SELECT json_build_object(
    'inForce', (SELECT COALESCE(json_agg(json_build_object('handle', n.handle,
        'since', to_char(n.since, 'YYYY-MM-DD'), 'endsOn', to_char(n.ends_on, 'YYYY-MM-DD'))
        ORDER BY n.ends_on, n.handle), '[]') FROM now n),
    'left', (SELECT count(DISTINCT g.member_id) FROM role_grant g WHERE g.role = 'moderator'
        AND g.member_id NOT IN (SELECT member_id FROM now))
      + (SELECT count(DISTINCT h.handle) FROM decision_hand h
          WHERE h.seat = 'moderator' AND h.member_id IS NULL)) AS counts`;

/** SQL: the totals of each month in $1, a list of 'YYYY-MM'. */
export const MONTH_TOTALS_SQL = `
  WITH act AS (
    SELECT to_char(flagged_on, 'YYYY-MM') AS month, 'flags' AS what FROM flag
    UNION ALL SELECT to_char(opened_at AT TIME ZONE 'UTC', 'YYYY-MM'), 'opened' FROM moderation_case
    UNION ALL SELECT to_char(closed_at AT TIME ZONE 'UTC', 'YYYY-MM'), 'closed' FROM moderation_case
    UNION ALL SELECT to_char(decided_on, 'YYYY-MM'), 'decisions' FROM decision
      WHERE case_id IS NOT NULL
    UNION ALL SELECT to_char(appealed_at AT TIME ZONE 'UTC', 'YYYY-MM'), 'appeals' FROM appeal)
  SELECT m.month, count(*) FILTER (WHERE what = 'flags')::int AS flags,
         count(*) FILTER (WHERE what = 'opened')::int AS opened,
         count(*) FILTER (WHERE what = 'closed')::int AS closed,
         count(*) FILTER (WHERE what = 'decisions')::int AS decisions,
         count(*) FILTER (WHERE what = 'appeals')::int AS appeals
    FROM unnest($1::text[]) AS m(month) LEFT JOIN act ON act.month = m.month
   GROUP BY m.month ORDER BY m.month`;
