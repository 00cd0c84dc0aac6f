import { col, type RowOf } from '#server/database/sql.ts';
import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/manipulation-detection-constants.ts';

/**
 * SQL: whether an author's posts weigh nothing now: an open finding that is not lifted names her.
 */
export function isSuspectAuthorSql(author: string): string {
  return `EXISTS (SELECT 1 FROM suspect_author WHERE suspect_author.author_id = ${author})`;
}

/**
 * SQL: the key by which a row counts for its author; signed rows have a different key from unsigned
 * ones. `author` is the alias of `author` or `author_weight`, `signed` the column that tells.
 */
export function authorKeySql(author: string, signed: string): string {
  return `(CASE WHEN ${signed} THEN ${author}.signed_key ELSE ${author}.id END)`;
}

/**
 * SQL: the key that merges what one voice posts of a kind on a platform: its own, or one of its
 * linked accounts'. For a query over all counted rows of the kind; `author` is the alias of
 * `author_weight`, `signed` the column that tells. Never merge signed and unsigned posts of linked
 * accounts: the merged count would reveal who wrote the unsigned one. A member signs all posts of a
 * kind on a platform or none, so she has one key there, except for posts older than that rule.
 */
export function voiceKeySql(author: string, signed: string): string {
  const key = authorKeySql(author, signed);
  return `(CASE WHEN ${author}.speaks_alone THEN ${key}
  ELSE min(${key}) OVER (PARTITION BY ${author}.platform_id, ${author}.voice, ${signed}) END)`;
}

/** Facts about a post that the detector reads besides published values; no route returns them. */
export const CAMPAIGN_FACTS = {
  authorId: col.text,
  voice: col.text.orNull,
  postedOn: col.text,
  young: col.bool,
  /** Imported from a dump: the day is unknown, so the detector cannot judge it. */
  brought: col.bool,
};
export type CampaignFacts = RowOf<typeof CAMPAIGN_FACTS>;

/** SQL: the columns of CAMPAIGN_FACTS, for the aliases of a post and its `author_weight`. */
export function campaignFactsSql(
  post: string,
  author: string,
  postedOn = `${post}.published_on`,
): string {
  return `${author}.id AS "authorId", ${author}.voice, (${postedOn})::text AS "postedOn",
    COALESCE(${author}.frozen_young, ${postedOn} - ${author}.joined_on
      <= ${YOUNG_ACCOUNT_DAYS}, false) AS young, ${author}.brought`;
}
