import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod/mini';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { ITEM_SUBJECT_JOIN } from '#server/community/inbox/item-subject-sql.ts';
import { INBOX_ITEM_JSON_SQL } from '#server/community/inbox/inbox-item-json.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { addDays, today } from '#shared/core/days.ts';
import { INBOX_KINDS, inboxItem, type InboxItem } from '#shared/community/inbox.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { DIGEST_INTERVAL_DAYS, MAX_DIGEST_ITEMS } from '#shared/community/mail.ts';
import { unsubscribeCodeOf } from './unsubscribe-code.ts';
import { decryptAddress } from './actions.ts';
import { deriveMailKeys } from './keys.ts';
import { MailNotSentError, type Mailer } from './mailer.ts';
import { writeDigest } from './mail-texts.ts';

/** Maximum number of digests tried per run; the others come in the next run, an hour later. */
export const MAX_DIGESTS_PER_RUN = 1_000;

export type DigestDeps = {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly mailer: Mailer;
  /** Origin of this site, for links. */
  readonly origin: string;
  readonly log?: Pick<FastifyBaseLogger, 'warn'>;
  readonly signal?: AbortSignal;
};

type Due = RowOf<typeof DUE>;
type Outcome = 'sent' | 'not-sent' | 'no-server';

/**
 * Sends the digests that are due, each with the unread items that are new since the last one;
 * without such items, no mail. Items are marked before sending, so that a crash can lose a digest
 * but never repeat it. A refused mail is retried in the next run.
 * @returns how many were sent.
 */
export async function sendDigests(parts: DigestDeps, now: Date): Promise<number> {
  const { database, signal } = parts;
  const day = today(now);
  const due = await database.sql(DUE, [
    addDays(day, -DIGEST_INTERVAL_DAYS.daily),
    addDays(day, -DIGEST_INTERVAL_DAYS.weekly),
    MAX_DIGESTS_PER_RUN,
  ]);
  const keys = deriveMailKeys(parts.secrets);
  const opened = due.map((one) => ({ ...one, to: decryptAddress(keys, one.memberId, one) }));
  await passOver(parts, opened, now);
  let sent = 0;
  for (const { to, ...one } of opened) {
    if (to === null) continue;
    if (signal?.aborted === true) break;
    const outcome = await sendOne(parts, one, to, now);
    if (outcome === 'sent') sent += 1;
    // The server does not answer: the remaining mails would run into the same time-out.
    if (outcome === 'no-server') break;
  }
  return sent;
}

/**
 * Marks addresses that cannot be decrypted as tried, so that others come first in the next run. The
 * addresses are kept: the operator may have started with a wrong secret.
 */
async function passOver(
  { database, log }: DigestDeps,
  opened: readonly { readonly memberId: string; readonly to: string | null }[],
  now: Date,
): Promise<void> {
  const unreadable = opened.flatMap(({ memberId, to }) => (to === null ? [memberId] : []));
  if (unreadable.length === 0) return;
  log?.warn({ addresses: unreadable.length }, 'mail addresses encrypted with another secret');
  await database.prisma.mailAddress.updateMany({
    where: { memberId: { in: unreadable } },
    data: { triedAt: now },
  });
}

async function sendOne(parts: DigestDeps, due: Due, to: string, now: Date): Promise<Outcome> {
  const { database, secrets, mailer, origin, log } = parts;
  const { memberId, sealed, language } = due;
  const items = await database.prisma.$transaction((tx) => claim(tx, due, now));
  if (items.length === 0) return 'not-sent';
  const keys = deriveMailKeys(secrets);
  const code = unsubscribeCodeOf(keys.codes, memberId, sealed);
  try {
    await mailer.send({ to, ...writeDigest(items, { language, origin, code }) });
    return 'sent';
  } catch (error) {
    if (!(error instanceof MailNotSentError)) throw error;
    log?.warn({ err: error }, 'a digest was not sent');
    await database.prisma.$transaction((tx) => release(tx, due, items));
    return error.refused ? 'not-sent' : 'no-server';
  }
}

/**
 * Marks a digest and its items as sent, before sending; of two processes one succeeds.
 * @returns the items to send; none when another process has it.
 */
async function claim(tx: Db, due: Due, now: Date): Promise<InboxItem[]> {
  const { memberId, sealed } = due;
  // Account deletion locks the member first; waiting for her later could deadlock.
  if ((await tx.sql(LOCK_MEMBER, [memberId])) === 0) return [];
  const { count } = await tx.mailAddress.updateMany({
    where: { memberId, sealed, lastSentOn: dayOrNull(due.lastSentOn) },
    data: { triedAt: now },
  });
  if (count === 0) return [];
  const items = await readNew(tx, memberId);
  if (items.length === 0) return [];
  await tx.mailAddress.update({ where: { memberId }, data: { lastSentOn: dayToDate(today(now)) } });
  await tx.sql(MARK, [idsOf(items), now.toISOString()]);
  return items;
}

/** Undoes `claim` for a digest that was not sent, except that the address stays marked as tried. */
async function release(tx: Db, { memberId, sealed, lastSentOn }: Due, items: readonly InboxItem[]) {
  await tx.mailAddress.updateMany({
    where: { memberId, sealed },
    data: { lastSentOn: dayOrNull(lastSentOn) },
  });
  await tx.sql(MARK, [idsOf(items), null]);
}

function idsOf(items: readonly InboxItem[]): string[] {
  return items.map(({ id }) => id);
}

function dayOrNull(day: string | null): Date | null {
  return day === null ? null : new Date(day);
}

async function readNew(tx: Db, memberId: string): Promise<InboxItem[]> {
  const params = [memberId, INBOX_KINDS, MAX_DIGEST_ITEMS];
  const [row] = await tx.sql(NEW_LINES, params);
  return z.array(inboxItem).parse(row?.items ?? []);
}

// Start from the subscribers, never from all inbox items.
const DUE = statement(
  {
    memberId: col.text,
    sealed: col.text,
    language: col.oneOf(LANGUAGES),
    lastSentOn: col.text.orNull,
  },
  `
  SELECT a.member_id AS "memberId", a.sealed, m.lang AS language, a.last_sent_on::text AS "lastSentOn"
    FROM mail_address a JOIN member m ON m.id = a.member_id
   WHERE a.confirmed_on IS NOT NULL
     AND (a.last_sent_on IS NULL
       OR a.last_sent_on <= CASE a.frequency WHEN 'daily' THEN $1::date ELSE $2::date END)
     AND EXISTS (SELECT 1 FROM inbox_item i WHERE i.member_id = a.member_id
           AND i.read_at IS NULL AND i.mailed_at IS NULL)
   ORDER BY a.tried_at NULLS FIRST, a.member_id LIMIT $3`,
);
const LOCK_MEMBER = 'SELECT 1 FROM member WHERE id = $1 FOR KEY SHARE SKIP LOCKED';
const MARK = 'UPDATE inbox_item SET mailed_at = $2::timestamptz WHERE id = ANY($1::text[])';
const NEW_LINES = statement(
  { items: col.json<unknown>() },
  `
  SELECT COALESCE(json_agg(${INBOX_ITEM_JSON_SQL} ORDER BY i.at DESC, i.id DESC), '[]') AS items FROM (
    SELECT * FROM inbox_item WHERE member_id = $1 AND read_at IS NULL AND mailed_at IS NULL
       AND kind = ANY($2::text[]) ORDER BY at DESC, id DESC LIMIT $3) i ${ITEM_SUBJECT_JOIN}`,
);
