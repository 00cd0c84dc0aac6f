import { LRUCache } from 'lru-cache';
import { col, statement, type Sql } from '#server/database/sql.ts';

/** Returns the names of the tables that a statement may read, through views and functions too. */
export type FindTables = (text: string) => ReadonlySet<string>;

/** Texts whose tables are kept: lists of parameters make many of one query. */
const MOST_TEXTS = 2_000;

const OBJECTS = statement(
  { name: col.text, source: col.text.orNull },
  `SELECT c.relname AS name, CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS source
     FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
   UNION ALL
   SELECT p.proname, p.prosrc FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace`,
);

/**
 * Reads the names of tables, views and functions, once. A statement reads each of whose name occurs in
 * its text as a word of its own: never less than it reads, unless it builds a name dynamically.
 */
export async function readTableNames(sql: Sql): Promise<FindTables> {
  const sources = new Map<string, string[]>();
  for (const { name, source } of await sql(OBJECTS)) {
    sources.set(name, [...(sources.get(name) ?? []), ...(source === null ? [] : [source])]);
  }
  const known = new LRUCache<string, ReadonlySet<string>>({ max: MOST_TEXTS });
  const find = (text: string, within: ReadonlySet<string> = new Set()): ReadonlySet<string> => {
    const tables = new Set<string>();
    for (const name of wordsOf(text)) {
      const source = sources.get(name);
      if (source === undefined || within.has(name)) continue;
      if (source.length === 0) tables.add(name);
      for (const inner of source) {
        for (const table of find(inner, new Set([...within, name]))) tables.add(table);
      }
    }
    return tables;
  };
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const tables = find(text);
    known.set(text, tables);
    return tables;
  };
}

/**
 * Words that may name a table or function: not within a string, and neither a column of an alias
 * (`p.author`) nor an alias itself (`AS author`).
 */
function wordsOf(text: string): Set<string> {
  const bare = text
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, ' ')
    .replaceAll('"', '')
    .replaceAll(/\bpublic\./g, ' ')
    .replaceAll(/\.\s*\w+/g, ' ')
    .replaceAll(/\bAS\s+\w+(?!\s*\()/gi, ' ');
  return new Set(bare.match(/\b[a-z_][a-z0-9_]*\b/g));
}
