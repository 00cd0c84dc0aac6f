import { actOnce } from '#server/accounts/idempotency.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { loadClient } from '#server/clients/find.ts';
import { dateOf, type Db } from '#server/db.ts';
import { AppError, found } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { notifyFollowers } from '#server/inbox/notify.ts';
import { eraseSalts, record } from '#server/record/record.ts';
import { seal } from '#server/seal.ts';
import { addDays, today } from '#shared/days.ts';
import { NOTICE_DAYS } from '#shared/legal.ts';
import type { ReplyDecision, ReplyInput } from '#shared/replies.ts';
import { checkReply, checkReplyDecision, requireModerator } from './rules.ts';

/**
 * Takes the reply of who is named, from anybody; it waits for a moderator. `key` seals how to reach
 * the sender.
 * @throws AppError bad-input with what is missing; not-found where nobody is called so.
 */
export async function sendReply(
  tx: Db,
  key: Buffer,
  input: ReplyInput,
  now: Date,
): Promise<{ id: string }> {
  const fields = checkReply(input);
  if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
  const { signedAs, text, email = null } = input;
  const named = await findNamed(tx, input);
  const id = newId();
  await tx.reply.create({
    data: {
      id,
      ...named,
      signedAs,
      text,
      sender: seal(key, id, JSON.stringify({ email })),
      receivedOn: dateOf(today(now)),
      state: 'waiting',
    },
  });
  await record(tx, now, {
    kind: 'reply-received',
    subject: `reply/${id}`,
    content: { ...named, signedAs, text },
  });
  return { id };
}

async function findNamed(
  tx: Db,
  { platform, client }: ReplyInput,
): Promise<{ platformId: string } | { clientId: string }> {
  if (client !== undefined) return { clientId: (await loadClient(tx, client)).id };
  const row = await tx.platform.findUnique({
    where: { slug: platform ?? '' },
    select: { id: true },
  });
  return { platformId: found(row).id };
}

/**
 * Publishes a reply that waits, or refuses it by a rule and for a reason; once.
 * @throws AppError not-allowed to who is no moderator; not-found; conflict where it is decided.
 */
export async function decideOnReply(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: ReplyDecision,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  return actOnce(tx, viewer.id, input, now, async () => {
    const fields = checkReplyDecision(input);
    if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
    const publishes = input.decision === 'publish';
    const { rule = null, reason = null } = publishes ? {} : input;
    const { count } = await tx.reply.updateMany({
      where: { id, state: 'waiting' },
      data: {
        state: publishes ? 'published' : 'refused',
        decidedOn: dateOf(today(now)),
        rule,
        reason,
      },
    });
    if (count === 0) {
      found(await tx.reply.findUnique({ where: { id }, select: { id: true } }));
      throw new AppError('conflict');
    }
    await record(tx, now, {
      kind: publishes ? 'reply-published' : 'reply-refused',
      subject: `reply/${id}`,
      content: { rule, reason, alone: true, member: viewer.id },
    });
    if (publishes) await tellFollowers(tx, id, now);
    return { id };
  });
}

/** Who follows the platform or client that replied hears of it on the day it is published. */
async function tellFollowers(tx: Db, id: string, now: Date): Promise<void> {
  const { platformId, clientId } = await tx.reply.findUniqueOrThrow({
    where: { id },
    select: { platformId: true, clientId: true },
  });
  const kind = platformId === null ? 'client' : 'platform';
  const subject = platformId ?? clientId;
  if (subject === null) return;
  const news = { kind: `${kind}-reply`, subject } as const;
  await notifyFollowers(tx, { kind, subject }, news, now);
}

/**
 * Forgets after a year what need not be kept: how to reach senders, and refused replies. What was
 * published stays, and so does the record.
 */
export async function forgetOldReplies(tx: Db, now: Date): Promise<number> {
  const before = { lt: dateOf(addDays(today(now), -NOTICE_DAYS)) };
  const refused = await tx.reply.findMany({
    where: { state: 'refused', decidedOn: before },
    select: { id: true },
  });
  for (const { id } of refused) {
    await tx.reply.delete({ where: { id } });
    await eraseSalts(tx, `reply/${id}`);
  }
  const { count } = await tx.reply.updateMany({
    where: { state: 'published', decidedOn: before, sender: { not: '' } },
    data: { sender: '' },
  });
  return refused.length + count;
}
