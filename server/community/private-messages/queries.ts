import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { daysBetween, today } from '#shared/core/days.ts';
import {
  CONVERSATIONS_A_PAGE,
  FLAGS_A_PAGE,
  type ConversationsResponse,
  type FlaggedMessagesResponse,
} from '#shared/community/private-messages.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { decryptFlaggedCopy } from './keys.ts';
import { findMessageSuspension } from './sender-recipient-queries.ts';
import { expiryCutoff } from './rules.ts';

/** Lists the members with whom the viewer has messages, latest message first. */
export async function listConversations(
  sql: Sql,
  viewer: Viewer,
  before: string | undefined,
  now: Date,
): Promise<ConversationsResponse> {
  const [lastAt = null, id = null] = before?.split('_') ?? [];
  const rows = await sql(CONVERSATIONS, [viewer.id, expiryCutoff(now).toISOString(), lastAt, id]);
  const shown = rows.slice(0, CONVERSATIONS_A_PAGE);
  const last = shown.at(-1);
  const [choices] = await sql(
    statement(
      { allows: col.bool },
      'SELECT allows_messages AS allows FROM member_choices WHERE member_id = $1',
    ),
    [viewer.id],
  );
  return {
    allowsMessages: choices?.allows ?? false,
    suspension: await findMessageSuspension(sql, viewer.id, now),
    conversations: shown.map(({ id: _, ...conversation }) => conversation),
    next: last === undefined || rows.length === shown.length ? null : `${last.lastAt}_${last.id}`,
  };
}

/**
 * Lists a page of undecided message flags, oldest first: text and reason, without names. Messages
 * that the viewer wrote or flagged are left out.
 * @throws AppError not-allowed unless a moderator.
 */
export async function listFlaggedMessages(
  sql: Sql,
  secrets: Secrets,
  viewer: Viewer,
  page: number,
  now: Date,
): Promise<FlaggedMessagesResponse> {
  requireModerator(viewer);
  const rows = await sql(
    statement(
      { id: col.text, sealed: col.text, keySlot: col.int.orNull, flaggedOn: col.text },
      `SELECT id, sealed, key_slot AS "keySlot", (flagged_at AT TIME ZONE 'UTC')::date::text AS "flaggedOn" ${WAITING_MESSAGE_FLAGS_SQL}
      ORDER BY flagged_at, id LIMIT $2::int OFFSET $3::int`,
    ),
    [viewer.id, FLAGS_A_PAGE, (page - 1) * FLAGS_A_PAGE],
  );
  const [{ waiting } = { waiting: 0 }] = await sql(
    statement({ waiting: col.int }, `SELECT count(*)::int AS waiting ${WAITING_MESSAGE_FLAGS_SQL}`),
    [viewer.id],
  );
  return {
    flags: await Promise.all(
      rows.map(async ({ flaggedOn, ...row }) => {
        const opened = await decryptFlaggedCopy(secrets, row);
        return {
          id: row.id,
          text: opened?.text ?? null,
          sentence: opened?.sentence ?? null,
          flaggedOn,
          days: daysBetween(flaggedOn, today(now)),
        };
      }),
    ),
    waiting,
    page,
    pages: Math.max(1, Math.ceil(waiting / FLAGS_A_PAGE)),
  };
}

/** SQL: the undecided message flags for moderator $1, as FROM clause. */
export const WAITING_MESSAGE_FLAGS_SQL = `
  FROM message_flag WHERE ended_on IS NULL
   AND sender_id IS DISTINCT FROM $1::text AND flagger_id IS DISTINCT FROM $1::text`;

const CONVERSATIONS = statement(
  {
    with: col.text,
    lastAt: col.text,
    lastIsMine: col.bool,
    unread: col.int,
    ignored: col.bool,
    id: col.text,
  },
  `
  WITH message AS (
    SELECT id, sent_at, recipient_id AS other, true AS mine, false AS unread
      FROM private_message WHERE sender_id = $1 AND sent_at > $2::timestamptz
    UNION ALL
    SELECT id, sent_at, sender_id, false, read_at IS NULL
      FROM private_message WHERE recipient_id = $1 AND sent_at > $2::timestamptz),
  last AS (
    SELECT DISTINCT ON (other) other, id, sent_at, mine,
           count(*) FILTER (WHERE unread) OVER (PARTITION BY other)::int AS unread
      FROM message ORDER BY other, sent_at DESC, id DESC)
  SELECT m.pseudonym AS "with", l.id, l.mine AS "lastIsMine", l.unread,
         ${utcTimestampSql('l.sent_at')} AS "lastAt",
         EXISTS (SELECT 1 FROM ignore WHERE member_id = $1 AND ignored_id = l.other) AS ignored
    FROM last l JOIN member m ON m.id = l.other
   WHERE $3::timestamptz IS NULL OR (l.sent_at, l.id) < ($3, $4::text)
   ORDER BY l.sent_at DESC, l.id DESC LIMIT ${CONVERSATIONS_A_PAGE + 1}`,
);
