import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { hostOfAddress, foldName } from '#shared/core/text.ts';
import type { ImportSource } from '#server/portability/imports/source/open-source.ts';

type Waiting = RowOf<typeof WAITING>;
export type UnknownPlatform = { original: string; at: string; platform: string };

/** Creates the threads that the posts of a batch need, so that none exists without a post. */
export async function importThreads(
  tx: Db,
  source: ImportSource,
  ids: readonly string[],
  now: Date,
): Promise<{ threads: number; unknown: UnknownPlatform[] }> {
  const waiting = await tx.sql(WAITING, [source.id, ids]);
  if (waiting.length === 0) return { threads: 0, unknown: [] };
  const platforms = await findPlatforms(tx, waiting);
  const threads = waiting.map((thread) => ({
    ...thread,
    platformId: thread.platform === null ? null : (platforms.get(thread.platform) ?? null),
  }));
  const rows = JSON.stringify(threads);
  await tx.sql(INSERT, [rows]);
  await tx.sql(KEEP, [source.id, rows]);
  await appendEntries(
    tx,
    now,
    threads.map(({ ourId }) => ({ kind: 'thread-imported', subject: `thread/${ourId}` })),
  );
  const unknown = threads.flatMap(({ original, at, platform, platformId }) =>
    platform === null || platformId !== null ? [] : [{ original, at, platform }],
  );
  return { threads: threads.length, unknown };
}

/** Finds platforms by exact name; an ambiguous name finds none. */
async function findPlatforms(tx: Db, threads: readonly Waiting[]): Promise<Map<string, string>> {
  const names = [
    ...new Set(threads.flatMap(({ platform }) => (platform === null ? [] : [platform]))),
  ];
  if (names.length === 0) return new Map();
  const asked = names.map((name) => ({
    name,
    slug: name.trim().toLowerCase(),
    key: foldName(hostOfAddress(name) ?? name),
  }));
  const found = await tx.sql(PLATFORMS, [JSON.stringify(asked)]);
  return new Map(found.map(({ name, id }) => [name, id]));
}

const WAITING = statement(
  {
    original: col.text,
    at: col.text,
    ourId: col.text,
    categoryId: col.text,
    category: col.text,
    title: col.text,
    memberId: col.text.orNull,
    date: col.text,
    platform: col.text.orNull,
  },
  `
  SELECT s.original, s.at, s.our_id AS "ourId", c.id AS "categoryId", c.slug AS category,
         s.name AS title, m.id AS "memberId", s.date::text AS date, s.more ->> 'platform' AS platform
    FROM import_staged s
    JOIN import_original k ON k.source = s.source AND k.kind = 'category' AND k.original = s.parent
    JOIN forum_category c ON c.id = k.our_id
    LEFT JOIN member m ON m.id = s.author_id
   WHERE s.source = $1 AND s.kind = 'thread' AND s.our_id = ANY($2::text[])
     AND NOT EXISTS (SELECT 1 FROM import_original o
       WHERE o.source = s.source AND o.kind = 'thread' AND o.original = s.original)`,
);
const INSERT = `
  INSERT INTO forum_thread (id, category_id, member_id, title, platform_id, started_at, last_post_at)
  SELECT "ourId", "categoryId", "memberId", title, "platformId", date, date
    FROM json_to_recordset($1::json) AS row("ourId" text, "categoryId" text, "memberId" text,
         title text, "platformId" text, date timestamptz)`;
const KEEP = `
  INSERT INTO import_original (source, kind, original, our_id)
  SELECT $1, 'thread', original, "ourId"
    FROM json_to_recordset($2::json) AS row(original text, "ourId" text)`;
const PLATFORMS = statement(
  { name: col.text, id: col.text },
  `
  SELECT a.name, min(p.id) AS id
    FROM json_to_recordset($1::json) AS a(name text, slug text, key text)
    JOIN platform p ON p.slug = a.slug
      OR p.id IN (SELECT platform_id FROM platform_name WHERE key = a.key)
   GROUP BY a.name HAVING count(DISTINCT p.id) = 1`,
);
