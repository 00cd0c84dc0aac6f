import { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import { findBoycottsOpenToOffer } from '#server/collective/boycotts/offers-to-end.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  countsInFiguresSql,
  hidingJson,
  isRemovedSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  FLAGGABLE_CONTENT,
  contentWithJoinsSql,
} from '#server/public-schema/flaggable-subjects.ts';
import { decryptText } from '#server/core/encryption.ts';
import { parseSubjectName } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import {
  MAX_REPLY_SUBJECTS_PER_REQUEST,
  REPLIES_A_PAGE,
  REPLIES_SHOWN,
  replySubject,
  REPLY_REFUSAL_RULES,
  type OfferableBoycott,
  type offerableQuery,
  type RepliesResponse,
  type ReplyTarget,
  type ReplyStatus,
  type WaitingReply,
  type WaitingRepliesResponse,
} from '#shared/governance/right-of-reply.ts';
import { hasConflictInReplySql } from './impartiality.ts';
import {
  PLATFORM_OR_CLIENT_JSON,
  findPlatformOrClient,
  platformOrClientJoins,
  type PlatformOrClientId,
} from '#server/directory/clients/platform-or-client.ts';
import { findNamedPlatformsAndClients } from '#server/governance/cases/named-platforms-and-clients.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { replyReadingDeadline, replyWaitingTime } from './rules.ts';

const PUBLISHED = `
  SELECT r.id, r.signed_as AS "signedAs", CASE WHEN ${isRemovedSql('r')} THEN NULL ELSE r.text END AS text,
         r.decided_on::text AS "publishedOn", r.subject, r.domain,
         CASE WHEN r.hidden_by IS NULL THEN r.facts END AS facts, ${hidingJson('r')} AS hiding
    FROM reply r`;

const LATEST = `ORDER BY r.decided_on DESC, r.id LIMIT ${REPLIES_SHOWN}`;

/**
 * SQL: the published replies, latest first, that the condition `of` relates to the row of `from`;
 * one row.
 */
const repliesTo = (of: string, from: string): string => `
  SELECT COALESCE((SELECT json_agg(shown) FROM (${PUBLISHED}
      WHERE ${of} AND r.state = 'published' AND r.subject IS NULL ${LATEST}) shown), '[]') AS replies
    FROM ${from}`;

const TO_PLATFORM = statement(
  { replies: col.json<RepliesResponse['replies']>() },
  repliesTo('r.platform_id = p.id', 'platform p WHERE p.slug = $1'),
);
const TO_CLIENT = statement(
  { replies: col.json<RepliesResponse['replies']>() },
  repliesTo(
    'r.client_id IN (SELECT o.id FROM client o WHERE o.root_id = c.root_id)',
    'client c WHERE c.slug = $1',
  ),
);

/** Finds replies about a platform, latest first. */
export async function findPlatformReplies(sql: Sql, slug: string): Promise<RepliesResponse> {
  return requireFound((await sql(TO_PLATFORM, [slug]))[0]);
}

/** Finds replies about a client, or about one merged with it, latest first. */
export async function findClientReplies(sql: Sql, slug: string): Promise<RepliesResponse> {
  return requireFound((await sql(TO_CLIENT, [slug]))[0]);
}

/**
 * Finds the replies to subjects, given by their names separated by commas; malformed names match
 * nothing.
 */
export async function findRepliesToSubjects(sql: Sql, subjects: string): Promise<RepliesResponse> {
  const names = subjects
    .split(',')
    .filter((name) => replySubject.safeParse(name).success)
    .slice(0, MAX_REPLY_SUBJECTS_PER_REQUEST);
  const replies = await sql(
    statement(
      {
        id: col.text,
        signedAs: col.text,
        text: col.text.orNull,
        publishedOn: col.text,
        subject: col.text.orNull,
        domain: col.text.orNull,
        facts: col.json<NonNullable<RepliesResponse['replies'][number]['facts']>>().orNull,
        hiding: col.json<NonNullable<RepliesResponse['replies'][number]['hiding']>>().orNull,
      },
      `${PUBLISHED} WHERE r.subject = ANY($1::text[]) AND r.state = 'published' ${LATEST}`,
    ),
    [names],
  );
  return { replies };
}

const REPLY_TARGET_COLUMNS = `${PLATFORM_OR_CLIENT_JSON}, r.subject`;

/** SQL: the boycott that reply `r` offers to end. */
const OFFER = `(SELECT json_build_object('id', ob.id, 'title', ob.title) FROM boycott ob
    WHERE ob.id = r.offer_for AND ${countsInFiguresSql('ob')}) AS offer`;

/**
 * Finds the boycotts in force that the platform or client of a page, or those named in a subject,
 * can offer to end; none when neither is given.
 */
export async function findOfferableBoycotts(
  { prisma, sql }: Database,
  { subject, ...page }: z.infer<typeof offerableQuery>,
): Promise<{ boycotts: OfferableBoycott[] }> {
  const named =
    subject === undefined
      ? await namedOn(prisma, page)
      : await findNamedPlatformsAndClients(prisma, subject);
  const found = await Promise.all(named.map((one) => findBoycottsOpenToOffer(sql, one)));
  return { boycotts: [...new Map(found.flat().map((one) => [one.id, one])).values()] };
}

