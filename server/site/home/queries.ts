import type { SharedReads } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import type { HomeResponse } from '#shared/site/home.ts';

/** The figures of the whole site for the home page; one round trip. */
export async function findSiteFigures(shared: SharedReads, now: Date): Promise<HomeResponse> {
  const [row] = await shared(HOME_AS_JSON, [
    mondayOf(today(now)),
    addDays(today(now), -BULLETIN_DAYS),
  ]);
  return requireFound(row).home;
}

/** Days back to which a changed standing is news. */
const BULLETIN_DAYS = 7;
/** Platforms named on the home page. */
const KNOWN_SHOWN = 6;

// Sums the stored figures of platforms instead of counting all payouts, and finds slips by platform: an index has the
// released ones so. Accounts of this week count
// only from Monday on: many are created with a first report, whose day is secret.
const HOME_AS_JSON = statement(
  { home: col.json<HomeResponse>() },
  `
  WITH known AS MATERIALIZED (
    SELECT p.slug, p.name, p.name_key, s.state, s.standing, s.evidence,
           (e.slips ->> 'paid')::int + (e.slips ->> 'notPaid')::int AS slips
      FROM platform_summary s JOIN platform p ON p.id = s.platform_id
      CROSS JOIN LATERAL jsonb_to_record(s.evidence) AS e(slips jsonb)
     WHERE s.state <> 'closed'
       AND (e.slips ->> 'paid')::int + (e.slips ->> 'notPaid')::int > 0
     ORDER BY slips DESC, p.name_key LIMIT ${KNOWN_SHOWN})
  SELECT json_build_object(
    'counts', (SELECT json_build_object(
        'members', (SELECT COALESCE(sum(count), 0)::int FROM kept_count WHERE name = 'members')
          - (SELECT count(*)::int FROM member WHERE created_at >= $1::date AT TIME ZONE 'UTC'),
        'platforms', count(*)::int,
        'paid', COALESCE(sum((evidence#>>'{slips,paid}')::int), 0)::int,
        'notPaid', COALESCE(sum((evidence#>>'{slips,notPaid}')::int), 0)::int)
      FROM platform_summary),
    'bulletin', (SELECT json_build_object(
        'monday', to_char(r.monday, 'YYYY-MM-DD'),
        'slips', (SELECT count(*)::int FROM platform p JOIN slip s
                    ON s.platform_id = p.id AND s.monday = r.monday AND s.released),
        'changes', (SELECT count(DISTINCT platform_id)::int FROM standing_change
                     WHERE day > $2::date AND before IS NOT NULL))
      FROM (SELECT max(n.monday) AS monday FROM platform p CROSS JOIN LATERAL (
          SELECT s.monday FROM slip s WHERE s.platform_id = p.id AND s.released
           ORDER BY s.monday DESC LIMIT 1) n) r),
    'known', COALESCE((SELECT json_agg(json_build_object(
        'slug', k.slug, 'name', k.name, 'state', k.state) ORDER BY k.slips DESC, k.name_key)
      FROM known k), '[]'),
    'example', (SELECT json_build_object(
        'slug', k.slug, 'name', k.name, 'standing', k.standing, 'evidence', k.evidence)
      FROM known k ORDER BY k.slips DESC, k.name_key LIMIT 1),
    'barometer', (SELECT json_build_object('month', month, 'headline', NULLIF(figures -> 'headline', 'null'))
      FROM barometer_edition ORDER BY month DESC, state LIMIT 1),
    'changes', COALESCE((SELECT json_agg(json_build_object(
        'slug', c.slug, 'name', c.name, 'before', c.before, 'after', c.after,
        'month', to_char(c.day, 'YYYY-MM')) ORDER BY c.day DESC, c.name_key)
      FROM (
        SELECT l.day, l.before, l.after, p.slug, p.name, p.name_key
          FROM platform p CROSS JOIN LATERAL (
            SELECT day, before, after FROM standing_change
             WHERE platform_id = p.id ORDER BY day DESC, id DESC LIMIT 1) l
         WHERE l.before IS NOT NULL
         ORDER BY l.day DESC, p.name_key LIMIT 5) c), '[]'),
    'waiting', COALESCE((SELECT json_agg(json_build_object(
        'slug', w.slug, 'name', w.name, 'state', w.state, 'lines', w.lines)
        ORDER BY w.place, w.name_key)
      FROM (
        SELECT p.slug, p.name, p.name_key, s.state, s.standing->'lines' AS lines,
               array_position(ARRAY['not-paying', 'doubtful'], s.state) AS place
          FROM platform_summary s JOIN platform p ON p.id = s.platform_id
         WHERE s.state <> 'closed' AND s.standing->'lines' ?| ARRAY['several-waiting',
           'several-unpaid', 'newcomers-unpaid']
         ORDER BY place, p.name_key LIMIT 5) w), '[]')
  ) AS home`,
);
