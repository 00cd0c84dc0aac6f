import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { recordAnswer } from '#server/collective/boycott-procedure/record-event.ts';
import { openOfferBallot, checkOfferToEnd } from '#server/collective/boycotts/offers-to-end.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notifyFollowers } from '#server/identity/notifications/notify.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { encryptText } from '#server/core/encryption.ts';
import { addDays, today } from '#shared/core/days.ts';
import { NOTICE_RETENTION_DAYS } from '#shared/governance/legal.ts';
import type { ReplyDecision, ReplyInput } from '#shared/governance/right-of-reply.ts';
import { requireNoConflictInReply } from './impartiality.ts';
import { findPlatformOrClient } from '#server/directory/clients/platform-or-client.ts';
import { findNamedPlatformsAndClients } from '#server/governance/cases/named-platforms-and-clients.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { checkReplyReceipt } from './reply-receipt.ts';
import { isEarlierReplyHidden, replaceEarlierReply } from './replace-earlier-reply.ts';
import { findReplyErrors, checkReplyDecision, parseReplyFacts } from './rules.ts';

/** Keys of replies: one encrypts the senders' contact, one hashes receipts. */
export type ReplyKeys = { readonly senders: Buffer; readonly receipts: Buffer };

/**
 * Accepts a reply by the named platform or client, from anybody. It waits for a moderator; with a
 * receipt of a proven domain it is published at once and replaces that domain's earlier reply
 * there, unless that one is hidden.
 * @throws AppError bad-input with what is missing, for an impossible offer, or when it would
 * replace a reply under vote; not-found; too-many past ten a day for one domain.
 */
export async function sendReply(
  tx: Db,
  keys: ReplyKeys,
  input: ReplyInput,
  now: Date,
): Promise<{ id: string; published: boolean }> {
  const fields = findReplyErrors(input);
  if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
  const { signedAs, text, email = null, subject = null } = input;
  const candidates =
    subject === null
      ? [await findPlatformOrClient(tx, input)]
      : await findNamedPlatformsAndClients(tx, subject);
  const verified = await checkReplyReceipt(tx, keys.receipts, input, candidates, now);
  const [named] = verified === null ? candidates : [verified.named];
  const { domain = null } = verified ?? {};
  const who = requireFound(named);
  if (input.offerFor !== undefined) await checkOfferToEnd(tx, input.offerFor, who);
  const facts = domain === null ? null : parseReplyFacts(input);
  const id = randomId();
  const day = dayToDate(today(now));
  await tx.reply.create({
    data: {
      id,
      ...who,
      signedAs,
      text,
      subject,
      domain,
      offerFor: input.offerFor ?? null,
      ...(facts === null ? {} : { facts }),
      sender: encryptText(keys.senders, id, JSON.stringify({ email })),
      receivedOn: day,
      state: 'waiting',
    },
  });
  await appendEntry(tx, now, {
    kind: 'reply-received',
    subject: `reply/${id}`,
    content: { ...who, subject, signedAs, text, domain, facts },
  });
  if (domain === null || (await isEarlierReplyHidden(tx, id))) return { id, published: false };
  await tx.reply.update({ where: { id }, data: { state: 'published', decidedOn: day } });
  await publish(tx, id, now);
  return { id, published: true };
}

/**
 * Publishes a waiting reply, or refuses it by a rule and with a reason; once.
 * @throws AppError not-allowed unless the viewer is a moderator who is not involved in what it
 * answers; not-found; conflict when decided.
 */
export async function decideOnReply(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: ReplyDecision,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const fields = checkReplyDecision(input);
    if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
    await requireNoConflictInReply(tx, viewer.id, id);
    const publishes = input.decision === 'publish';
    const { rule = null, reason = null } = publishes ? {} : input;
    const { count } = await tx.reply.updateMany({
      where: { id, state: 'waiting' },
      data: {
        state: publishes ? 'published' : 'refused',
        decidedOn: dayToDate(today(now)),
        rule,
        reason,
      },
    });
    if (count === 0) {
      requireFound(await tx.reply.findUnique({ where: { id }, select: { id: true } }));
      throw new AppError('conflict');
    }
    if (publishes) {
      await publish(tx, id, now);
    } else {
      const content = { rule, reason, alone: true };
      await appendEntry(tx, now, { kind: 'reply-refused', subject: `reply/${id}`, content });
    }
    return { id };
  });
}

/**
 * Does what publishing a reply entails: replaces an earlier one, notifies followers, and opens the
 * ballot on its offer, which stands in the timelines of boycotts.
 */
async function publish(tx: Db, id: string, now: Date): Promise<void> {
  await replaceEarlierReply(tx, id, now);
  await appendEntry(tx, now, { kind: 'reply-published', subject: `reply/${id}` });
  await openOfferBallot(tx, id, now);
  await recordAnswer(tx, id, now);
  await tellFollowers(tx, id, now);
}

/** Notifies followers of the replying platform or client, on the day of publication. */
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
 * Erases after a year what need not be kept: senders' contacts, and refused and replaced replies.
 * Published replies and the record stay.
 */
export async function eraseOldReplies(tx: Db, now: Date): Promise<number> {
  const before = { lt: dayToDate(addDays(today(now), -NOTICE_RETENTION_DAYS)) };
  const refused = await tx.reply.findMany({
    where: { state: { in: ['refused', 'replaced'] }, decidedOn: before },
    select: { id: true, ballot: { select: { id: true } } },
  });
  for (const { id, ballot } of refused) {
    await tx.reply.delete({ where: { id } });
    await eraseSalts(tx, `reply/${id}`);
    // The ballot on the reply's offer stays, and no longer names the reply.
    if (ballot !== null)
      await appendEntry(tx, now, { kind: 'content-stated', subject: `ballot/${ballot.id}` });
  }
  const { count } = await tx.reply.updateMany({
    where: {
      OR: [
        { state: 'published', decidedOn: before },
        { state: 'waiting', receivedOn: before },
      ],
      sender: { not: '' },
    },
    data: { sender: '' },
  });
  return refused.length + count;
}
