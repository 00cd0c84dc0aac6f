import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  OWN_PAYOUT,
  OWN_PAYOUT_COLUMNS,
  OWN_PAYOUT_FROM,
} from '#server/evidence/payouts/own-payout-queries.ts';
import { daysBetween } from '#shared/core/days.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';
import type { TestMember } from './factories.ts';
import { PAYOUT, type Load, type LoadedSite } from './load-generator.ts';

/**
 * Finds acknowledged writes that are not stored exactly once, and partial ones. Empty where all is
 * well.
 */
export async function findLost(
  database: Database,
  { thread, members }: Pick<LoadedSite, 'thread' | 'members'>,
  { posts, payouts }: Pick<Load, 'posts' | 'payouts'>,
): Promise<string[]> {
  const { prisma, sql } = database;
  const rows = await prisma.forumPost.findMany({ where: { threadId: thread } });
  const times = countTimes(rows.map(({ text }) => text ?? ''));
  const { posts: places } = await prisma.forumThread.findUniqueOrThrow({ where: { id: thread } });
  const own = await listOwnPayouts(database, members);
  const whole = countTimes(own.filter(isWhole).map(({ id }) => id));
  const ids = members.map(({ id }) => id);
  const faults = [...(await findPartialReports(sql, ids)), ...(await sql(UNWANTED_WRITES, [ids]))];
  return [
    ...posts.filter((text) => times.get(text) !== 1),
    ...[...payouts].flatMap(([key, id]) => (whole.get(id) === 1 ? [] : [key])),
    // No partial writes: each post has a position in its thread, each report is published or held
    // back.
    ...(places === rows.length ? [] : [`${places} places for ${rows.length} posts`]),
    ...own.flatMap((payout) => (isWhole(payout) ? [] : [`payout ${payout.id} is not whole`])),
    ...faults.map(({ fault }) => fault),
  ];
}

/** All payouts that members find among their own, with what the site tells them of each. */
export async function listOwnPayouts(
  { sql }: Pick<Database, 'sql'>,
  members: readonly Pick<TestMember, 'id'>[],
): Promise<OwnPayout[]> {
  const rows = await sql(OWN_PAYOUTS, [members.map(({ id }) => id)]);
  return rows.map(({ payout }) => payout);
}

/** Whether a payout says all that was sent, and what becomes of it. */
export function isWhole(payout: OwnPayout): boolean {
  return (
    payout.platform.slug === PAYOUT.platform &&
    payout.state === PAYOUT.outcome &&
    payout.amountBand === 1 &&
    payout.receivedShare === 1 &&
    payout.delayDays === roundDelay(daysBetween(PAYOUT.askedOn, PAYOUT.receivedOn)) &&
    payout.publication.state !== 'none' &&
    payout.publication.countingOn !== null
  );
}

function countTimes(values: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return times;
}

const OWN_PAYOUTS = statement(
  OWN_PAYOUT,
  `SELECT ${OWN_PAYOUT_COLUMNS} ${OWN_PAYOUT_FROM} WHERE a.member_id = ANY($1::text[])`,
);

/**
 * Finds reports of members that are neither published nor held back, and slips that were written without
 * their report or what they spend.
 */
export function findPartialReports(
  sql: Sql,
  memberIds: readonly string[],
): Promise<{ readonly fault: string }[]> {
  return sql(PARTIAL_REPORTS, [[...memberIds]]);
}

const PARTIAL_REPORTS = statement(
  { fault: col.text },
  `
  SELECT 'payout ' || y.id || ' is neither published nor held back' AS fault
    FROM payout y JOIN author a ON a.id = y.author_id
   WHERE a.member_id = ANY($1::text[])
     AND NOT EXISTS (SELECT 1 FROM payout_publication b WHERE b.payout_id = y.id)
  UNION ALL
  SELECT 'report ' || payout_id || ' is ' || state || ' with slip ' || COALESCE(slip_id, 'none')
    FROM payout_publication WHERE (state = 'held-back') <> (slip_id IS NULL)
  UNION ALL
  SELECT 'slip ' || s.id || ' of ' || count(b.payout_id) || ' reports'
    FROM slip s LEFT JOIN payout_publication b ON b.slip_id = s.id AND b.state = 'first'
   GROUP BY s.id HAVING count(b.payout_id) <> 1
  UNION ALL
  SELECT 'slip ' || COALESCE(s.id, 'none') || ' spent ' || COALESCE(p.id, 'nothing')
    FROM slip s FULL JOIN publication_spending p ON p.id = s.id WHERE s.id IS NULL OR p.id IS NULL`,
);

// The record tells of payouts only once they are shown as proofs, which these are not.
const UNWANTED_WRITES = statement(
  { fault: col.text },
  `
  SELECT count(*) || ' payouts of ' || y.asked_month || ' by ' || a.member_id AS fault
    FROM payout y JOIN author a ON a.id = y.author_id WHERE a.member_id = ANY($1::text[])
   GROUP BY a.member_id, y.asked_month HAVING count(*) > 1
  UNION ALL
  SELECT 'the record tells of ' || subject FROM record_entry WHERE subject LIKE 'payout/%'`,
);
