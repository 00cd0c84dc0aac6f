import { createHash, createHmac } from 'node:crypto';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { PrivateFeedChange } from '#shared/community/inbox.ts';

/**
 * State of a private feed: how often its address was changed, and the hash of the current secret.
 */
export type PrivateFeedState = { readonly version: number; readonly hash: string };

/**
 * Creates a new address for the viewer's private feed, or removes it. The previous one stops
 * working at once, and addresses are never reused. `key` derives the secret; the database stores
 * only its hash.
 */
export async function changePrivateFeed(
  tx: Db,
  key: Buffer,
  viewer: Viewer,
  change: PrivateFeedChange,
  now: Date,
): Promise<void> {
  await countDailyUse(tx, viewer.id, 'follow', now);
  const memberId = viewer.id;
  if (change === 'end') {
    await tx.memberChoices.updateMany({ where: { memberId }, data: { feedHash: null } });
    return;
  }
  const [row] = await tx.sql(
    statement(
      { version: col.int },
      `INSERT INTO member_choices (member_id, feed_version) VALUES ($1, 1)
     ON CONFLICT (member_id) DO UPDATE SET feed_version = member_choices.feed_version + 1
     RETURNING feed_version AS version`,
    ),
    [memberId],
  );
  const feedHash = hashFeedSecret(secretOf(key, memberId, row?.version ?? 1));
  await tx.memberChoices.update({ where: { memberId }, data: { feedHash } });
}

/**
 * Returns the secret in the address of a member's feed; null without a feed, and when another key
 * made it.
 */
export function privateFeedSecret(
  key: Buffer,
  memberId: string,
  feed: PrivateFeedState | null,
): string | null {
  if (feed === null) return null;
  const secret = secretOf(key, memberId, feed.version);
  return hashFeedSecret(secret) === feed.hash ? secret : null;
}

/** Hashes a feed's secret, without a salt, since the secret is random enough. */
export function hashFeedSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function secretOf(key: Buffer, memberId: string, version: number): string {
  return createHmac('sha256', key).update(`${memberId}/${version}`).digest('base64url');
}
