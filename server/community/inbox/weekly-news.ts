import type { Database, Db } from '#server/database/db.ts';
import { upsertInboxItemsSql } from '#server/identity/notifications/upsert-inbox-items.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';

// The transaction writes to all who want it.
const TIMEOUT_MS = 120_000;

/**
 * Tells members who want it, once each Monday, what the week brought about the platforms that they
 * follow: reports that came out that Monday, verdicts that changed since the Monday before, both public.
 * Where there is neither, nothing is sent. Mails and pushes are those of any inbox item.
 * Runs after the slips of the day were released.
 * @returns whether it was done now.
 */
export function sendWeeklyNews({ prisma }: Database, now: Date): Promise<boolean> {
  return prisma.$transaction((tx) => sendOnce(tx, now), { timeout: TIMEOUT_MS });
}

async function sendOnce(tx: Db, now: Date): Promise<boolean> {
  const day = today(now);
  const monday = mondayOf(day);
  // With two servers, the second waits here and finds the week done.
  const begun = await tx.sql(BEGIN_WEEK, [`week-${monday}`, day]);
  if (begun === 0) return false;
  await tx.sql(SEND_NEWS, [monday, addDays(monday, -7), now.toISOString()]);
  return true;
}

const BEGIN_WEEK = `
  INSERT INTO told_month (month, day) VALUES ($1, $2::date) ON CONFLICT DO NOTHING`;

const SEND_NEWS = upsertInboxItemsSql(`
  SELECT c.member_id, 'week' AS kind, c.member_id AS subject,
         jsonb_build_object('day', $1::text, 'reports', n.reports, 'verdicts', n.verdicts) AS facts,
         $3::timestamptz AS at, 1 AS count
    FROM member_choices c CROSS JOIN LATERAL (
      SELECT sum((SELECT count(*) FROM released_slip s
                   WHERE s.platform_id = f.subject AND s.monday = $1::date))::int AS reports,
             sum((SELECT count(DISTINCT h.platform_id) FROM standing_change h
                   WHERE h.platform_id = f.subject AND h.day > $2::date AND h.day <= $1::date))::int AS verdicts
        FROM follow f WHERE f.member_id = c.member_id AND f.kind = 'platform') n
   WHERE c.weekly_news AND COALESCE(n.reports, 0) + COALESCE(n.verdicts, 0) > 0`);
