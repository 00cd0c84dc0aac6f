import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  SUBJECT_KINDS,
  isCoverable,
  type CaseSubjectKind,
  type SubjectKind,
} from '#shared/core/subject-kinds.ts';
import { PUBLIC_TABLES } from './all-tables.ts';
import type { FlaggableContent } from './flaggable-content.ts';

/** The fields of a flaggable subject that a case needs. */
export type FlaggableSubject = {
  readonly kind: CaseSubjectKind;
  readonly id: string;
  /** The author's member id; null when no member wrote it, or her account was deleted. */
  readonly memberId: string | null;
  /**
   * Id of the platform that it belongs to; null for guesses, and for posts and replies about none.
   */
  readonly platformId: string | null;
  /**
   * Id of the client whose figures count it: of a client review or task report; null for other
   * kinds, even about a client.
   */
  readonly clientId: string | null;
  readonly taskId: string | null;
  /** Id of the decision that hides the subject now; null when nothing does. */
  readonly hiddenBy: string | null;
  /** Id of the decision that covers words of its text now; null when none are covered. */
  readonly coveredBy: string | null;
};

/** How cases handle each kind of content that can be flagged. */
export const FLAGGABLE_CONTENT: Readonly<Record<SubjectKind, FlaggableContent>> = flaggableKinds();

function flaggableKinds(): Record<SubjectKind, FlaggableContent> {
  const pairs = SUBJECT_KINDS.map((kind) => {
    const flaggable = PUBLIC_TABLES.find(({ subject }) => subject === kind)?.flaggable;
    if (flaggable === undefined) {
      throw new Error(
        `SUBJECTS names "${kind}", and no entry of server/public-schema with that subject is flaggable.`,
      );
    }
    return [kind, flaggable] as const;
  });
  return Object.fromEntries(pairs) as Record<SubjectKind, FlaggableContent>;
}

/**
 * How cases handle what they are about: content, or a pause from posting, of which those who decide see
 * the posts that it was proposed for.
 */
export const CASE_CONTENT: Readonly<Record<CaseSubjectKind, FlaggableContent>> = {
  ...FLAGGABLE_CONTENT,
  pause: {
    table: 'posting_pause',
    by: 'member',
    moves: false,
    shows: {
      text: `(SELECT string_agg(pp.text, E'\\n\\n* * *\\n\\n' ORDER BY pp.posted_at, pp.id)
        FROM forum_post pp WHERE t.posts ? pp.id)`,
      place: 'NULL',
    },
  },
};

/** FLAGGABLE_CONTENT as pairs of kind and content. */
export const FLAGGABLE_CONTENT_ENTRIES = Object.entries(FLAGGABLE_CONTENT) as readonly (readonly [
  SubjectKind,
  FlaggableContent,
])[];

export function isSubjectKind(kind: string): kind is SubjectKind {
  return Object.hasOwn(FLAGGABLE_CONTENT, kind);
}

/** SQL after FROM: the row `t` of a subject, and its author `a`, if it has one. */
export function contentFromSql({ table, by }: FlaggableContent): string {
  return by === 'author' ? `${table} t JOIN author a ON a.id = t.author_id` : `${table} t`;
}

/** SQL after FROM: as `contentFromSql`, with the declared joins. */
export function contentWithJoinsSql(flaggable: FlaggableContent): string {
  return `${contentFromSql(flaggable)} ${flaggable.joins ?? ''}`;
}

/** SQL over `contentFromSql`: the id of the member who wrote the content. */
export function authorMemberIdSql({ by }: FlaggableContent): string {
  return { author: 'a.member_id', member: 't.member_id', none: 'NULL' }[by ?? 'none'];
}

/** Loads the subject named `kind/id`; null when it does not exist, is not shown or was withdrawn. */
export async function loadFlaggableSubject(
  tx: Db,
  kind: CaseSubjectKind,
  id: string,
): Promise<FlaggableSubject | null> {
  const subject = await loadSubjectOrUnshown(tx, kind, id);
  return subject?.shown === true ? subject : null;
}

/** Loads the subject named `kind/id` as its author meets it: before it is shown, too. */
export async function loadSubjectOrUnshown(
  tx: Db,
  kind: CaseSubjectKind,
  id: string,
): Promise<(FlaggableSubject & { readonly shown: boolean }) | null> {
  const [row] = await tx.sql(SUBJECTS[kind], [id]);
  return row === undefined ? null : { kind, id, ...row };
}

const subjectOf = (kind: string, flaggable: FlaggableContent) =>
  statement(
    {
      platformId: col.text.orNull,
      clientId: col.text.orNull,
      hiddenBy: col.text.orNull,
      coveredBy: col.text.orNull,
      memberId: col.text.orNull,
      taskId: col.text.orNull,
      shown: col.bool,
    },
    `SELECT ${authorMemberIdSql(flaggable)} AS "memberId", ${flaggable.platform ?? 'NULL'} AS "platformId",
            ${flaggable.client ?? 'NULL'} AS "clientId", ${flaggable.task ?? 'NULL'} AS "taskId",
            t.hidden_by AS "hiddenBy", ${isCoverable(kind) ? 't.covered_by' : 'NULL'} AS "coveredBy",
            ${flaggable.shown ?? 'true'} AS shown
       FROM ${contentWithJoinsSql(flaggable)} WHERE t.id = $1 AND ${flaggable.there ?? 'true'}`,
  );

const SUBJECTS = Object.fromEntries(
  Object.entries(CASE_CONTENT).map(([kind, flaggable]) => [kind, subjectOf(kind, flaggable)]),
) as Readonly<Record<CaseSubjectKind, ReturnType<typeof subjectOf>>>;
