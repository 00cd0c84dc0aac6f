import type { Viewer } from '#server/http/viewer.ts';
import { utcTimestampSql, type Database, type SharedReads } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  FOLLOWS_A_PAGE,
  INBOX_KINDS,
  INBOX_PAGE_SIZE,
  type FollowedSubject,
  type FollowInput,
  type FollowsResponse,
  type InboxItem,
  type InboxQuery,
  type InboxResponse,
} from '#shared/community/inbox.ts';
import { ITEM_SUBJECT_JOIN } from './item-subject-sql.ts';
import { UNREAD_ITEM_COUNT_SQL } from './header-counts.ts';
import { privateFeedSecret, type PrivateFeedState } from './private-feed-settings.ts';
import { INBOX_ITEM_JSON_SQL } from './inbox-item-json.ts';

/**
 * Whether the viewer follows a subject; for a client, also by a client merged into it. Undefined where
 * there is no such subject.
 */
export async function isFollowing(
  { shared, own }: Pick<Database, 'shared' | 'own'>,
  viewer: Viewer,
  { kind, key }: Pick<FollowInput, 'kind' | 'key'>,
): Promise<{ following: boolean } | undefined> {
  const [[found], [follows]] = await Promise.all([
    shared(SUBJECT_IDS_BY_KEY[kind], [key]),
    own(FOLLOWED, [viewer.id, kind]),
  ]);
  if (found === undefined) return undefined;
  const followed = requireFound(follows).subjects;
  return { following: found.ids.some((id) => followed.includes(id)) };
}

const IDS = { ids: col.list(col.text) };
/** By kind: the ids under which a subject is followed, from its path parameter ($1). */
const SUBJECT_IDS_BY_KEY = {
  thread: statement(IDS, 'SELECT ARRAY[id] AS ids FROM forum_thread WHERE id = $1'),
  platform: statement(IDS, 'SELECT ARRAY[id] AS ids FROM platform WHERE slug = $1'),
  client: statement(
    IDS,
    `SELECT array_agg(m.id) AS ids FROM client c JOIN client m ON m.root_id = c.root_id
      WHERE c.slug = $1 GROUP BY c.root_id`,
  ),
  boycott: statement(IDS, 'SELECT ARRAY[id] AS ids FROM boycott WHERE id = $1'),
};
const FOLLOWED = statement(
  { subjects: col.list(col.text) },
  `SELECT COALESCE(array_agg(subject), '{}') AS subjects FROM follow WHERE member_id = $1 AND kind = $2`,
  undefined,
  { parameter: 1, tables: ['follow'] },
);

type FollowRow = FollowedSubject & { subject: string };

/**
 * Lists the viewer's follows, latest first, without deleted subjects. `feedKey` derives the address
 * of her private feed.
 */
export async function listFollows(
  sql: Sql,
  feedKey: Buffer,
  viewer: Viewer,
  before: string | undefined,
): Promise<FollowsResponse> {
  const [since = null, kind = null, subject = null] = before?.split('_') ?? [];
  const limit = FOLLOWS_A_PAGE + 1;
  const [row] = await sql(FOLLOWS, [viewer.id, since, kind, subject, limit]);
  const { follows, feed, ...choices } = requireFound(row);
  const shown = follows.slice(0, FOLLOWS_A_PAGE);
  const last = shown.at(-1);
  const more = follows.length > shown.length && last !== undefined;
  return {
    follows: shown,
    next: more ? `${last.since}_${last.kind}_${last.subject}` : null,
    ...choices,
    feedSecret: privateFeedSecret(feedKey, viewer.id, feed),
  };
}

/** Reads a page of the viewer's inbox, or of its unread items, unread ones first; one round trip. */
export async function readInbox(
  sql: Sql | SharedReads,
  { id }: Pick<Viewer, 'id'>,
  { before, unread }: InboxQuery = {},
  limit: number = INBOX_PAGE_SIZE,
): Promise<InboxResponse> {
  const [part = null, at = null, last = null] = before?.split('_') ?? [];
  const params = [id, part, at, last, limit + 1, INBOX_KINDS];
  const [row] = await sql(unread === 'on' ? UNREAD_AS_JSON : INBOX_AS_JSON, params);
  const { items, unread: count } = requireFound(row);
  const shown = items.slice(0, limit);
  const end = shown.at(-1);
  const more = items.length > shown.length && end !== undefined;
  return {
    items: shown,
    next: more ? `${end.unread ? 'u' : 'r'}_${end.at}_${end.id}` : null,
    unread: count,
  };
}

/**
 * Finds one item of the viewer's inbox.
 * @throws AppError not-found.
 */
