import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import type { FollowInput, FollowKind } from '#shared/community/inbox.ts';

/** Makes a member follow something; idempotent. */
export async function followSubject(
  tx: Db,
  memberId: string,
  kind: FollowKind,
  subject: string,
  now: Date,
): Promise<void> {
  await tx.sql(
    `INSERT INTO follow (member_id, kind, subject, since) VALUES ($1, $2, $3, $4::timestamptz)
     ON CONFLICT DO NOTHING`,
    [memberId, kind, subject, now.toISOString()],
  );
}

/**
 * SQL: makes a member ($1) follow the thread ($2) that she posts in, from now ($3), unless she
 * opted out.
 */
export const FOLLOW_OWN_THREAD_SQL = `
  INSERT INTO follow (member_id, kind, subject, since)
  SELECT $1, 'thread', $2, $3::timestamptz
   WHERE NOT EXISTS (SELECT 1 FROM member_choices WHERE member_id = $1 AND NOT follows_own)
  ON CONFLICT DO NOTHING`;

/**
 * Ends a member's follow of a subject; of a client, also of all clients merged with it. Idempotent.
 */
export async function unfollowSubject(
  tx: Db,
  memberId: string,
  kind: FollowKind,
  subject: string,
): Promise<void> {
  await tx.sql(
    `DELETE FROM follow WHERE member_id = $1 AND kind = $2 AND (subject = $3 OR $2 = 'client'
        AND subject IN (SELECT id FROM client WHERE root_id = $3))`,
    [memberId, kind, subject],
  );
}

/**
 * Makes the viewer follow a thread, a platform, a client (its root) or a boycott.
 * @throws AppError not-found.
 */
export async function followByKey(
  tx: Db,
  viewer: Viewer,
  { kind, key }: FollowInput,
  now: Date,
): Promise<void> {
  const subject = await subjectOf(tx, kind, key);
  await countDailyUse(tx, viewer.id, 'follow', now);
  await followSubject(tx, viewer.id, kind, subject, now);
}

/**
 * Ends the viewer's follow of a subject, given by its path parameter.
 * @throws AppError not-found.
 */
export async function unfollowByKey(
  tx: Db,
  viewer: Viewer,
  { kind, key }: FollowInput,
): Promise<void> {
  await unfollowSubject(tx, viewer.id, kind, await subjectOf(tx, kind, key));
}

/** SQL by kind: the id of a followed subject, from its path parameter ($1). */
export const SUBJECT_ID_BY_KEY_SQL: Readonly<Record<FollowKind, string>> = {
  thread: 'SELECT id FROM forum_thread WHERE id = $1',
  platform: 'SELECT id FROM platform WHERE slug = $1',
  client: 'SELECT root_id AS id FROM client WHERE slug = $1',
  boycott: 'SELECT id FROM boycott WHERE id = $1',
};

async function subjectOf(tx: Db, kind: FollowKind, key: string): Promise<string> {
  const [row] = await tx.sql(statement({ id: col.text }, SUBJECT_ID_BY_KEY_SQL[kind]), [key]);
  return requireFound(row).id;
}
