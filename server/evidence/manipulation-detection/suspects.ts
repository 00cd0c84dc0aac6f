import { YOUNG_ACCOUNT_DAYS } from '#shared/evidence/campaign-constants.ts';

/**
 * SQL: whether the posts of an author, by id, weigh nothing for now: a finding that stands, and that no
 * decision has lifted, names her.
 */
export function isSuspect(author: string): string {
  return `EXISTS (SELECT 1 FROM suspect_author WHERE suspect_author.author_id = ${author})`;
}

/** What has figures by voice. */
export type VoicedKind = 'payout' | 'task' | 'client';

/**
 * SQL: the public key that a row of a kind hangs on: what is signed has another one. `author` is the
 * alias of `author` or `weighed_author`.
 */
export function authorKey(
  kind: VoicedKind | 'incident' | 'review',
  author: string,
  signed: string,
): string {
  return `(CASE WHEN ${signed} THEN ${author}.signed_key ELSE ${author}.${kind}_key END)`;
}

/**
 * SQL: the key that joins what one voice brings of a kind on a platform: her own, or one of those of the
 * accounts that she counts as one with. In a query over all of its kind that are counted; `author` is the
 * alias of `weighed_author`, `signed` the column that says so. Never merge signed and unsigned posts of
 * linked accounts: the merged count would reveal who wrote the unsigned one. A member signs all of a kind
 * on a platform, or nothing: she has one key there, but for what is older than that rule.
 */
export function voiceKey(kind: VoicedKind, author: string, signed: string): string {
  const key = authorKey(kind, author, signed);
  return `(CASE WHEN ${author}.speaks_alone THEN ${key}
  ELSE min(${key}) OVER (PARTITION BY ${author}.platform_id, ${author}.voice, ${signed}) END)`;
}

/** What the detector reads beside what is published; it leaves no route. */
export type CampaignFacts = {
  readonly authorId: string;
  readonly voice: string | null;
  readonly postedOn: string;
  readonly young: boolean;
  /** It came with a dump: the day is not known, and the detector cannot judge it. */
  readonly brought: boolean;
};

/** SQL: the columns of CampaignFacts, over the aliases of a post and of its `weighed_author`. */
export function campaignFacts(post: string, author: string): string {
  return `${author}.id AS "authorId", ${author}.voice, ${post}.published_on::text AS "postedOn",
    COALESCE(${author}.frozen_young, ${post}.published_on - ${author}.joined_on
      <= ${YOUNG_ACCOUNT_DAYS}, false) AS young, ${author}.brought`;
}
