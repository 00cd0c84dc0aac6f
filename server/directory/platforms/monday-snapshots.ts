import type { Database } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound, fieldError } from '#server/core/errors.ts';
import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';
import { addDays, mondayOf, today, type Day } from '#shared/core/days.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { findPlatform } from './queries.ts';

type DayFigures = Pick<PlatformResponse, 'standing' | 'evidence' | 'rating' | 'decision'>;

/**
 * Stores a platform's current figures as the snapshot of the coming Monday, which shows the state of
 * the end of Sunday: daily snapshots would reveal the day of a payout. Unchanged figures are not
 * stored again.
 */
export async function saveMondaySnapshot(sql: Sql, platformId: string, day: Day): Promise<void> {
  await sql(KEEP_DAY, [platformId, addDays(mondayOf(day), 7)]);
}

/**
 * A platform with its figures as of the last Monday at or before a day (UTC). Its facts are current.
 * @throws AppError not-found where there is no snapshot by then; bad-input for a day in the future.
 */
export async function findPlatformAsOf(
  database: Pick<Database, 'sql' | 'shared'>,
  viewer: Viewer | null,
  slug: string,
  on: Day,
  now: Date,
): Promise<PlatformResponse> {
  if (on > today(now)) throw fieldError('on', 'invalid');
  const platform = await findPlatform(database, viewer, slug);
  const monday = mondayOf(on);
  const [row] = await database.sql(FIGURES_OF_DAY, [platform.id, monday]);
  const { figures } = requireFound(row);
  const closedOn = figures.standing.state === 'closed' ? (figures.decision?.on ?? null) : null;
  return { ...platform, ...figures, closedOn, asOf: monday };
}

const LAST = `SELECT standing, evidence, ratings FROM platform_day
   WHERE platform_id = $1 AND day <= $2::date ORDER BY day DESC LIMIT 1`;

const KEEP_DAY = `
  INSERT INTO platform_day (platform_id, day, standing, evidence, ratings)
  SELECT s.platform_id, $2::date, s.standing, s.evidence, s.ratings FROM platform_summary s
   WHERE s.platform_id = $1 AND NOT EXISTS (SELECT 1 FROM (${LAST}) last
     WHERE (last.standing, last.evidence, last.ratings) = (s.standing, s.evidence, s.ratings))
  ON CONFLICT (platform_id, day) DO UPDATE
     SET standing = EXCLUDED.standing, evidence = EXCLUDED.evidence, ratings = EXCLUDED.ratings`;

const FIGURES_OF_DAY = statement(
  { figures: col.json<DayFigures>() },
  `
  SELECT json_build_object('standing', last.standing, 'evidence', last.evidence,
      'rating', last.ratings,
      'decision', (SELECT json_build_object('kind', d.kind, 'rule', d.rule, 'reason', d.reason,
          'alone', d.alone, 'act', ${decisionByOnePersonSql(`'decision/' || d.id`)}, 'on', d.decided_on) FROM decision d
        WHERE d.platform_id = $1 AND d.kind = 'close-platform' AND d.decided_on < $2::date
          AND last.standing ->> 'state' = 'closed'
        ORDER BY d.decided_on DESC LIMIT 1)) AS figures
    FROM (${LAST}) last`,
);
