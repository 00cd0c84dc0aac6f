import { dateOf, sqlIn, type Db } from '#server/db.ts';
import { today } from '#shared/days.ts';
import { isEstablished } from '#shared/established.ts';

/**
 * Works out anew whether a member is established, after her evidence changed. Locks her row, so
 * that two posts of hers at the same time count one after the other.
 * @returns the platforms whose figures this changes: those with evidence of hers, where it moved.
 */
export async function refreshEstablished(tx: Db, memberId: string, now: Date): Promise<string[]> {
  const sql = sqlIn(tx);
  const [member] = await sql<{ established: boolean }>(
    'SELECT established_on IS NOT NULL AS established FROM member WHERE id = $1 FOR NO KEY UPDATE',
    [memberId],
  );
  if (member === undefined) return [];
  const pieces = await sql<{ month: string }>(
    `SELECT to_char(e.published_on, 'YYYY-MM') AS month FROM author a
       JOIN LATERAL (
         SELECT published_on FROM payout WHERE author_id = a.id AND NOT solicited
         UNION ALL SELECT published_on FROM incident WHERE author_id = a.id AND NOT solicited
         UNION ALL SELECT published_on FROM review WHERE author_id = a.id AND NOT solicited
       ) e ON true WHERE a.member_id = $1`,
    [memberId],
  );
  const established = isEstablished(pieces.map(({ month }) => ({ month, openDoubt: false })));
  if (established === member.established) return [];
  await tx.member.update({
    where: { id: memberId },
    data: { establishedOn: established ? dateOf(today(now)) : null },
  });
  const authors = await tx.author.findMany({
    where: { memberId },
    select: { platformId: true },
  });
  return authors.map(({ platformId }) => platformId);
}