async function namedOn(
  prisma: Db,
  page: Pick<z.infer<typeof offerableQuery>, 'platform' | 'client'>,
): Promise<PlatformOrClientId[]> {
  const isNamed = page.platform !== undefined || page.client !== undefined;
  return isNamed ? [await findPlatformOrClient(prisma, page)] : [];
}

/**
 * Finds what a reply to a subject is about: the platform or client named there, and the text that
 * everybody reads there now.
 */
export async function findReplyTarget(sql: Sql, subject: string): Promise<ReplyTarget> {
  const { kind, id } = parseSubjectName(subject);
  const content = FLAGGABLE_CONTENT[kind];
  const { shown = 'true', shows } = content;
  const [row] = await sql(
    statement(
      {
        about: col.json<ReplyTarget['about']>(),
        subject: col.text.orNull,
        said: col.text.orNull,
      },
      `SELECT ${REPLY_TARGET_COLUMNS}, r.said FROM (SELECT $2::text AS subject,
         ${kind === 'client-review' ? 'NULL' : 't.platform_id'} AS platform_id,
         ${kind === 'client-review' ? 't.client_id' : 'NULL'} AS client_id,
         CASE WHEN t.hidden_by IS NULL AND ${shown} THEN ${shows.text ?? 'NULL::text'} END AS said
         FROM ${contentWithJoinsSql(content)} WHERE t.id = $1) r ${platformOrClientJoins('r')}`,
    ),
    [id, subject],
  );
  return requireFound(row);
}

/** Finds the state of a reply; its text and signature only once published. */
export async function findReplyStatus(sql: Sql, id: string): Promise<ReplyStatus> {
  const [row] = await sql(
    statement(
      {
        id: col.text,
        receivedOn: col.text,
        state: col.oneOf(['waiting', 'refused', 'replaced', 'published']),
        rule: col.oneOf(REPLY_REFUSAL_RULES).orNull,
        reason: col.text.orNull,
        offer: col.json<NonNullable<ReplyStatus['offer']>>().orNull,
        about: col.json<ReplyStatus['about']>(),
        subject: col.text.orNull,
        domain: col.text.orNull,
        decidedOn: col.text.orNull,
      },
      `SELECT r.id, ${REPLY_TARGET_COLUMNS}, r.domain, r.received_on::text AS "receivedOn", r.state,
            ${OFFER}, r.decided_on::text AS "decidedOn", r.rule, r.reason
       FROM reply r ${platformOrClientJoins('r')} WHERE r.id = $1`,
    ),
    [id],
  );
  const status = requireFound(row);
  return { ...status, readBy: replyReadingDeadline(status.receivedOn) };
}

/**
 * Finds a page of waiting replies, oldest first, and their number, without those in which the
 * viewer is involved.
 * @throws AppError not-allowed unless a moderator.
 */
export async function findWaitingReplies(
  sql: Sql,
  viewer: Viewer,
  page: number,
  now: Date,
): Promise<WaitingRepliesResponse> {
  requireModerator(viewer);
  const rows = await sql(
    statement(
      {
        id: col.text,
        receivedOn: col.text,
        text: col.text,
        offer: col.json<NonNullable<WaitingReply['offer']>>().orNull,
        about: col.json<WaitingReply['about']>(),
        subject: col.text.orNull,
        signedAs: col.text,
      },
      `SELECT r.id, ${REPLY_TARGET_COLUMNS}, r.signed_as AS "signedAs", r.text, r.received_on::text AS "receivedOn", ${OFFER}
       FROM reply r ${platformOrClientJoins('r')} WHERE r.state = 'waiting' AND NOT ${hasConflictInReplySql('$3')}
      ORDER BY r.received_on, r.id LIMIT $1::int OFFSET $2::int`,
    ),
    [REPLIES_A_PAGE, (page - 1) * REPLIES_A_PAGE, viewer.id],
  );
  const [{ waiting } = { waiting: 0 }] = await sql(
    statement(
      { waiting: col.int },
      `SELECT count(*)::int AS waiting FROM reply r
      WHERE r.state = 'waiting' AND NOT ${hasConflictInReplySql('$1')}`,
    ),
    [viewer.id],
  );
  return {
    replies: rows.map((row) => ({ ...row, ...replyWaitingTime(row.receivedOn, today(now)) })),
    waiting,
    page,
    pages: Math.max(1, Math.ceil(waiting / REPLIES_A_PAGE)),
  };
}

export type DecryptedReply = {
  readonly id: string;
  readonly receivedOn: string;
  readonly state: string;
  readonly signedAs: string;
  readonly email: string | null;
};

const sender = z.object({ email: z.nullable(z.string()) });

/**
 * Finds replies and decrypts their senders' contacts, oldest first, for the operator, who has the
 * key.
 */
export async function decryptReplies(sql: Sql, key: Buffer): Promise<DecryptedReply[]> {
  const rows = await sql(
    statement(
      { id: col.text, receivedOn: col.text, state: col.text, signedAs: col.text, sender: col.text },
      `SELECT id, received_on::text AS "receivedOn", state, signed_as AS "signedAs", sender
       FROM reply WHERE sender <> '' ORDER BY received_on, id`,
    ),
  );
  return rows.map(({ sender: sealed, ...row }) => ({
    ...row,
    ...sender.parse(JSON.parse(decryptText(key, row.id, sealed))),
  }));
}
