import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { isDayInPeriodSql, isInstantInPeriodSql } from './report-period.ts';

// In each query $1 is the start of the period and $2 its end; it returns one row of counts as JSON.

const HOURS = (from: string, to: string): string => `extract(epoch FROM ${to} - ${from}) / 3600`;

/**
 * SQL: a quantile, rounded to a tenth: the value below which the given share of all values lies.
 */
const quantile = (share: number, value: string): string =>
  `round(percentile_cont(${share}) WITHIN GROUP (ORDER BY ${value})::numeric, 1)::float8`;

const list = (rows: string): string => `(SELECT COALESCE(json_agg(r), '[]') FROM (${rows}) r)`;

/** SQL: counts flags sent in the period, by their state at $3, now. */
export const FLAG_COUNTS_SQL = `
  WITH sent AS (SELECT f.reason, f.outcome, f.rated_party FROM flag f
     WHERE ${isDayInPeriodSql('f.flagged_on')}),
  message AS (SELECT m.outcome FROM message_flag m WHERE ${isInstantInPeriodSql('m.flagged_at')})
  SELECT json_build_object(
    'total', (SELECT count(*) FROM sent),
    'ratedParty', (SELECT count(*) FROM sent WHERE rated_party),
    'byReason', ${list(`
      SELECT reason, count(*) FILTER (WHERE outcome IS NULL) AS waiting,
             count(*) FILTER (WHERE outcome = 'upheld') AS upheld,
             count(*) FILTER (WHERE outcome = 'not-upheld') AS "notUpheld",
             count(*) FILTER (WHERE outcome = 'unfounded') AS unfounded
        FROM sent GROUP BY reason ORDER BY count(*) DESC, reason`)},
    'messages', (SELECT json_build_object('total', count(*),
        'waiting', count(*) FILTER (WHERE outcome IS NULL),
        'suspended', count(*) FILTER (WHERE outcome = 'suspend'),
        'none', count(*) FILTER (WHERE outcome = 'none')) FROM message),
    'pausedNow', (SELECT count(*) FROM flag_pause
      WHERE ends_on > ($3::timestamptz AT TIME ZONE 'UTC')::date)) AS counts`;

/** SQL: the first human decision on each case; veils and automated decisions do not count. */
const FIRST = `
  SELECT d.case_id, min(d.decided_at) AS decided_at FROM decision d
   WHERE d.case_id IS NOT NULL AND d.stage <> 'veil' AND NOT d.automated GROUP BY d.case_id`;

const delays = (condition: string): string => `
  (SELECT json_build_object('decided', count(*), 'medianHours', ${quantile(0.5, 'hours')},
                            'nineInTenHours', ${quantile(0.9, 'hours')})
     FROM first WHERE ${condition})`;

/**
 * SQL: counts cases opened, closed and decided in the period, and how long that took; $3 is the
 * list of urgent reasons.
 */
export const CASE_COUNTS_SQL = `
  WITH first AS (
    SELECT ${HOURS('k.opened_at', 'd.decided_at')} AS hours, k.reason = ANY($3) AS urgent
      FROM (${FIRST}) d JOIN moderation_case k ON k.id = d.case_id
     WHERE ${isInstantInPeriodSql('d.decided_at')}),
  opened AS (SELECT k.origin, split_part(k.subject, '/', 1) AS kind FROM moderation_case k
     WHERE ${isInstantInPeriodSql('k.opened_at')})
  SELECT json_build_object(
    'opened', (SELECT count(*) FROM opened),
    'closed', (SELECT count(*) FROM moderation_case k WHERE ${isInstantInPeriodSql('k.closed_at')}),
    'withdrawn', (SELECT count(*) FROM decision d
      WHERE d.automated AND d.kind = 'dismiss' AND d.case_id IS NOT NULL
        AND ${isDayInPeriodSql('d.decided_on')}),
    'byOrigin', ${list(`SELECT origin, count(*) AS count FROM opened
       GROUP BY origin ORDER BY count(*) DESC, origin`)},
    'byKind', ${list(`SELECT kind, count(*) AS count FROM opened
       GROUP BY kind ORDER BY count(*) DESC, kind`)},
    'times', json_build_object('all', ${delays('true')}, 'urgent', ${delays('urgent')})) AS counts`;

const AGE = `extract(epoch FROM $3::timestamptz - k.opened_at) / 86400`;

/** SQL: counts the cases open now ($3), and how those opened in the period kept their deadlines. */
export const WAITING_COUNTS_SQL = `
  SELECT json_build_object(
    'count', count(*), 'proposed', count(*) FILTER (WHERE k.state = 'proposed'),
    'jury', count(*) FILTER (WHERE k.state = 'jury'), 'oldestDays', floor(max(${AGE})),
    'ages', json_build_object('today', count(*) FILTER (WHERE ${AGE} < 1),
      'days', count(*) FILTER (WHERE ${AGE} >= 1 AND ${AGE} < 3),
      'week', count(*) FILTER (WHERE ${AGE} >= 3 AND ${AGE} < 7),
      'older', count(*) FILTER (WHERE ${AGE} >= 7)),
    'promised', (SELECT json_build_object(
        'done', count(*) FILTER (WHERE p.closed_at IS NOT NULL),
        'inTime', count(*) FILTER (WHERE p.closed_at <= p.due_at),
        'waiting', count(*) FILTER (WHERE p.closed_at IS NULL),
        'late', count(*) FILTER (WHERE p.closed_at IS NULL AND p.due_at < $3::timestamptz))
      FROM moderation_case p WHERE p.due_at IS NOT NULL AND ${isInstantInPeriodSql('p.opened_at')})) AS counts
    FROM moderation_case k WHERE k.state <> 'closed'`;

