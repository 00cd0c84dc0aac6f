import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type RowShape } from '#server/database/sql.ts';
import { markFiguresOfMembersStale } from '#server/directory/stale-figures/mark-stale.ts';
import { today } from '#shared/core/days.ts';
import {
  ESTABLISHED_MIN_MONTHS,
  ESTABLISHED_MIN_PIECES,
  isEstablishmentRunDue,
} from '#shared/identity/established.ts';

const ID = { id: col.text } satisfies RowShape;

// Reads all evidence: with 200,000 payouts it takes 3 to 10 seconds.
const TIMEOUT_MS = 120_000;

/**
 * Updates which members are established, for all at once in the first run of a month: a change at the
 * time of a post would link all pseudonymous evidence of its author. Run before the daily recomputation
 * of standings; queues other figures that the members' weight affects.
 * @returns the number of members changed.
 */
export function settleEstablishedMembers({ prisma }: Database, now: Date): Promise<number> {
  return prisma.$transaction((tx) => settleOnce(tx, now), { timeout: TIMEOUT_MS });
}

async function settleOnce(tx: Db, now: Date): Promise<number> {
  const { sql } = tx;
  const day = today(now);
  const [last] = await sql(LAST_TURN);
  if (!isEstablishmentRunDue(last ?? null, day)) return 0;
  // A second server waits here for the first, and then finds the month settled.
  const [mine] = await sql(BEGIN_TURN, [day]);
  if (mine === undefined) return 0;
  const moved = (await sql(MOVE, [day])).map(({ id }) => id);
  await sql(COUNT_ESTABLISHED, [day]);
  await sql(MARK_PLATFORMS, [moved, day]);
  await markFiguresOfMembersStale(tx, moved);
  return moved.length;
}

const LAST_TURN = statement(
  { day: col.text, established: col.int },
  `
  SELECT day::text AS day, established FROM established_turn ORDER BY established_turn.day DESC LIMIT 1`,
);
const BEGIN_TURN = statement(
  ID,
  `
  INSERT INTO established_turn (day, established) VALUES ($1::date, 0)
  ON CONFLICT DO NOTHING RETURNING day::text AS id`,
);
const COUNT_ESTABLISHED = `
  UPDATE established_turn SET established =
    (SELECT count(*) FROM member WHERE established_on IS NOT NULL) WHERE day = $1::date`;

// Three pieces of evidence over two calendar months establish a member. Leaves out
// payouts with an open proof check, and all reports on a platform for which a manipulation finding
// names the member: otherwise fakes would establish each other.
const MOVE = statement(
  ID,
  `
  WITH able AS (
    SELECT a.member_id FROM author a JOIN sound_evidence e ON e.author_id = a.id
     WHERE a.member_id IS NOT NULL AND NOT ${isSuspectAuthorSql('a.id')}
     GROUP BY a.member_id
    HAVING count(*) >= ${ESTABLISHED_MIN_PIECES}
       AND count(DISTINCT date_trunc('month', e.published_on)) >= ${ESTABLISHED_MIN_MONTHS})
  UPDATE member m SET established_on = CASE WHEN v.able THEN $1::date END
    FROM (SELECT id, able.member_id IS NOT NULL AS able
            FROM member LEFT JOIN able ON able.member_id = member.id) v
   WHERE v.id = m.id AND v.able <> (m.established_on IS NOT NULL)
  RETURNING m.id`,
);

// Marks platforms with her own evidence or with proofs that she confirmed, if their figures are already
// computed for today; all others are recomputed today anyway.
const MARK_PLATFORMS = `
  INSERT INTO stale_figures (kind, subject)
  SELECT 'platform', s.platform_id FROM platform_summary s
   WHERE s.computed_on >= $2::date AND s.platform_id IN (
     SELECT platform_id FROM author WHERE member_id = ANY($1::text[])
     UNION SELECT y.platform_id FROM proof_voice v JOIN payout y ON y.id = v.payout_id
      WHERE v.member_id = ANY($1::text[]) AND v.kind = 'confirm')`;
