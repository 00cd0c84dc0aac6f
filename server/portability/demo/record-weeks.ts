import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { addDays, today } from '#shared/core/days.ts';
import { groupBy } from '#shared/core/group-by.ts';

/**
 * Records the figures of each former week on the day after its Monday, when the daily dump of a site does
 * so. The snapshot cannot: its weeks are computed again as it is loaded.
 */
export async function recordWeeks(tx: Db, now: Date): Promise<void> {
  const weeks = await tx.sql(WEEKS, [today(now)]);
  for (const [day, some] of groupBy(weeks, (week) => week.day)) {
    await appendEntries(
      tx,
      dayToDate(addDays(day, 1)),
      some.map(({ subject }) => ({ kind: 'content-stated', subject })),
    );
  }
}

const WEEKS = statement(
  { day: col.text, subject: col.text },
  `SELECT day::text AS day, 'week/' || platform_id || '-' || day AS subject FROM platform_day
    WHERE day < $1::date ORDER BY day, platform_id`,
);
