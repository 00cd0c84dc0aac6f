import { pictureJson } from '#server/database/predicates/covered-pictures.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { FlaggableContent } from '#server/public-schema/flaggable-content.ts';
import {
  FLAGGABLE_CONTENT,
  contentWithJoinsSql,
} from '#server/public-schema/flaggable-subjects.ts';
import type { SubjectKind } from '#shared/core/subject-kinds.ts';
import type { CaseSubjectContent } from '#shared/governance/case-handling.ts';

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
  kind: SubjectKind,
  id: string,
): Promise<CaseSubjectContent | null> {
  const judged = FLAGGABLE_CONTENT[kind];
  const [row] = await tx.sql(
    statement(
      { thing: col.json<Partial<CaseSubjectContent>>() },
      `SELECT json_build_object(${pairsOf(judged)}) AS thing FROM ${contentWithJoinsSql(judged)} WHERE t.id = $1`,
    ),
    [id],
  );
  return row === undefined ? null : { ...NOTHING, ...row.thing };
}

function pairsOf({ shows, pictures: column }: FlaggableContent): string {
  const values = { ...shows, ...(column === undefined ? {} : { pictures: pictures(column) }) };
  return Object.entries(values)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ');
}
