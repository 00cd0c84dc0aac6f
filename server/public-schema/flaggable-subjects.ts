import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { SUBJECT_KINDS, type SubjectKind } from '#shared/governance/cases.ts';
import { CATALOGUE } from './all-tables.ts';
import type { Judged } from './flaggable-content.ts';

/** The fields of a flaggable thing that a case needs. */
export type Subject = {
  readonly kind: SubjectKind;
  readonly id: string;
  /** The author; null for no member, or a deleted account. */
  readonly memberId: string | null;
  readonly platformId: string | null;
  /**
   * The platform or client whose figures it changes: null for posts, guesses, replies and boycotts.
   */
  readonly clientId: string | null;
  readonly taskId: string | null;
  /** The decision that hides it now. */
  readonly hiddenBy: string | null;
};

/** The declaration of each kind that can be flagged. */
export const JUDGED: Readonly<Record<SubjectKind, Judged>> = judgedKinds();

function judgedKinds(): Record<SubjectKind, Judged> {
  const pairs = SUBJECT_KINDS.map((kind) => {
    const judged = CATALOGUE.find(({ subject }) => subject === kind)?.judged;
    if (judged === undefined) {
      throw new Error(
        `SUBJECTS names "${kind}", and no entry of server/public-schema with that subject is judged.`,
      );
    }
    return [kind, judged] as const;
  });
  return Object.fromEntries(pairs) as Record<SubjectKind, Judged>;
}

/** The same as pairs. */
export const JUDGED_KINDS = Object.entries(JUDGED) as readonly (readonly [SubjectKind, Judged])[];

export function isSubjectKind(kind: string): kind is SubjectKind {
  return Object.hasOwn(JUDGED, kind);
}

/** SQL after FROM: the row `t` of a thing, and `a`, its author, if it has one. */
export function rowFrom({ table, by }: Judged): string {
  return by === 'author' ? `${table} t JOIN author a ON a.id = t.author_id` : `${table} t`;
}

/** SQL after FROM: the same with the declared joins. */
export function judgedFrom(judged: Judged): string {
  return `${rowFrom(judged)} ${judged.joins ?? ''}`;
}

/** SQL over `rowFrom`: the member who wrote it. */
export function writerOf({ by }: Judged): string {
  return { author: 'a.member_id', member: 't.member_id', none: 'NULL' }[by ?? 'none'];
}

/** The thing named `kind/id`; null when it does not exist or is gone. */
export async function loadSubject(tx: Db, kind: SubjectKind, id: string): Promise<Subject | null> {
  const [row] = await tx.sql(SUBJECTS[kind], [id]);
  return row === undefined ? null : { kind, id, ...row };
}

const subjectOf = (judged: Judged) =>
  statement(
    {
      platformId: col.text.orNull,
      clientId: col.text.orNull,
      hiddenBy: col.text.orNull,
      memberId: col.text.orNull,
      taskId: col.text.orNull,
    },
    `SELECT ${writerOf(judged)} AS "memberId", ${judged.platform ?? 'NULL'} AS "platformId",
            ${judged.client ?? 'NULL'} AS "clientId", ${judged.task ?? 'NULL'} AS "taskId",
            t.hidden_by AS "hiddenBy"
       FROM ${judgedFrom(judged)} WHERE t.id = $1 AND ${judged.there ?? 'true'}`,
  );

const SUBJECTS = Object.fromEntries(
  JUDGED_KINDS.map(([kind, judged]) => [kind, subjectOf(judged)]),
) as Readonly<Record<SubjectKind, ReturnType<typeof subjectOf>>>;
