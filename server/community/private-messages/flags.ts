import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { lockContactSettings } from '#server/identity/members/contact-settings.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { today } from '#shared/core/days.ts';
import {
  MESSAGE_SUSPENSION_DAYS,
  type MessageFlagDecision,
  type MessageFlagInput,
} from '#shared/community/private-messages.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { decryptRowText } from '#server/database/shredding/sealed-text.ts';
import { MESSAGE_KEY_PURPOSE, encryptFlaggedCopy } from './keys.ts';
import { checkMessageFlagDecision, expiryCutoff, suspensionEnd } from './rules.ts';

/**
 * Flags a message that the viewer received: gives moderators a copy of its text, with what is
 * wrong. The sender is not told yet.
 * @throws AppError not-found when the viewer is not its recipient or it is gone; conflict when she
 * flagged it already or it cannot be decrypted.
 */
export async function flagMessage(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  messageId: string,
  input: MessageFlagInput,
  now: Date,
): Promise<{ pseudonym: string }> {
  const { sender, ...message } = requireFound(
    await tx.privateMessage.findFirst({
      where: { id: messageId, recipientId: viewer.id, sentAt: { gt: expiryCutoff(now) } },
      select: {
        id: true,
        senderId: true,
        keySlot: true,
        sealed: true,
        sender: { select: { pseudonym: true } },
      },
    }),
  );
  await runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'flag', now);
    const text = await decryptRowText(secrets, MESSAGE_KEY_PURPOSE, message);
    const id = randomId();
    const { count } = await tx.messageFlag.createMany({
      data: {
        id,
        messageId,
        flaggerId: viewer.id,
        senderId: message.senderId,
        ...(await encryptFlaggedCopy(tx, secrets, id, {
          text: text ?? '',
          sentence: input.sentence,
        })),
        flaggedAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 0 || text === null) throw new AppError('conflict');
    return {};
  });
  return sender;
}

/**
 * Decides on a flag: no action, or a suspension of the sender's private messages by a rule and with
 * a reason. Deletes the copy of the text.
 * @throws AppError not-allowed unless a moderator; not-found, also for the message's author and the
 * flagger; conflict when decided in the meantime.
 */
export async function decideOnMessageFlag(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: MessageFlagDecision,
  now: Date,
): Promise<void> {
  requireModerator(viewer);
  await runIdempotently(tx, viewer.id, input, now, async () => {
    const fields = checkMessageFlagDecision(input);
    if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
    const flag = requireFound(await loadFlag(tx, id));
    if ([flag.senderId, flag.flaggerId].includes(viewer.id)) throw new AppError('not-found');
    if (flag.ended) throw new AppError('conflict');
    const { decision } = input;
    await tx.messageFlag.update({
      where: { id },
      data: {
        sealed: '',
        keySlot: null,
        senderId: null,
        endedOn: dayToDate(today(now)),
        outcome: decision,
      },
    });
    const { rule = null, reason = null } = decision === 'none' ? {} : input;
    if (rule !== null && reason !== null && flag.senderId !== null) {
      await suspend(tx, flag.senderId, { rule, reason }, now);
    }
    await tellFlagger(tx, flag, now);
    await appendEntry(tx, now, {
      kind: decision === 'none' ? 'message-flag-dismissed' : 'messages-suspended',
      subject: `message-flag/${id}`,
      content: { rule, reason, alone: true },
    });
    return {};
  });
}

/** Loads and locks an undecided flag: of two concurrent decisions the second fails. */
async function loadFlag(
  tx: Db,
  id: string,
): Promise<{ senderId: string | null; flaggerId: string | null; ended: boolean } | undefined> {
  const [flag] = await tx.sql(
    statement(
      { senderId: col.text.orNull, flaggerId: col.text.orNull, ended: col.bool },
      `SELECT sender_id AS "senderId", flagger_id AS "flaggerId", ended_on IS NOT NULL AS ended
       FROM message_flag WHERE id = $1 FOR UPDATE`,
    ),
    [id],
  );
  return flag;
}

async function suspend(
  tx: Db,
  memberId: string,
  why: { rule: string; reason: string },
  now: Date,
): Promise<void> {
  // After this lock, a message that the sender is sending now is either stored or will be refused.
  await lockContactSettings(tx, [memberId], 'alone');
  const earlier = await tx.messageSuspension.findUnique({ where: { memberId } });
  const endsOn = dayToDate(
    suspensionEnd(
      now,
      MESSAGE_SUSPENSION_DAYS,
      earlier === null ? null : dateToDay(earlier.endsOn),
    ),
  );
  await tx.messageSuspension.upsert({
    where: { memberId },
    create: { memberId, endsOn, ...why },
    update: { endsOn, ...why },
  });
  await notify(tx, [memberId], { kind: 'messages-suspended', subject: memberId }, now);
}

async function tellFlagger(
  tx: Db,
  { flaggerId, senderId }: { flaggerId: string | null; senderId: string | null },
  now: Date,
): Promise<void> {
  if (flaggerId === null || senderId === null) return;
  await notify(tx, [flaggerId], { kind: 'message-flag', subject: senderId }, now);
}
