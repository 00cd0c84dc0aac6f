import { dayToDate, type Db } from '#server/database/db.ts';
import { eraseSalts } from '#server/transparency-log/append-entries.ts';
import { addDays, today } from '#shared/core/days.ts';
import type { InboxKind } from '#shared/community/inbox.ts';
import { MESSAGE_FLAG_DAYS, MESSAGE_RETENTION_DAYS } from '#shared/community/private-messages.ts';
import { expiryCutoff } from './rules.ts';

/** Kinds of inbox items that reveal who wrote to whom. */
const NAMING = ['message', 'message-flag'] as const satisfies readonly InboxKind[];

/**
 * Deletes what expired: messages on both sides, inbox items about them, undecided and old flags,
 * and ended suspensions.
 * @returns how many messages were deleted.
 */
export async function deleteExpiredMessages(tx: Db, now: Date): Promise<number> {
  const gone = { lte: expiryCutoff(now) };
  const { count } = await tx.privateMessage.deleteMany({ where: { sentAt: gone } });
  await tx.inboxItem.deleteMany({ where: { kind: { in: [...NAMING] }, at: gone } });
  const day = today(now);
  await tx.messageFlag.deleteMany({
    where: { endedOn: null, flaggedAt: { lte: dayToDate(addDays(day, -MESSAGE_FLAG_DAYS)) } },
  });
  const decided = { endedOn: { lte: dayToDate(addDays(day, -MESSAGE_RETENTION_DAYS)) } };
  for (const { id } of await tx.messageFlag.findMany({ where: decided, select: { id: true } })) {
    await tx.messageFlag.delete({ where: { id } });
    await eraseSalts(tx, `message-flag/${id}`);
  }
  await tx.messageSuspension.deleteMany({ where: { endsOn: { lte: dayToDate(day) } } });
  return count;
}

/**
 * Deletes others' inbox items that name a member who deletes her account; her messages go with the
 * account.
 */
export async function deleteInboxItemsAboutSender(tx: Db, memberId: string): Promise<void> {
  await tx.inboxItem.deleteMany({ where: { kind: { in: [...NAMING] }, subject: memberId } });
}
