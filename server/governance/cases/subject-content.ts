import { pictureJson } from '#server/database/predicates/covered-pictures.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { FlaggableContent } from '#server/public-schema/flaggable-content.ts';
import { CASE_CONTENT, contentWithJoinsSql } from '#server/public-schema/flaggable-subjects.ts';
import type { CaseSubjectKind } from '#shared/core/subject-kinds.ts';
import type { CaseSubjectContent, CoveredPost } from '#shared/governance/case-handling.ts';

/** SQL: the pictures of subject $1, in order; `column` of `screenshot` refers to the subject. */
function pictures(column: string): string {
  return `COALESCE((SELECT json_agg(${pictureJson('s')} ORDER BY s.place, s.id)
    FROM screenshot s WHERE s.${column} = $1), '[]')`;
}

const NOTHING: CaseSubjectContent = {
  text: null,
  signedAs: null,
  source: null,
  money: null,
  month: null,
  marks: [],
  pictures: [],
  place: null,
};

/** Finds a subject's content as its decision makers see it, hidden or not; null when it is gone. */
export async function findSubjectContent(
  tx: Db,
  kind: CaseSubjectKind,
  id: string,
): Promise<CaseSubjectContent | null> {
  const judged = CASE_CONTENT[kind];
  const [row] = await tx.sql(
    statement(
      { thing: col.json<Partial<CaseSubjectContent>>() },
      `SELECT json_build_object(${pairsOf(judged)}) AS thing FROM ${contentWithJoinsSql(judged)} WHERE t.id = $1`,
    ),
    [id],
  );
  return row === undefined ? null : { ...NOTHING, ...row.thing };
}

/** Finds the texts of the posts that a case is about besides its subject, in the order of the day. */
export function findCoveredPosts(tx: Db, posts: readonly string[]): Promise<CoveredPost[]> {
  if (posts.length === 0) return Promise.resolve([]);
  return tx.sql(
    statement(
      { id: col.text, text: col.text.orNull },
      `SELECT id, text FROM forum_post WHERE id = ANY($1::text[]) ORDER BY posted_at, id`,
    ),
    [posts],
  );
}

/** Finds the days of a pause from posting; null for another subject. */
export async function findPauseDays(
  tx: Db,
  { kind, id }: { readonly kind: CaseSubjectKind; readonly id: string },
): Promise<number | null> {
  if (kind !== 'pause') return null;
  const pause = await tx.postingPause.findUnique({ where: { id }, select: { days: true } });
  return pause?.days ?? null;
}

function pairsOf({ shows, pictures: column }: FlaggableContent): string {
  const values = { ...shows, ...(column === undefined ? {} : { pictures: pictures(column) }) };
  return Object.entries(values)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ');
}
