import type { Db } from '#server/database/db.ts';
import type { FollowKind, InboxKind } from '#shared/community/inbox.ts';
import { putLines } from './put.ts';

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
  await tx.sql(writeTo('SELECT DISTINCT unnest($5::text[]) AS member_id'), [
    ...valuesOf(news, now, from),
    memberIds,
  ]);
}

/** The same for all who follow something, but for the members named in `except`. */
export async function notifyFollowers(
  tx: Db,
  followed: Followable,
  news: News,
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

/** What is followed, by its kind. */
export type Followable = { readonly kind: FollowKind; readonly subject: string };

/** The same for all who follow any of several things; who follows more than one hears of it once. */
export async function notifyFollowersOf(
  tx: Db,
  followed: readonly Followable[],
  news: News,
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

/** SQL: what follow `f` is of, subject $6. Of a client all that it was joined with. */
const FOLLOWED: Readonly<Record<FollowKind, string>> = {
  thread: 'f.subject = $6',
  platform: 'f.subject = $6',
  boycott: 'f.subject = $6',
  client: isJoinedWith('$6'),
};

/** SQL: whether follow `f` is of a client, or of one that it was joined with. */
function isJoinedWith(client: string): string {
  return `f.subject IN (SELECT c.id FROM client c
    WHERE c.root_id = (SELECT root_id FROM client WHERE id = ${client}))`;
}

function valuesOf({ kind, subject, facts }: News, now: Date, from: string | null): unknown[] {
  return [kind, subject, JSON.stringify({ at: now.toISOString(), facts: facts ?? {} }), from];
}

/** One statement, however many hear of it; who does it never hears of it herself. */
function writeTo(members: string): string {
  return putLines(`
    SELECT m.member_id, $1::text AS kind, $2::text AS subject, $3::jsonb -> 'facts' AS facts,
           ($3::jsonb ->> 'at')::timestamptz AS at
      FROM (${members}) m
     WHERE m.member_id IS DISTINCT FROM $4::text AND NOT EXISTS (
       SELECT 1 FROM ignore i WHERE i.member_id = m.member_id AND i.ignored_id = $4::text)`);
}