const OF_MEASURES = MEASURES.map(
  (kind) => `count(*) FILTER (WHERE kind = '${kind}') AS ${kind}`,
).join(', ');

export const DECISION_COUNTS_SQL = `
  WITH made AS (SELECT d.kind, d.rule, d.origin, d.stage, d.alone, d.automated, d.case_id,
      EXISTS (SELECT 1 FROM decision_hand h WHERE h.decision_id = d.id AND h.seat = 'juror') AS drawn
      FROM decision d WHERE ${isDayInPeriodSql('d.decided_on')}),
  cased AS (SELECT * FROM made WHERE case_id IS NOT NULL)
  SELECT json_build_object(
    'total', (SELECT count(*) FROM cased),
    'byRule', ${list(`SELECT rule, ${OF_MEASURES} FROM cased
       GROUP BY rule ORDER BY count(*) DESC, rule`)},
    'byOrigin', ${list(`SELECT origin, count(*) AS count FROM cased
       GROUP BY origin ORDER BY count(*) DESC, origin`)},
    'byStage', ${list(`SELECT stage, count(*) AS count FROM cased
       GROUP BY stage ORDER BY count(*) DESC, stage`)},
    'alone', (SELECT count(*) FROM cased WHERE alone AND NOT automated AND NOT drawn),
    'two', (SELECT count(*) FROM cased WHERE NOT alone AND NOT automated AND NOT drawn),
    'jury', (SELECT count(*) FROM cased WHERE drawn AND NOT automated),
    'automated', (SELECT count(*) FROM cased WHERE automated),
    'others', ${list(`SELECT kind, count(*) AS count FROM (
        SELECT kind FROM made WHERE case_id IS NULL
        UNION ALL SELECT 'thread-' || t.kind FROM thread_decision t
         WHERE ${isDayInPeriodSql('t.decided_on')}
        UNION ALL SELECT 'thread-' || t.kind FROM thread_move t
         WHERE ${isDayInPeriodSql('t.decided_on')}) o
       GROUP BY kind ORDER BY count(*) DESC, kind`)}) AS counts`;

export const VEIL_COUNTS_SQL = `
  SELECT json_build_object('total', count(*),
    'confirmed', count(*) FILTER (WHERE e.kind IN ('hide', 'remove', 'cover')),
    'lifted', count(*) FILTER (WHERE e.kind = 'restore' AND NOT e.automated),
    'expired', count(*) FILTER (WHERE e.kind = 'restore' AND e.automated),
    'open', count(*) FILTER (WHERE e.id IS NULL)) AS counts
    FROM decision d LEFT JOIN decision e ON e.replaces = d.id
   WHERE d.kind = 'veil' AND ${isDayInPeriodSql('d.decided_on')}`;

/** SQL: counts appeals made and juries called in the period, with their outcomes since. */
export const JURY_COUNTS_SQL = `
  WITH called AS (
    SELECT j.id, j.state, ${HOURS('j.called_at', 'j.ended_at')} AS hours
      FROM jury j WHERE ${isInstantInPeriodSql('j.called_at')})
  SELECT json_build_object(
    'appeals', (SELECT json_build_object('total', count(*),
        'open', count(*) FILTER (WHERE a.state = 'open'),
        'upheld', count(*) FILTER (WHERE a.state = 'upheld'),
        'reversed', count(*) FILTER (WHERE a.state = 'reversed'),
        'undecided', count(*) FILTER (WHERE a.state = 'undecided'),
        'withdrawn', count(*) FILTER (WHERE a.state = 'withdrawn'),
        'byAuthor', count(*) FILTER (WHERE a.role = 'author'),
        'byFlagger', count(*) FILTER (WHERE a.role = 'flagger'),
        'medianDays', ${quantile(
          0.5,
          `CASE WHEN a.state IN ('upheld', 'reversed')
          THEN ${HOURS('a.appealed_at', 'a.ended_at')} / 24 END`,
        )})
      FROM appeal a WHERE ${isInstantInPeriodSql('a.appealed_at')}),
    'juries', (SELECT json_build_object('called', count(*),
        'waiting', count(*) FILTER (WHERE c.state = 'waiting'),
        'sitting', count(*) FILTER (WHERE c.state = 'sitting'),
        'decided', count(*) FILTER (WHERE c.state = 'decided'),
        'failed', count(*) FILTER (WHERE c.state = 'failed'),
        'dropped', count(*) FILTER (WHERE c.state = 'dropped'),
        'medianHours', ${quantile(0.5, `CASE WHEN c.state = 'decided' THEN c.hours END`)},
        'jurors', (SELECT json_build_object('drawn', count(*),
            'voted', count(*) FILTER (WHERE o.state = 'voted'),
            'declined', count(*) FILTER (WHERE o.state = 'declined'),
            'silent', count(*) FILTER (WHERE o.state = 'silent'),
            'passedOver', count(*) FILTER (WHERE o.state = 'passed-over'),
            'open', count(*) FILTER (WHERE o.state = 'asked'))
          FROM juror o JOIN called n ON n.id = o.jury_id))
      FROM called c)) AS counts`;
