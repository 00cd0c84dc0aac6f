import { SUSPECT } from '#server/campaigns/suspects.ts';
import { dateOf, sqlIn, type Db } from '#server/db.ts';
import { today } from '#shared/days.ts';
import { isEstablished, type EvidencePiece } from '#shared/established.ts';

/**
 * Works out anew whether a member is established, after her evidence changed. Locks her row, so
 * that two posts of hers at the same time count one after the other.
 * @returns the platforms whose figures this changes where it moved: those with evidence of hers, or
 * with a proof that she confirmed.
 */
export async function refreshEstablished(tx: Db, memberId: string, now: Date): Promise<string[]> {
  const sql = sqlIn(tx);
  const [member] = await sql<{ established: boolean }>(
    'SELECT established_on IS NOT NULL AS established FROM member WHERE id = $1 FOR NO KEY UPDATE',
    [memberId],
  );
  if (member === undefined) return [];
  const pieces = await sql<EvidencePiece>(PIECES, [memberId]);
  const established = isEstablished(pieces);
  if (established === member.established) return [];
  await tx.member.update({
    where: { id: memberId },
    data: { establishedOn: established ? dateOf(today(now)) : null },
  });
  const platforms = await sql<{ id: string }>(MOVED_PLATFORMS, [memberId]);
  return platforms.map(({ id }) => id);
}

// A pay-out stands doubted while a question about it is open, whoever asks it; and all that she says
// of a platform while a finding of a campaign names her there: else fakes would establish each other.
const PIECES = `
  SELECT to_char(e.published_on, 'YYYY-MM') AS month,
         e.doubted OR ${SUSPECT} AS "openDoubt" FROM author a
    JOIN LATERAL (
      SELECT published_on, EXISTS (SELECT 1 FROM proof_check k
             WHERE k.payout_id = y.id AND k.state = 'open') AS doubted
        FROM payout y WHERE author_id = a.id AND NOT solicited
      UNION ALL SELECT published_on, false FROM incident WHERE author_id = a.id AND NOT solicited
      UNION ALL SELECT published_on, false FROM review WHERE author_id = a.id AND NOT solicited
      UNION ALL SELECT published_on, false FROM client_review WHERE author_id = a.id AND NOT solicited
      UNION ALL SELECT published_on, false FROM task_report WHERE author_id = a.id AND NOT solicited
    ) e ON true WHERE a.member_id = $1`;

// Her own evidence, and the proofs of others that she confirmed.
const MOVED_PLATFORMS = `
  SELECT platform_id AS id FROM author WHERE member_id = $1
  UNION SELECT y.platform_id FROM proof_voice v JOIN payout y ON y.id = v.payout_id
   WHERE v.member_id = $1 AND v.kind = 'confirm'`;
