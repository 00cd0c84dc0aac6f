import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { notify } from '#server/identity/notifications/notify.ts';

/** Notifies the author of a proof that a check is open, or how it was settled. */
export async function notifyProofAuthor(
  tx: Db,
  payoutId: string,
  state: 'open' | 'upheld' | 'dismissed',
  now: Date,
): Promise<void> {
  const authors = await tx.sql(
    statement(
      { id: col.text },
      `SELECT a.member_id AS id FROM payout y JOIN author a ON a.id = y.author_id
      WHERE y.id = $1 AND a.member_id IS NOT NULL`,
    ),
    [payoutId],
  );
  const news = { kind: 'check', subject: payoutId, facts: { state } } as const;
  await notify(
    tx,
    authors.map(({ id }) => id),
    news,
    now,
  );
}
