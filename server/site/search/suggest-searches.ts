import { col, statement, type Sql } from '#server/database/sql.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';
import { MAX_SUGGESTIONS, type Suggestion } from '#shared/site/search.ts';
import { foldName } from '#shared/core/text.ts';
import { foldWord } from './split-words.ts';

/**
 * Completions of what is typed: names of platforms and clients, titles of boycotts and threads,
 * words.
 */
export async function suggestSearches(sql: Sql, typed: string): Promise<Suggestion[]> {
  const key = foldName(typed);
  if (key === '') return [];
  const [, before = '', last = ''] = /^(.*?)([\p{L}\p{N}\p{M}]*)$/su.exec(typed) ?? [];
  const word = foldWord(last);
  const rows = await sql(SUGGESTIONS, [
    key,
    key.length < MIN_TITLE_PART ? null : `%${key}%`,
    word === '' ? null : `${word}_%`,
    `${key}%`,
  ]);
  return rows
    .map((row) => {
      if (row.kind !== 'word') return row;
      const completed = `${before}${row.key}`;
      return { kind: row.kind, key: completed, name: completed };
    })
    .slice(0, MAX_SUGGESTIONS);
}

const MIN_TITLE_PART = 3;

// Folded keys contain only letters, digits and spaces, so LIKE needs no escaping. Titles are
// matched before sorting by time: for a rare one PostgreSQL would otherwise scan all posts in order
// of time.
const SUGGESTIONS = statement(
  {
    kind: col.oneOf(['boycott', 'thread', 'platform', 'client', 'word']),
    key: col.text,
    name: col.text,
  },
  `
  WITH titled AS MATERIALIZED (SELECT post_id, posted_at FROM post_search WHERE title_key LIKE $2)
  SELECT kind, key, name FROM (
    (SELECT 1 AS part, 'platform' AS kind, p.slug AS key, p.name, row_number() OVER (ORDER BY n.exact DESC, s.payouts DESC, p.name_key) AS row
       FROM (SELECT platform_id, bool_or(key = $1) AS exact FROM platform_name WHERE key LIKE $4 GROUP BY 1) n
       JOIN platform p ON p.id = n.platform_id JOIN platform_summary s ON s.platform_id = p.id
      ORDER BY row LIMIT 3)
    UNION ALL
    (SELECT 2, 'boycott', b.id, b.title, row_number() OVER (ORDER BY b.proposed_at DESC, b.id) AS row
       FROM boycott b WHERE ${isBoycottVisibleSql('b')} AND b.state NOT IN ('failed', 'ended') AND search_fold(b.title) LIKE $2
      ORDER BY row LIMIT 2)
    UNION ALL
    (SELECT 3, 'word', w.word, w.word, row_number() OVER (ORDER BY w.posts DESC, w.key) AS row
       FROM search_word w WHERE w.key LIKE $3 ORDER BY row LIMIT 4)
    UNION ALL
    (SELECT 4, 'client', r.slug, r.name, row_number() OVER (ORDER BY s.reports DESC, r.id) AS row
       FROM (SELECT DISTINCT c.root_id FROM client_name n JOIN client c ON c.id = n.client_id WHERE n.key LIKE $4) n
       JOIN client r ON r.id = n.root_id JOIN client_summary s ON s.client_id = r.id
      ORDER BY row LIMIT 2)
    UNION ALL
    (SELECT 5, 'thread', t.id, t.title, row_number() OVER (ORDER BY s.posted_at DESC, s.post_id DESC) AS row
       FROM (SELECT post_id, posted_at FROM titled ORDER BY posted_at DESC, post_id DESC LIMIT 3) s
       JOIN forum_post p ON p.id = s.post_id JOIN forum_thread t ON t.id = p.thread_id)) found
   ORDER BY part, row`,
);
