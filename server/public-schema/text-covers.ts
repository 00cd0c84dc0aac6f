import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { coverWords } from '#shared/core/covered-words.ts';
import type { CoverableKind } from '#shared/core/subject-kinds.ts';

/** What a decision covers of a text, and the text as its author wrote it. */
export type TextCover = {
  readonly words: readonly string[];
  /** What readers get in place of the words. */
  readonly mark: string;
  readonly text: string;
  /** Former versions as written, by number. */
  readonly versions: Readonly<Record<string, string>>;
};

/** The tables with texts of which words can be covered; each has columns `text` and `covered_by`. */
export const COVERABLE_TABLES = {
  post: 'forum_post',
  review: 'review',
} as const satisfies Record<CoverableKind, string>;

/**
 * Locks a text and finds what is covered of it; null where nothing is. Whoever stores a text asks first: a
 * decision that covers it meanwhile would else be undone.
 */
export async function lockTextCover(
  tx: Db,
  kind: CoverableKind,
  id: string,
): Promise<TextCover | null> {
  await tx.sql(`SELECT 1 FROM ${COVERABLE_TABLES[kind]} WHERE id = $1 FOR NO KEY UPDATE`, [id]);
  return findTextCover(tx.sql, `${kind}/${id}`);
}

/** Finds what is covered of a text, e.g. `post/3k9…`; null where nothing is. */
export async function findTextCover(sql: Sql, subject: string): Promise<TextCover | null> {
  const [row] = await sql(COVER, [subject]);
  return row ?? null;
}

/**
 * Keeps what an author writes anew in a text of hers with covered words.
 * @param former the version that it replaces, as she wrote that.
 * @returns the text for readers.
 */
export async function coverNewText(
  tx: Db,
  subject: string,
  { words, mark, text: before }: TextCover,
  text: string,
  former: number | null = null,
): Promise<string> {
  await tx.sql(
    `UPDATE text_cover SET text = $2, versions = versions || $3::jsonb WHERE subject = $1`,
    [subject, text, JSON.stringify(former === null ? {} : { [former]: before })],
  );
  return coverWords(text, words, mark);
}

/** SQL: the text of a row as its author wrote it, for her alone. */
export function writtenTextSql(kind: CoverableKind, row: string): string {
  return `(CASE WHEN ${row}.covered_by IS NULL THEN ${row}.text ELSE COALESCE(
    (SELECT w.text FROM text_cover w WHERE w.subject = '${kind}/' || ${row}.id), ${row}.text) END)`;
}

const COVER = statement(
  {
    words: col.json<string[]>(),
    mark: col.text,
    text: col.text,
    versions: col.json<Record<string, string>>(),
  },
  `SELECT words, mark, text, versions FROM text_cover WHERE subject = $1`,
);
