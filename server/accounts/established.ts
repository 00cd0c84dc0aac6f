import { SUSPECT } from '#server/campaigns/suspects.ts';
import { refreshClient } from '#server/clients/figures.ts';
import { sqlIn, type Database, type Db } from '#server/db.ts';
import { refreshTask } from '#server/tasks/figures.ts';
import { today } from '#shared/days.ts';
import {
  ESTABLISHED_MIN_MONTHS,
  ESTABLISHED_MIN_PIECES,
  isTurn,
  type Turn,
} from '#shared/established.ts';

type Id = { id: string };

/**
 * Lets being established, and no longer being so, take effect for everybody at once, at the first
 * run in a month: what flips at the moment of a post would join all the keys of its author. To be
 * run before the standings are computed anew, which it asks for where members weigh otherwise now.
 * @returns how many members changed.
 */
export async function settleEstablished(
  database: Database,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  const moved = await database.prisma.$transaction((tx) => turn(tx, now));
  await weighAnew(database, now, signal);
  return moved;
}

/** All change in one statement: whoever looks in between sees none or all of them. */
async function turn(tx: Db, now: Date): Promise<number> {
  const sql = sqlIn(tx);
  const day = today(now);
  const [last] = await sql<Turn>(LAST_TURN);
  if (!isTurn(last ?? null, day)) return 0;
  // Of two servers the second waits here, and finds it done.
  const [mine] = await sql<Id>(BEGIN_TURN, [day]);
  if (mine === undefined) return 0;
  const moved = await sql<Id>(MOVE, [day]);
  await sql(COUNT_ESTABLISHED, [day]);
  return moved.length;
}

/**
 * Brings up to date what those count in who changed, once for all of them, each task and client in
 * a transaction of its own; what is cut short begins again at the next run.
 */
async function weighAnew(
  { prisma, sql }: Database,
  now: Date,
  signal: AbortSignal | undefined,
): Promise<void> {
  const moved = (await sql<Id>('SELECT id FROM member WHERE weighs_anew')).map(({ id }) => id);
  if (moved.length === 0) return;
  await sql(OUTDATE_PLATFORMS, [moved, today(now)]);
  for (const { id } of await sql<Id>(TASKS, [moved])) {
    if (signal?.aborted === true) return;
    await prisma.$transaction((tx) => refreshTask(tx, id, now));
  }
  for (const { id } of await sql<Id>(CLIENTS, [moved])) {
    if (signal?.aborted === true) return;
    await prisma.$transaction((tx) => refreshClient(tx, id, now));
  }
  await sql('UPDATE member SET weighs_anew = false WHERE id = ANY($1::text[])', [moved]);
}

const LAST_TURN = `
  SELECT day::text AS day, established FROM established_turn ORDER BY established_turn.day DESC LIMIT 1`;
const BEGIN_TURN = `
  INSERT INTO established_turn (day, established) VALUES ($1::date, 0)
  ON CONFLICT DO NOTHING RETURNING day::text AS id`;
const COUNT_ESTABLISHED = `
  UPDATE established_turn SET established =
    (SELECT count(*) FROM member WHERE established_on IS NOT NULL) WHERE day = $1::date`;

// The rule of `isEstablished` in shared/established.ts, over all members at once. A pay-out stands
// doubted while a question about it is open, whoever asks it; and all that she says of a platform
// while a finding of a campaign names her there: else fakes would establish each other.
const MOVE = `
  WITH piece AS (
    SELECT author_id, published_on FROM payout y WHERE NOT solicited AND NOT EXISTS (
      SELECT 1 FROM proof_check k WHERE k.payout_id = y.id AND k.state = 'open')
    UNION ALL SELECT author_id, published_on FROM incident WHERE NOT solicited
    UNION ALL SELECT author_id, published_on FROM review WHERE NOT solicited
    UNION ALL SELECT author_id, published_on FROM client_review WHERE NOT solicited
    UNION ALL SELECT author_id, published_on FROM task_report WHERE NOT solicited),
  able AS (
    SELECT a.member_id FROM author a JOIN piece e ON e.author_id = a.id
     WHERE a.member_id IS NOT NULL AND NOT ${SUSPECT}
     GROUP BY a.member_id
    HAVING count(*) >= ${ESTABLISHED_MIN_PIECES}
       AND count(DISTINCT date_trunc('month', e.published_on)) >= ${ESTABLISHED_MIN_MONTHS})
  UPDATE member m SET weighs_anew = true, established_on = CASE WHEN v.able THEN $1::date END
    FROM (SELECT id, able.member_id IS NOT NULL AS able
            FROM member LEFT JOIN able ON able.member_id = member.id) v
   WHERE v.id = m.id AND v.able <> (m.established_on IS NOT NULL)
  RETURNING m.id`;

// Her own evidence, and the proofs of others that she confirmed; computed with the next standings.
const OUTDATE_PLATFORMS = `
  UPDATE platform_summary SET computed_on = $2::date - 1
   WHERE computed_on >= $2::date AND platform_id IN (
     SELECT platform_id FROM author WHERE member_id = ANY($1::text[])
     UNION SELECT y.platform_id FROM proof_voice v JOIN payout y ON y.id = v.payout_id
      WHERE v.member_id = ANY($1::text[]) AND v.kind = 'confirm')`;

const TASKS = `
  SELECT DISTINCT r.task_id AS id FROM task_report r JOIN author a ON a.id = r.author_id
   WHERE a.member_id = ANY($1::text[]) ORDER BY 1`;

const CLIENTS = `
  SELECT DISTINCT c.root_id AS id FROM author a JOIN client_review v ON v.author_id = a.id
    JOIN client c ON c.id = v.client_id WHERE a.member_id = ANY($1::text[]) ORDER BY 1`;
