import type { Db } from '#server/database/db.ts';
import type { FollowKind, InboxKind } from '#shared/community/inbox.ts';
import { upsertInboxItemsSql } from './upsert-inbox-items.ts';

export type InboxNews = {
  readonly kind: InboxKind;
  /** Id of what the notification is about. */
  readonly subject: string;
  /** Data of the item besides its count; the latest replaces earlier data. */
  readonly facts?: Readonly<Record<string, unknown>>;
};

/**
 * Adds an inbox item for members or renews an existing one: an unread item counts one more, a read
 * one starts again. Members who ignore `from` are skipped.
 */
export async function notify(
  tx: Db,
  memberIds: readonly string[],
  news: InboxNews,
  now: Date,
  from: string | null = null,
): Promise<void> {
  if (memberIds.length === 0) return;
  await tx.sql(writeTo('SELECT DISTINCT unnest($5::text[]) AS member_id'), [
    ...valuesOf(news, now, from),
    memberIds,
  ]);
}

/** As `notify`, for all followers of a subject except the members in `except`. */
export async function notifyFollowers(
  tx: Db,
  followed: Followable,
  news: InboxNews,
  now: Date,
  { from = null, except = [] }: { from?: string | null; except?: readonly string[] } = {},
): Promise<void> {
  await tx.sql(
    writeTo(
      `SELECT DISTINCT f.member_id FROM follow f WHERE f.kind = $5
          AND ${FOLLOWED[followed.kind]} AND f.member_id <> ALL($7::text[])`,
    ),
    [...valuesOf(news, now, from), followed.kind, followed.subject, except],
  );
}

export type Followable = { readonly kind: FollowKind; readonly subject: string };

/** As `notifyFollowers` for several subjects; a member who follows more than one gets one item. */
export async function notifyFollowersOf(
  tx: Db,
  followed: readonly Followable[],
  news: InboxNews,
  now: Date,
): Promise<void> {
  await tx.sql(
    writeTo(
      `SELECT DISTINCT f.member_id FROM follow f
         JOIN unnest($5::text[], $6::text[]) AS o(kind, subject) ON o.kind = f.kind AND (
           o.subject = f.subject OR f.kind = 'client' AND ${isJoinedWith('o.subject')})`,
    ),
    [
      ...valuesOf(news, now, null),
      followed.map(({ kind }) => kind),
      followed.map(({ subject }) => subject),
    ],
  );
}

/** SQL by kind: whether follow `f` is of subject $6; for a client, of any client merged with it. */
const FOLLOWED: Readonly<Record<FollowKind, string>> = {
  thread: 'f.subject = $6',
  platform: 'f.subject = $6',
  boycott: 'f.subject = $6',
  client: isJoinedWith('$6'),
};

/** SQL: whether follow `f` is of a client or of one merged with it. */
function isJoinedWith(client: string): string {
  return `f.subject IN (SELECT c.id FROM client c
    WHERE c.root_id = (SELECT root_id FROM client WHERE id = ${client}))`;
}

function valuesOf({ kind, subject, facts }: InboxNews, now: Date, from: string | null): unknown[] {
  return [kind, subject, JSON.stringify({ at: now.toISOString(), facts: facts ?? {} }), from];
}

/** SQL that adds or renews an item for any number of recipients; the actor is never notified. */
function writeTo(members: string): string {
  return upsertInboxItemsSql(`
    SELECT m.member_id, $1::text AS kind, $2::text AS subject, $3::jsonb -> 'facts' AS facts,
           ($3::jsonb ->> 'at')::timestamptz AS at, 1 AS count
      FROM (${members}) m
     WHERE m.member_id IS DISTINCT FROM $4::text AND NOT EXISTS (
       SELECT 1 FROM ignore i WHERE i.member_id = m.member_id AND i.ignored_id = $4::text)`);
}
