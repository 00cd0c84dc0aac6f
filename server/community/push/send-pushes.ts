import { utcTimestampSql, type Database } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import type { Environment } from '#server/core/env.ts';
import { decryptText } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { MAX_UNREAD_COUNTED } from '#shared/community/inbox.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import {
  MAX_PUSH_FAILURES,
  MIN_MINUTES_BETWEEN_PUSHES,
  type PushPayload,
} from '#shared/community/push.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { deriveVapidKeys, type VapidKeys } from './keys.ts';
import { isPushEndpointAllowed } from './rules.ts';

const BROWSERS_A_RUN = 500;
/** Maximum number of concurrent pushes. */
const AT_ONCE = 8;
const TIMEOUT_MS = 10_000;
/** Seconds for which a push service keeps a push for a phone that is off: three days. */
const TTL_SECONDS = 259_200;

export type PushDeps = {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly env: Pick<Environment, 'pushOrigins' | 'publicUrl'>;
};

type Address = { endpoint: string; p256dh: string; auth: string };
type Due = RowOf<typeof TAKE_DUE>;
type Outcome = 'sent' | 'gone' | 'failed';

/**
 * Pushes the number of unread inbox items to each browser that is due, at most once an hour. A
 * browser is marked before the push, so that a crash can lose a push but never repeat one. Refused
 * pushes are retried.
 * @returns how many pushes were accepted.
 */
export async function sendPushes(parts: PushDeps, now: Date): Promise<number> {
  const { database } = parts;
  await database.sql(MARK_UNTOLD, [now.toISOString()]);
  const due = await database.sql(TAKE_DUE, [now.toISOString(), BROWSERS_A_RUN]);
  let sent = 0;
  const keys = deriveVapidKeys(parts.secrets);
  const waiting = [...due];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const outcome = await sendOne(parts, keys, next);
      if (outcome === 'sent') sent += 1;
      await note(database, next, outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sent;
}

async function sendOne({ secrets, env }: PushDeps, keys: VapidKeys, due: Due): Promise<Outcome> {
  const address = openAddress(secrets, due);
  if (address === null || !isPushEndpointAllowed(address.endpoint, env.pushOrigins)) return 'gone';
  const { endpoint, p256dh, auth } = address;
  try {
    // Load web-push lazily: most sites have no subscriber yet.
    const { default: webpush } = await import('web-push');
    const { headers, body } = webpush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(messageOf(due)),
      {
        TTL: TTL_SECONDS,
        urgency: 'low',
        vapidDetails: { subject: subjectOf(env.publicUrl), ...keys },
      },
    );
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: body === null ? null : new Uint8Array(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.status === 404 || answer.status === 410) return 'gone';
    return answer.ok ? 'sent' : 'failed';
  } catch {
    // Do not log the error: it contains a member's endpoint.
    return 'failed';
  }
}

/** Decrypts a browser's endpoint and keys; null when another key encrypted them. */
function openAddress(secrets: Secrets, { id, sealed }: Due): Address | null {
  try {
    return JSON.parse(decryptText(secrets.keyFor('push addresses'), id, sealed)) as Address;
  } catch {
    return null;
  }
}

function messageOf({ language, unread }: Due): PushPayload {
  const t = messagesFor(language);
  return {
    title: t.common.site,
    body: t.reach.push.body({
      unread: unread < MAX_UNREAD_COUNTED ? String(unread) : `${MAX_UNREAD_COUNTED - 1}+`,
    }),
    path: pathTo(language, 'inbox'),
  };
}

/**
 * Returns the VAPID contact for push services (RFC 8292): the site itself, or a placeholder without
 * a public https address.
 */
function subjectOf(publicUrl: string | null): string {
  return publicUrl?.startsWith('https:') === true ? publicUrl : 'mailto:nobody@host.invalid';
}

async function note(
  { prisma, sql }: Database,
  { id, untoldSince }: Due,
  outcome: Outcome,
): Promise<void> {
  const where = { id };
  if (outcome === 'sent') {
    await prisma.pushSubscription.updateMany({ where, data: { failures: 0 } });
    return;
  }
  await sql(MARK_FAILED, [id, untoldSince]);
  const tooMany = outcome === 'gone' ? {} : { failures: { gte: MAX_PUSH_FAILURES } };
  await prisma.pushSubscription.deleteMany({ where: { ...where, ...tooMany } });
}

/**
 * SQL: marks each new inbox item, and all browsers of its member as due; a browser in its pause
 * stays due until the pause ends. Starts from the few subscribers, never from all items. SKIP
 * LOCKED: a locked member is being deleted or marked by another process, a locked item written or
 * read; the next run, a minute later, takes them.
 */
const MARK_UNTOLD = `
  WITH reader AS MATERIALIZED (
    SELECT m.id FROM member m
     WHERE m.id IN (SELECT s.member_id FROM push_subscription s)
       AND EXISTS (SELECT 1 FROM inbox_item i
             WHERE i.member_id = m.id AND i.read_at IS NULL AND i.pushed_at IS NULL)
       FOR NO KEY UPDATE OF m SKIP LOCKED),
  fresh AS MATERIALIZED (
    SELECT i.id FROM inbox_item i
     WHERE i.member_id IN (SELECT id FROM reader) AND i.read_at IS NULL AND i.pushed_at IS NULL
       FOR NO KEY UPDATE OF i SKIP LOCKED),
  marked AS (
    UPDATE inbox_item i SET pushed_at = $1::timestamptz FROM fresh f WHERE f.id = i.id
    RETURNING i.member_id)
  UPDATE push_subscription SET untold_since = LEAST(untold_since, $1::timestamptz)
   WHERE member_id IN (SELECT member_id FROM marked)`;

// The pause of a browser doubles with each failure, up to a day: an outage of some hours must not
// use up the failures after which the browser is unsubscribed. An item renewed after reading does
// not shorten the pause, which counts from the last push.
const TAKE_DUE = statement(
  {
    id: col.text,
    sealed: col.text,
    language: col.oneOf(LANGUAGES),
    unread: col.int,
    /** `untold_since` before this run, restored when no service accepts the push. */
    untoldSince: col.text,
  },
  `
  WITH due AS MATERIALIZED (
    SELECT s.id, s.untold_since FROM push_subscription s
     WHERE s.untold_since IS NOT NULL
       AND (s.called_at IS NULL OR s.called_at <= $1::timestamptz
             - LEAST(interval '1 day', interval '${MIN_MINUTES_BETWEEN_PUSHES} minutes' * power(2, s.failures)))
       AND EXISTS (SELECT 1 FROM inbox_item i WHERE i.member_id = s.member_id
             AND i.read_at IS NULL AND i.pushed_at >= s.untold_since)
     ORDER BY s.untold_since LIMIT $2 FOR UPDATE OF s SKIP LOCKED),
  taken AS (
    UPDATE push_subscription s SET called_at = $1::timestamptz, untold_since = NULL
      FROM due d WHERE d.id = s.id
    RETURNING s.id, s.sealed, s.member_id, d.untold_since)
  SELECT t.id, t.sealed, ${utcTimestampSql('t.untold_since')} AS "untoldSince", m.lang AS language,
         (SELECT count(*)::int FROM (SELECT 1 FROM inbox_item i
           WHERE i.member_id = m.id AND i.read_at IS NULL LIMIT ${MAX_UNREAD_COUNTED}) u) AS unread
    FROM taken t JOIN member m ON m.id = t.member_id`,
);
const MARK_FAILED = `
  UPDATE push_subscription
     SET failures = failures + 1, untold_since = LEAST(untold_since, $2::timestamptz)
   WHERE id = $1`;
