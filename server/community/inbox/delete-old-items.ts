import type { Db } from '#server/database/db.ts';
import {
  INBOX_KIND_SUBJECTS,
  INBOX_KINDS,
  READ_ITEM_RETENTION_DAYS,
  UNREAD_ITEM_RETENTION_DAYS,
  type FollowKind,
  type InboxSubjectKind,
} from '#shared/community/inbox.ts';

const DAY_MS = 86_400_000;

/**
 * Deletes inbox items read a month ago or unread for a year, and items and follows of deleted
 * subjects.
 * @returns how many items were deleted.
 */
export async function deleteOldInboxItems(tx: Db, now: Date): Promise<number> {
  const { sql } = tx;
  const daysAgo = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
  const old = await sql(
    `DELETE FROM inbox_item WHERE read_at < $1::timestamptz OR at < $2::timestamptz`,
    [daysAgo(READ_ITEM_RETENTION_DAYS), daysAgo(UNREAD_ITEM_RETENTION_DAYS)],
  );
  let gone = 0;
  for (const [about, table] of Object.entries(TABLE_OF)) {
    const kinds = INBOX_KINDS.filter((kind) => INBOX_KIND_SUBJECTS[kind] === about);
    gone += await sql(whereGone('inbox_item', table), [kinds]);
  }
  for (const [kind, table] of Object.entries(TABLE_OF_FOLLOW)) {
    await sql(whereGone('follow', table), [[kind]]);
  }
  return old + gone;
}

const TABLE_OF: Readonly<Record<InboxSubjectKind, string>> = {
  post: 'forum_post',
  thread: 'forum_thread',
  platform: 'platform',
  client: 'client',
  boycott: 'boycott',
  'own-self': 'member',
  'own-private': 'private_evidence',
  'own-payout': 'payout',
  'own-claim': 'payout',
  member: 'member',
  'own-decision': 'decision',
  'own-jury': 'jury',
  'own-case': 'moderation_case',
  case: 'moderation_case',
  act: 'proposed_act',
};
const TABLE_OF_FOLLOW: Readonly<Record<FollowKind, string>> = {
  thread: 'forum_thread',
  platform: 'platform',
  client: 'client',
  boycott: 'boycott',
};

function whereGone(rows: 'inbox_item' | 'follow', table: string): string {
  return `
    DELETE FROM ${rows} r WHERE r.kind = ANY($1::text[])
       AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.id = r.subject)`;
}
