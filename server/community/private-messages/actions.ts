import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { incrementDailyUse, countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { loadMember } from '#server/identity/members/find-member.ts';
import {
  saveContactSetting,
  lockContactSettings,
} from '#server/identity/members/contact-settings.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { encryptRowText } from '#server/database/shredding/sealed-text.ts';
import type { FieldCode } from '#shared/core/errors.ts';
import type { MessageInput } from '#shared/community/private-messages.ts';
import { findSenderAndRecipient } from './sender-recipient-queries.ts';
import { MESSAGE_KEY_PURPOSE } from './keys.ts';
import { dailyMessageLimits, expiryCutoff, requireMayWrite } from './rules.ts';

/**
 * Allows or forbids private messages to and from the viewer. Existing messages stay until they
 * expire.
 */
export async function setAllowsMessages(
  tx: Db,
  viewer: Viewer,
  allows: boolean,
  now: Date,
): Promise<void> {
  await countDailyUse(tx, viewer.id, 'choice', now);
  await saveContactSetting(tx, viewer.id, 'allows_messages', allows);
}

/**
 * Sends a private message, encrypted under a key outside the database. The record does not mention
 * it, and the stored idempotency entry does not name the recipient.
 * @throws AppError not-found; not-allowed with the reason; too-many past the daily limit.
 */
export async function sendPrivateMessage(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  input: MessageInput,
  now: Date,
): Promise<{ pseudonym: string }> {
  const { id: recipientId, pseudonym } = await loadMember(tx, input.to);
  await runIdempotently(tx, viewer.id, input, now, async () => {
    await lockContactSettings(tx, [viewer.id, recipientId], 'shared');
    const pair = await findSenderAndRecipient(tx.sql, viewer.id, recipientId, now);
    requireMayWrite(pair);
    const limits = dailyMessageLimits(pair.createdAt, now);
    await addWithin(tx, viewer, 'message', limits.messages, now);
    if (await isNew(tx, viewer.id, recipientId, now)) {
      await addWithin(tx, viewer, 'conversation', limits.conversations, now);
    }
    const id = randomId();
    await tx.privateMessage.create({
      data: {
        id,
        senderId: viewer.id,
        recipientId,
        ...(await encryptRowText(tx, secrets, MESSAGE_KEY_PURPOSE, id, input.text)),
        sentAt: now,
      },
    });
    await notify(tx, [recipientId], { kind: 'message', subject: viewer.id }, now, viewer.id);
    return {};
  });
  return { pseudonym };
}

/** Whether no unexpired message exists between the two, so that sending counts as a new contact. */
async function isNew(tx: Db, one: string, other: string, now: Date): Promise<boolean> {
  const between = await tx.privateMessage.findFirst({
    where: {
      sentAt: { gt: expiryCutoff(now) },
      OR: [
        { senderId: one, recipientId: other },
        { senderId: other, recipientId: one },
      ],
    },
    select: { id: true },
  });
  return between === null;
}

const PAST_LIMIT = {
  message: 'messages-a-day',
  conversation: 'conversations-a-day',
} as const satisfies Record<string, FieldCode>;

async function addWithin(
  tx: Db,
  { id }: Viewer,
  kind: keyof typeof PAST_LIMIT,
  limit: number,
  now: Date,
): Promise<void> {
  if ((await incrementDailyUse(tx, id, kind, now)) <= limit) return;
  const text = { code: PAST_LIMIT[kind], limit: String(limit) };
  throw new AppError('too-many', { fields: { text } });
}

/**
 * Withdraws a message of the viewer, for both sides. A copy flagged to moderators stays until they
 * decide.
 * @throws AppError not-found.
 */
export async function withdrawPrivateMessage(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ pseudonym: string }> {
  const where = { id, senderId: viewer.id, sentAt: { gt: expiryCutoff(now) } };
  const message = requireFound(
    await tx.privateMessage.findFirst({
      where,
      select: { recipientId: true, recipient: { select: { pseudonym: true } } },
    }),
  );
  await tx.privateMessage.deleteMany({ where });
  await quietLine(tx, message.recipientId, viewer.id);
  return message.recipient;
}

/** Deletes the unread inbox item about a sender when none of her messages is left to read. */
async function quietLine(tx: Db, recipientId: string, senderId: string): Promise<void> {
  await tx.sql(
    `DELETE FROM inbox_item i WHERE i.member_id = $1 AND i.kind = 'message' AND i.subject = $2
        AND i.read_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM private_message p
             WHERE p.recipient_id = i.member_id AND p.sender_id = $2 AND p.read_at IS NULL)`,
    [recipientId, senderId],
  );
}
