import { col, statement, type Sql } from '#server/database/sql.ts';
import { excerptOf } from '#server/community/forum/excerpts.ts';
import {
  contentWithJoinsSql,
  FLAGGABLE_CONTENT_ENTRIES,
} from '#server/public-schema/flaggable-subjects.ts';
import type { FlaggableContent } from '#server/public-schema/flaggable-content.ts';
import { shortenAtSpace } from '#shared/community/post-text.ts';
import { EXCERPT_LENGTH, type PublicExcerpt } from '#shared/governance/case-handling.ts';
import type { SubjectKind } from '#shared/core/subject-kinds.ts';

/**
 * Adds to each case the beginning of its subject as everybody reads it now: null once it is hidden,
 * withdrawn, or proposed for removal, and for a pause, which names no post.
 */
export async function addPublicExcerpts<Case extends { readonly about: string }>(
  sql: Sql,
  cases: readonly Case[],
): Promise<(Case & { excerpt: PublicExcerpt | null })[]> {
  if (cases.length === 0) return [];
  const rows = await sql(EXCERPTS, [cases.map(({ about }) => about)]);
  const excerpts = new Map(
    rows.map(({ about, title, text, html }) => {
      const said = html === null ? (text ?? '').replaceAll(/\s+/g, ' ').trim() : excerptOf(html);
      return [about, { title, text: said === '' ? null : shortenAtSpace(said, EXCERPT_LENGTH) }];
    }),
  );
  return cases.map((one) => ({ ...one, excerpt: excerpts.get(one.about) ?? null }));
}

/** SQL: whether the content of this name is proposed for removal. */
const isRemovalProposedSql = (name: string): string => `EXISTS (SELECT 1 FROM case_proposal gp
  JOIN moderation_case gk ON gk.id = gp.case_id
 WHERE gk.subject = ${name} AND gp.state = 'open' AND gp.kind = 'remove')`;

/** SQL: the topic of post `t`, unless the post that opens it may not be read. */
const TOPIC = `(SELECT h.title WHERE NOT EXISTS (SELECT 1 FROM forum_post o
  WHERE o.thread_id = h.id AND o.place = 1
    AND (o.hidden_by IS NOT NULL OR ${isRemovalProposedSql(`'post/' || o.id`)})))`;

function titleOf(kind: SubjectKind, { platform, client, about }: FlaggableContent): string {
  if (kind === 'post') return TOPIC;
  const ofClient = client ?? (platform === undefined ? about : undefined);
  if (ofClient !== undefined) {
    return `(SELECT r.name FROM client c JOIN client r ON r.id = c.root_id WHERE c.id = ${ofClient})`;
  }
  return platform === undefined
    ? 'NULL'
    : `(SELECT f.name FROM platform f WHERE f.id = ${platform})`;
}

function excerptSql([kind, content]: readonly [SubjectKind, FlaggableContent]): string {
  const { there = 'true', shown = 'true', shows } = content;
  const name = `'${kind}/' || t.id`;
  return `SELECT ${name} AS about, ${titleOf(kind, content)} AS title,
      left(${shows.text ?? 'NULL'}, 400) AS text, ${kind === 'post' ? 'left(t.html, 1200)' : 'NULL'} AS html
    FROM ${contentWithJoinsSql(content)}
   WHERE t.id IN (SELECT split_part(s, '/', 2) FROM unnest($1::text[]) s WHERE s LIKE '${kind}/%')
     AND t.hidden_by IS NULL AND ${there} AND ${shown} AND NOT ${isRemovalProposedSql(name)}`;
}

// $1 are the names of the subjects.
const EXCERPTS = statement(
  {
    about: col.text,
    title: col.text.orNull,
    text: col.text.orNull,
    html: col.text.orNull,
  },
  FLAGGABLE_CONTENT_ENTRIES.map((entry) => excerptSql(entry)).join('\n UNION ALL '),
);
