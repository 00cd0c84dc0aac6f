import { sqlIn, type Db } from '#server/db.ts';
import type { FollowKind } from '#shared/inbox.ts';

/** Lets a member hear of something; she may follow it already. */
export async function follow(
  tx: Db,
  memberId: string,
  kind: FollowKind,
  subject: string,
  now: Date,
): Promise<void> {
  await sqlIn(tx)(
    `INSERT INTO follow (member_id, kind, subject, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [memberId, kind, subject, now.toISOString()],
  );
}

/** Ends it; she may not have followed. */
export async function unfollow(
  tx: Db,
  memberId: string,
  kind: FollowKind,
  subject: string,
): Promise<void> {
  await sqlIn(tx)('DELETE FROM follow WHERE member_id = $1 AND kind = $2 AND subject = $3', [
    memberId,
    kind,
    subject,
  ]);
}
