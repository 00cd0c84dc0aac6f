import { join } from 'node:path';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { createRandom, type Random } from '#demo/random.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { makeVocabulary, type Vocabulary } from './search-words.ts';

const SEED = 153;
const VOCABULARY = 30_000;
const POSTS_A_THREAD = 10;
export const POSTS_A_MEMBER = 4;
const WORDS_A_POST = 40;
const BATCH = 2_000;
const FIRST = Date.UTC(2012, 0, 1);
const LAST = Date.UTC(2026, 10, 20);

export type Forum = { readonly vocabulary: Vocabulary; readonly random: Random };

/** The pseudonym of the member of a number, from 0. The first ones post most. */
export function pseudonymOf(index: number): string {
  return `membre-${index}`;
}

/** A site whose members have posted so often; the same again with each call. */
export async function fillWithPosts(database: Database, posts: number): Promise<Forum> {
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  await seedPlatforms(database, join(process.cwd(), 'prisma', 'seed'), new Date(LAST));
  await seedCategories(database, join(process.cwd(), 'prisma', 'seed'));
  const random = createRandom(SEED);
  const vocabulary = makeVocabulary(random, VOCABULARY);
  const threads = Math.ceil(posts / POSTS_A_THREAD);
  const members = Math.ceil(posts / POSTS_A_MEMBER);
  const { sql } = database;
  await sql(
    `INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at)
     SELECT 'm' || lpad(i::text, 11, '0'), 'membre-' || i, 'membre ' || i, 'none', 'fr', $2::timestamptz
       FROM generate_series(0, $1::int - 1) i`,
    [members, new Date(FIRST).toISOString()],
  );
  await insertThreads(database, threads, { vocabulary, random });
  await insertPosts(database, { posts, threads, members }, { vocabulary, random });
  await sql('ANALYZE');
  return { vocabulary, random };
}

async function insertThreads({ sql }: Database, threads: number, forum: Forum): Promise<void> {
  const platforms = (
    await sql(statement({ id: col.text }, 'SELECT id FROM platform ORDER BY name_key'))
  ).map(({ id }) => id);
  for (let from = 0; from < threads; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, threads - from) }, (_, index) => ({
      id: threadId(from + index),
      title: capital(say(forum, forum.random.int(3, 9))),
      // Half of them are about a platform, the first ones much more often than the last.
      platform: forum.random.chance(0.5)
        ? (platforms[Math.floor(platforms.length * forum.random.next() ** 3)] ?? null)
        : null,
    }));
    await sql(
      `INSERT INTO forum_thread (id, category_id, title, platform_id, started_at, last_post_at)
       SELECT r.id, (SELECT id FROM forum_category ORDER BY place LIMIT 1), r.title, r.platform, $2, $2
         FROM json_to_recordset($1::json) r(id text, title text, platform text)`,
      [JSON.stringify(rows), new Date(FIRST).toISOString()],
    );
  }
}

async function insertPosts(
  { sql }: Database,
  counts: { posts: number; threads: number; members: number },
  forum: Forum,
): Promise<void> {
  const { random } = forum;
  const places = new Map<string, number>();
  for (let from = 0; from < counts.posts; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, counts.posts - from) }, (_, index) => {
      const at = (from + index) / counts.posts;
      // Each begins as its time comes; then those that are new are answered most.
      const newest = Math.floor(at * counts.threads);
      const thread = threadId(
        places.has(threadId(newest)) ? Math.floor(newest * (1 - random.next() ** 6)) : newest,
      );
      const place = (places.get(thread) ?? 0) + 1;
      places.set(thread, place);
      return {
        // Random, as the site's own are.
        id: inventId(random),
        thread,
        place,
        member: `m${String(Math.floor(counts.members * random.next() ** 4)).padStart(11, '0')}`,
        at: new Date(FIRST + (LAST - FIRST) * Math.sqrt(at)).toISOString(),
        text: sayPost(forum),
      };
    });
    await sql(
      `INSERT INTO forum_post (id, thread_id, place, member_id, posted_at, text, html, renderer)
       SELECT r.id, r.thread, r.place, r.member, r.at, r.text, '<p>' || r.text || '</p>', 1
         FROM json_to_recordset($1::json)
           r(id text, thread text, place int, member text, at timestamptz, text text)`,
      [JSON.stringify(rows)],
    );
  }
}

function sayPost(forum: Forum): string {
  let left = Math.round(forum.random.around(WORDS_A_POST, 5));
  const sentences: string[] = [];
  while (left > 0) {
    const length = Math.min(left, forum.random.int(4, 16));
    sentences.push(`${capital(say(forum, length))}.`);
    left -= length;
  }
  return sentences.join(' ');
}

function say({ vocabulary, random }: Forum, words: number): string {
  return Array.from({ length: words }, () => vocabulary.draw(random)).join(' ');
}

function inventId({ int }: Random): string {
  return Array.from({ length: 12 }, () => int(0, 31).toString(32)).join('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function threadId(index: number): string {
  return `t${String(index).padStart(11, '0')}`;
}
