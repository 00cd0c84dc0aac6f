import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { URGENT_REASONS } from '#shared/governance/cases.ts';
import { groupBy } from '#shared/core/group-by.ts';
import { areTextsAlike, readText, type ComparedText } from './alike-posts.ts';
import {
  hasReachedCaseMaximum,
  IS_OPEN_FOR_MODERATOR_SQL,
  OPEN_CASE_ORDER_SQL,
} from './assignment.ts';
import { isPostProposedSql, POST_DAY_SQL } from './posts-of-day.ts';

/** Cases that are compared: as many as a moderator sees. */
const MAX_COMPARED = 200;
/** Characters of each post that are compared. */
const MAX_COMPARED_LENGTH = 2_000;

/** A case about a post; the author's member id never leaves the server. */
export type CaseOfPost = {
  readonly id: string;
  readonly author: string | null;
  readonly text: string;
};

/**
 * Groups cases, the most urgent first: each joins the group of its author's more urgent case, else the
 * first group whose most urgent post is alike its own. Quotes are not compared: who answers quotes what
 * another wrote.
 * @returns for each case that joins a group, the most urgent case of it.
 */
export function groupAlikeCases(cases: readonly CaseOfPost[]): ReadonlyMap<string, string> {
  const firsts: { id: string; said: ComparedText }[] = [];
  const firstOfAuthor = new Map<string, string>();
  const joined = new Map<string, string>();
  for (const { id, author, text } of cases) {
    const said = readText(text.replace(/^ *>.*$/gm, ''));
    const first =
      (author === null ? undefined : firstOfAuthor.get(author)) ??
      firsts.find((one) => areTextsAlike(one.said, said))?.id;
    if (first === undefined) firsts.push({ id, said });
    else joined.set(id, first);
    if (author !== null) firstOfAuthor.set(author, first ?? id);
  }
  return joined;
}

/** Puts the cases of each group behind its most urgent one; all else keeps its order. */
export function putAlikeTogether<Case extends { readonly id: string }>(
  cases: readonly Case[],
  joined: ReadonlyMap<string, string>,
): Case[] {
  return [...groupBy(cases, ({ id }) => joined.get(id) ?? id).values()].flat();
}

/** Finds the open cases about posts that a moderator can take, the most urgent first. */
export function findOpenPostCases(sql: Sql, viewer: Viewer, now: Date): Promise<OpenPostCase[]> {
  return sql(OPEN_POST_CASES, [URGENT_REASONS, viewer.id, now.toISOString()]);
}

/**
 * Finds the case that follows one that a moderator has just answered: the most urgent about a post of the
 * same author, or a post that is alike. Null without one, and for other subjects. A moderator who has
 * taken all cases of her day may still act on urgent ones, and is led on to these alone.
 */
export async function findNextAlikeCase(
  tx: Db,
  viewer: Viewer,
  { kind, id: postId }: { readonly kind: string; readonly id: string },
  now: Date,
): Promise<string | null> {
  if (kind !== 'post') return null;
  const [post] = await tx.sql(POST, [postId]);
  if (post === undefined) return null;
  const urgentOnly = await hasReachedCaseMaximum(tx, viewer, now);
  const open = (await findOpenPostCases(tx.sql, viewer, now)).filter(
    ({ proposed, urgent }) => !proposed && (urgent || !urgentOnly),
  );
  const joined = groupAlikeCases([post, ...open]);
  return [...joined].find(([, first]) => first === post.id)?.[0] ?? null;
}

export type OpenPostCase = RowOf<typeof OPEN_POST_CASES>;

const COMPARED = {
  id: col.text,
  author: col.text.orNull,
  text: col.text,
};

// $1 are the urgent reasons, $2 the viewer, $3 now.
const OPEN_POST_CASES = statement(
  {
    ...COMPARED,
    day: col.text,
    urgent: col.bool,
    /** It is in a batch that waits for a second person. */
    proposed: col.bool,
  },
  `
  SELECT k.id, p.member_id AS author, left(p.text, ${MAX_COMPARED_LENGTH}) AS text,
         to_char(${POST_DAY_SQL}, 'YYYY-MM-DD') AS day, k.reason = ANY($1) AS urgent,
         ${isPostProposedSql('p.id')} AS proposed
    FROM moderation_case k JOIN forum_post p ON p.id = substr(k.subject, 6)
   WHERE k.subject LIKE 'post/%' AND p.text IS NOT NULL AND ${IS_OPEN_FOR_MODERATOR_SQL}
   ORDER BY ${OPEN_CASE_ORDER_SQL} LIMIT ${MAX_COMPARED}`,
);

const POST = statement(
  COMPARED,
  `SELECT id, member_id AS author, left(text, ${MAX_COMPARED_LENGTH}) AS text
     FROM forum_post WHERE id = $1 AND text IS NOT NULL`,
);
