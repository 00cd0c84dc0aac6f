import { sqlIn, type Db } from '#server/db.ts';
import type { FollowKind, InboxKind } from '#shared/inbox.ts';

/** What happened, for the inboxes of members. */
export type News = {
  readonly kind: InboxKind;
  /** The id of what it is about. */
  readonly subject: string;
  /** What the line says beside how often it happened; that of the latest stands. */
  readonly facts?: Readonly<Record<string, unknown>>;
};

/**
 * Puts one line into the inboxes of members, or renews the one that is there: unread, it counts one
 * more; read, it begins anew. Who ignores `from` hears nothing of her.
 */
export async function notify(
  tx: Db,
  memberIds: readonly string[],
  news: News,
  now: Date,
  from: string | null = null,
): Promise<void> {
  if (memberIds.length === 0) return;
  await sqlIn(tx)(`${WRITE} SELECT unnest($5::text[]) AS member_id ${AND_RENEW}`, [
    ...valuesOf(news, now, from),
    [...new Set(memberIds)],
  ]);
}

/** The same for all who follow something, but for the members named in `except`. */
export async function notifyFollowers(
  tx: Db,
  followed: { readonly kind: FollowKind; readonly subject: string },
  news: News,
  now: Date,
  { from = null, except = [] }: { from?: string | null; except?: readonly string[] } = {},
): Promise<void> {
  await sqlIn(tx)(
    `${WRITE} SELECT member_id FROM follow
       WHERE kind = $5 AND subject = $6 AND member_id <> ALL($7::text[]) ${AND_RENEW}`,
    [...valuesOf(news, now, from), followed.kind, followed.subject, except],
  );
}

function valuesOf({ kind, subject, facts }: News, now: Date, from: string | null): unknown[] {
  return [kind, subject, JSON.stringify({ at: now.toISOString(), facts: facts ?? {} }), from];
}

// Ids as random as all others; who does it never hears of it herself.
const WRITE = `
  INSERT INTO inbox_item (id, member_id, kind, subject, facts, at)
  SELECT substr(replace(gen_random_uuid()::text, '-', ''), 1, 12), m.member_id, $1, $2,
         $3::jsonb -> 'facts', ($3::jsonb ->> 'at')::timestamptz FROM (`;
const AND_RENEW = `) m
   WHERE m.member_id IS DISTINCT FROM $4::text
     AND NOT EXISTS (SELECT 1 FROM ignore i WHERE i.member_id = m.member_id AND i.ignored_id = $4)
  ON CONFLICT (member_id, kind, subject) DO UPDATE
    SET count = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.count + 1 ELSE 1 END,
        facts = excluded.facts, at = excluded.at, read_at = NULL, pushed_at = NULL, mailed_at = NULL`;
