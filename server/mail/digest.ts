import { z } from 'zod/mini';
import { dateOf, type Database } from '#server/db.ts';
import { ABOUT } from '#server/inbox/about.ts';
import { ITEM } from '#server/inbox/item.ts';
import type { Secrets } from '#server/secrets.ts';
import { addDays, today } from '#shared/days.ts';
import { INBOX_KINDS, inboxItem, type InboxItem } from '#shared/inbox.ts';
import type { Language } from '#shared/languages.ts';
import { DIGEST_DAYS, DIGEST_LINES } from '#shared/mail.ts';
import { codeOf } from './code.ts';
import { readAddress } from './actions.ts';
import { mailKeys } from './keys.ts';
import { MailNotSent, type Mailer } from './mailer.ts';
import { writeDigest } from './words.ts';

/** Digests sent in one run; the others come in the next, an hour later. */
const DIGESTS_A_RUN = 1_000;

export type DigestParts = {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly mailer: Mailer;
  /** The origin of this site, for its links. */
  readonly origin: string;
  readonly signal?: AbortSignal;
};

type Due = { memberId: string; sealed: string; language: Language; lastSentOn: string | null };

/**
 * Sends each member who wants a digest, and whose day it is, the lines that are new to her; where
 * there are none, nothing. What is told is marked first: one that is lost comes in the next.
 * @returns how many were sent.
 */
export async function sendDigests(parts: DigestParts, now: Date): Promise<number> {
  const { database, signal } = parts;
  const day = today(now);
  const due = await database.sql<Due>(DUE, [
    addDays(day, -DIGEST_DAYS.daily),
    addDays(day, -DIGEST_DAYS.weekly),
    DIGESTS_A_RUN,
  ]);
  let sent = 0;
  for (const one of due) {
    if (signal?.aborted === true) break;
    if (await sendOne(parts, one, now)) sent += 1;
  }
  return sent;
}

async function sendOne(parts: DigestParts, due: Due, now: Date): Promise<boolean> {
  const { database, secrets, mailer, origin } = parts;
  const { memberId, sealed, language } = due;
  const keys = mailKeys(secrets);
  const email = readAddress(keys, memberId, { sealed });
  if (email === null) return false;
  // Of two processes one sends.
  const { count } = await database.prisma.mailAddress.updateMany({
    where: {
      memberId,
      sealed,
      lastSentOn: due.lastSentOn === null ? null : new Date(due.lastSentOn),
    },
    data: { lastSentOn: dateOf(today(now)) },
  });
  if (count === 0) return false;
  const items = await readNew(database, memberId);
  if (items.length === 0) return false;
  const code = codeOf(keys.codes, memberId, sealed);
  try {
    await mailer.send({ to: email, ...writeDigest(items, { language, origin, code }) });
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    await database.prisma.mailAddress.updateMany({
      where: { memberId, sealed },
      data: { lastSentOn: due.lastSentOn === null ? null : new Date(due.lastSentOn) },
    });
    return false;
  }
  await database.sql(
    'UPDATE inbox_item SET mailed_at = $2::timestamptz WHERE member_id = $1 AND id = ANY($3::text[])',
    [memberId, now.toISOString(), items.map(({ id }) => id)],
  );
  return true;
}

async function readNew({ sql }: Database, memberId: string): Promise<InboxItem[]> {
  const [row] = await sql<{ items: unknown }>(NEW_LINES, [memberId, INBOX_KINDS, DIGEST_LINES]);
  return z.array(inboxItem).parse(row?.items ?? []);
}

// From those who want mails to their lines, never through all lines.
const DUE = `
  SELECT a.member_id AS "memberId", a.sealed, m.lang AS language, a.last_sent_on::text AS "lastSentOn"
    FROM mail_address a JOIN member m ON m.id = a.member_id
   WHERE a.confirmed_on IS NOT NULL
     AND (a.last_sent_on IS NULL
       OR a.last_sent_on <= CASE a.frequency WHEN 'daily' THEN $1::date ELSE $2::date END)
     AND EXISTS (SELECT 1 FROM inbox_item i WHERE i.member_id = a.member_id
           AND i.read_at IS NULL AND i.mailed_at IS NULL)
   ORDER BY a.last_sent_on NULLS FIRST LIMIT $3`;
const NEW_LINES = `
  SELECT COALESCE(json_agg(${ITEM} ORDER BY i.at DESC, i.id DESC), '[]') AS items FROM (
    SELECT * FROM inbox_item WHERE member_id = $1 AND read_at IS NULL AND mailed_at IS NULL
       AND kind = ANY($2::text[]) ORDER BY at DESC, id DESC LIMIT $3) i ${ABOUT}`;
