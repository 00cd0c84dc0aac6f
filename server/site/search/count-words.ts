import { dayToDate, type Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { today } from '#shared/core/days.ts';
import { splitIntoWords, foldWord } from './split-words.ts';

/** Posts per batch; the site answers requests in between. */
const BATCH = 200;
/** Maximum posts read, in the order of their random ids: a sample suffices. */
const MOST_POSTS = 200_000;
/**
 * Minimum number of posts that contain a word: excludes typing errors and names that one person
 * wrote.
 */
const LEAST_POSTS = 3;
/** Minimum length: shorter words complete nothing. */
const MIN_LENGTH = 3;
/** Maximum length: longer words are addresses or keys. */
const MAX_LENGTH = 30;
const ROWS_A_STATEMENT = 1_000;

type Counts = Map<string, { posts: number; forms: Map<string, number> }>;

/**
 * Counts the words of visible posts, and the posts per month, once a day; a withdrawn word is
 * suggested until the next day at most.
 * @returns how many words are stored; null when counted today already.
 */
export async function countPostWords(
  { prisma, sql }: Database,
  now: Date,
  signal?: AbortSignal,
): Promise<number | null> {
  const day = dayToDate(today(now));
  const last = await prisma.searchWordCount.findUnique({ where: { id: 1 } });
  if (last !== null && last.countedOn >= day) return null;
  const counts: Counts = new Map();
  let before: string | null = null;
  for (let read = 0; read < MOST_POSTS; read += BATCH) {
    if (signal?.aborted === true) return null;
    const posts: { id: string; text: string }[] = await sql(SOME_POSTS, [before, BATCH]);
    for (const { text } of posts) count(counts, text);
    before = posts.at(-1)?.id ?? null;
    if (posts.length < BATCH) break;
  }
  const kept = [...counts].filter(([, { posts }]) => posts >= LEAST_POSTS);
  await prisma.$transaction(async (tx) => {
    await tx.searchWord.deleteMany();
    for (let from = 0; from < kept.length; from += ROWS_A_STATEMENT) {
      const rows = kept.slice(from, from + ROWS_A_STATEMENT);
      await tx.searchWord.createMany({
        data: rows.map(([key, { posts, forms }]) => ({ key, posts, word: mostFrequent(forms) })),
      });
    }
    await countMonths(tx.sql);
    await tx.searchWordCount.upsert({
      where: { id: 1 },
      create: { id: 1, countedOn: day },
      update: { countedOn: day },
    });
  });
  return kept.length;
}

async function countMonths(sql: Sql): Promise<void> {
  await sql(
    `INSERT INTO search_month (month, posts)
     SELECT to_char(posted_at AT TIME ZONE 'UTC', 'YYYYMM'), count(*) FROM post_search GROUP BY 1
     ON CONFLICT (month) DO UPDATE SET posts = excluded.posts`,
  );
}

function count(counts: Counts, text: string): void {
  const seen = new Set<string>();
  for (const { start, end } of splitIntoWords(text)) {
    const length = end - start;
    if (length < MIN_LENGTH || length > MAX_LENGTH) continue;
    const form = text.slice(start, end).toLowerCase();
    const key = foldWord(form);
    if (seen.has(key) || !/^\p{L}+$/u.test(key)) continue;
    seen.add(key);
    const entry = counts.get(key) ?? { posts: 0, forms: new Map<string, number>() };
    entry.posts += 1;
    entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1);
    counts.set(key, entry);
  }
}

function mostFrequent(forms: ReadonlyMap<string, number>): string {
  const [best] = [...forms].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best?.[0] ?? '';
}

const SOME_POSTS = statement(
  { id: col.text, text: col.text },
  `
  SELECT p.id, p.text FROM forum_post p
   WHERE p.text IS NOT NULL AND p.withdrawn_on IS NULL AND p.hidden_by IS NULL AND ($1::text IS NULL OR p.id > $1)
   ORDER BY p.id LIMIT $2::int`,
);