export async function findInboxItem(sql: Sql, viewer: Viewer, id: string): Promise<InboxItem> {
  const [row] = await sql(
    statement(
      { item: col.json<InboxItem>() },
      `SELECT ${INBOX_ITEM_JSON_SQL} AS item FROM inbox_item i ${ITEM_SUBJECT_JOIN}
      WHERE i.id = $2 AND i.member_id = $1 AND i.kind = ANY($3::text[])`,
    ),
    [viewer.id, id, INBOX_KINDS],
  );
  return requireFound(row).item;
}

/**
 * SQL: a page of the unread or the read items. $2 is "u" or "r": whether the previous page ended
 * among unread or read items.
 */
function part(read: boolean): string {
  const here = read ? 'r' : 'u';
  const from = read ? '' : `AND $2::text IS DISTINCT FROM 'r'`;
  return `(SELECT * FROM inbox_item
    WHERE member_id = $1 AND read_at IS ${read ? 'NOT NULL' : 'NULL'} AND kind = ANY($6::text[])
      ${from} AND ($2::text IS DISTINCT FROM '${here}'
        OR (at, id) < ($3::timestamptz, $4::text))
    ORDER BY at DESC, id DESC LIMIT $5)`;
}
const ORDER = 'i.read_at IS NOT NULL, i.at DESC, i.id DESC';
/**
 * What an item says of cases, juries, translations and private evidence does not change after it came, or is
 * right to the minute.
 */
const OWN_TABLES = [
  'inbox_item',
  'forum_read',
  'payout',
  'author',
  'private_evidence',
  'jury',
  'moderation_case',
  'case_proposal',
  'case_party',
  'boycott_translation',
];
const INBOX_AS_JSON = itemsAsJson(`SELECT * FROM (${part(false)} UNION ALL ${part(true)}) i
  ORDER BY ${ORDER} LIMIT $5`);
const UNREAD_AS_JSON = itemsAsJson(part(false));

function itemsAsJson(source: string) {
  return statement(
    { items: col.json<readonly InboxItem[]>(), unread: col.int },
    `SELECT COALESCE((SELECT json_agg(${INBOX_ITEM_JSON_SQL} ORDER BY ${ORDER}) FROM (${source}) i
      ${ITEM_SUBJECT_JOIN}), '[]') AS items, ${UNREAD_ITEM_COUNT_SQL} AS unread`,
    undefined,
    { parameter: 1, tables: OWN_TABLES },
  );
}

const NAMED = `
  SELECT f.kind, f.subject, f.since, t.id AS key, t.title AS name
    FROM follow f JOIN forum_thread t ON t.id = f.subject
   WHERE f.member_id = $1 AND f.kind = 'thread' AND t.posts > 0
  UNION ALL
  SELECT f.kind, f.subject, f.since, p.slug, p.name FROM follow f JOIN platform p ON p.id = f.subject
   WHERE f.member_id = $1 AND f.kind = 'platform'
  UNION ALL
  SELECT f.kind, f.subject, f.since, r.slug, r.name
    FROM follow f JOIN client c ON c.id = f.subject JOIN client r ON r.id = c.root_id
   WHERE f.member_id = $1 AND f.kind = 'client'
  UNION ALL
  SELECT f.kind, f.subject, f.since, b.id, b.name FROM follow f JOIN named_boycott b ON b.id = f.subject
   WHERE f.member_id = $1 AND f.kind = 'boycott'`;
const FOLLOWS = statement(
  {
    follows: col.json<FollowRow[]>(),
    followsOwn: col.bool,
    weeklyNews: col.bool,
    answersQuestions: col.bool,
    organiserMessages: col.bool,
    feed: col.json<PrivateFeedState>().orNull,
  },
  `
  SELECT COALESCE((SELECT json_agg(json_build_object('kind', n.kind, 'subject', n.subject,
      'key', n.key, 'name', n.name, 'since', ${utcTimestampSql('n.since')})
      ORDER BY n.since DESC, n.kind DESC, n.subject DESC) FROM (
    SELECT * FROM (${NAMED}) named
     WHERE $2::text IS NULL OR (since, kind, subject) < ($2::timestamptz, $3::text, $4::text)
     ORDER BY since DESC, kind DESC, subject DESC LIMIT $5) n), '[]') AS follows,
    COALESCE((SELECT follows_own FROM member_choices WHERE member_id = $1), true) AS "followsOwn",
    COALESCE((SELECT weekly_news FROM member_choices WHERE member_id = $1), false) AS "weeklyNews",
    COALESCE((SELECT answers_questions FROM member_choices WHERE member_id = $1), false)
      AS "answersQuestions",
    COALESCE((SELECT organiser_messages FROM member_choices WHERE member_id = $1), true)
      AS "organiserMessages",
    (SELECT json_build_object('version', feed_version, 'hash', feed_hash) FROM member_choices
      WHERE member_id = $1 AND feed_hash IS NOT NULL) AS feed`,
);
