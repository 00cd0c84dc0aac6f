import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { today } from '#shared/core/days.ts';
import {
  DAILY_MESSAGE_LIMITS,
  MESSAGES_A_PAGE,
  type ConversationResponse,
} from '#shared/community/private-messages.ts';
import { foldName } from '#shared/core/text.ts';
import { findSenderAndRecipient, findMessageSuspension } from './sender-recipient-queries.ts';
import { decryptRowTexts } from '#server/database/shredding/sealed-text.ts';
import { MESSAGE_KEY_PURPOSE } from './keys.ts';
import { daysUntilExpiry, dailyMessageLimits, expiryCutoff, mayWriteTo } from './rules.ts';

/**
 * Loads the messages between the viewer and another member, newest first, and whether the viewer
 * may write. Opening the conversation marks them as read, without a script; the other member is
 * never told.
 * @throws AppError not-found for an unknown pseudonym and for the viewer herself.
 */
export async function openConversation(
  sql: Sql,
  secrets: Secrets,
  viewer: Viewer,
  { pseudonym, before }: { pseudonym: string; before?: string | undefined },
  now: Date,
): Promise<ConversationResponse> {
  const [member] = await sql(
    statement(
      { id: col.text, pseudonym: col.text },
      'SELECT id, pseudonym FROM member WHERE pseudonym_key = $1',
    ),
    [foldName(pseudonym)],
  );
  const other = requireFound(member);
  if (other.id === viewer.id) throw new AppError('not-found');
  const [sentAt = null, id = null] = before?.split('_') ?? [];
  const rows = await sql(BETWEEN, [
    viewer.id,
    other.id,
    expiryCutoff(now).toISOString(),
    sentAt,
    id,
  ]);
  const shown = rows.slice(0, MESSAGES_A_PAGE);
  const last = shown.at(-1);
  const pair = await findSenderAndRecipient(sql, viewer.id, other.id, now);
  const used = await findUses(sql, viewer.id, now);
  const limits = dailyMessageLimits(pair.createdAt, now);
  await markRead(
    sql,
    viewer.id,
    other.id,
    shown.filter(({ unread }) => unread).map(({ id }) => id),
    now,
  );
  const texts = await decryptRowTexts(secrets, MESSAGE_KEY_PURPOSE, shown);
  return {
    with: other.pseudonym,
    messages: shown.map(({ sealed: _, keySlot: __, unread: ___, ...message }, at) => {
      const text = texts[at] ?? null;
      return {
        ...message,
        text,
        daysLeft: daysUntilExpiry(new Date(message.sentAt), now),
        can: {
          flag: !message.mine && message.flag === null && text !== null,
          withdraw: message.mine,
        },
      };
    }),
    next: last === undefined || rows.length === shown.length ? null : `${last.sentAt}_${last.id}`,
    writing: mayWriteTo(pair),
    suspension: await findMessageSuspension(sql, viewer.id, now),
    begins: rows.length === 0 && before === undefined,
    isNew: limits !== DAILY_MESSAGE_LIMITS,
    left: {
      messages: Math.max(0, limits.messages - used.messages),
      conversations: Math.max(0, limits.conversations - used.conversations),
    },
  };
}

async function findUses(
  sql: Sql,
  memberId: string,
  now: Date,
): Promise<{ messages: number; conversations: number }> {
  const uses = await sql(
    statement(
      { kind: col.text, count: col.int },
      `SELECT kind, count FROM member_use
      WHERE member_id = $1 AND day = $2::date AND kind IN ('message', 'conversation')`,
    ),
    [memberId, today(now)],
  );
  const of = (kind: string): number => uses.find((use) => use.kind === kind)?.count ?? 0;
  return { messages: of('message'), conversations: of('conversation') };
}

/** Marks the inbox item about the sender as read when no message is left to read. */
async function markRead(
  sql: Sql,
  memberId: string,
  senderId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await sql(
    `UPDATE private_message SET read_at = $3
      WHERE recipient_id = $1 AND id = ANY($2::text[]) AND read_at IS NULL`,
    [memberId, ids, now.toISOString()],
  );
  await sql(
    `UPDATE inbox_item SET read_at = $3
      WHERE member_id = $1 AND kind = 'message' AND subject = $2 AND read_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM private_message
             WHERE recipient_id = $1 AND sender_id = $2 AND read_at IS NULL)`,
    [memberId, senderId, now.toISOString()],
  );
}

const BETWEEN = statement(
  {
    id: col.text,
    flag: col.oneOf(['none', 'suspend', 'waits']).orNull,
    sentAt: col.text,
    mine: col.bool,
    sealed: col.text,
    keySlot: col.int.orNull,
    unread: col.bool,
  },
  `
  SELECT p.id, p.sender_id = $1 AS mine, p.sealed, p.key_slot AS "keySlot",
         ${utcTimestampSql('p.sent_at')} AS "sentAt",
         p.recipient_id = $1 AND p.read_at IS NULL AS unread,
         CASE WHEN f.id IS NULL THEN NULL ELSE COALESCE(f.outcome, 'waits') END AS flag
    FROM private_message p LEFT JOIN message_flag f ON f.message_id = p.id AND f.flagger_id = $1
   WHERE ((p.sender_id = $1 AND p.recipient_id = $2) OR (p.sender_id = $2 AND p.recipient_id = $1))
     AND p.sent_at > $3::timestamptz
     AND ($4::timestamptz IS NULL OR (p.sent_at, p.id) < ($4, $5::text))
   ORDER BY p.sent_at DESC, p.id DESC LIMIT ${MESSAGES_A_PAGE + 1}`,
);
