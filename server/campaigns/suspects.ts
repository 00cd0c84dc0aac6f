import { YOUNG_ACCOUNT_DAYS } from '#shared/campaign-constants.ts';

/**
 * Whether the posts of an author weigh nothing for now, over alias `a` of `author`: a finding that
 * stands, and that no decision has lifted, names her.
 */
export const SUSPECT = `EXISTS (
  SELECT 1 FROM finding_suspect fs JOIN finding f ON f.id = fs.finding_id
   WHERE fs.author_id = a.id AND f.ended_on IS NULL AND f.lifted_on IS NULL)`;

/** What her account shares with those that it counts as one voice with, over `a` and its member `m`. */
export const VOICE = `COALESCE(a.frozen_voice, m.voice)`;

/** Lockstep that a decision has lifted on a platform: everybody there speaks for herself. */
export const SPEAKS_FOR_HERSELF = `(${VOICE} IS NULL OR EXISTS (
  SELECT 1 FROM finding f WHERE f.platform_id = a.platform_id AND f.kind = 'lockstep'
     AND f.ended_on IS NULL AND f.lifted_on IS NOT NULL))`;

/** What has figures by voice. */
export type VoicedKind = 'payout' | 'task' | 'client';

/** SQL: the public key that a row of a kind hangs on: what is signed has another one. */
export function authorKey(kind: VoicedKind | 'incident' | 'review', signed: string): string {
  return `(CASE WHEN ${signed} THEN a.signed_key ELSE a.${kind}_key END)`;
}

/**
 * The key that joins what one voice brings of a kind on a platform: her own, or one of those of the
 * accounts that she counts as one with. In a query over all of its kind that are counted; `signed` is
 * the column that says so. What is signed never counts with what is not: of two accounts that are one
 * voice one may sign, and a count of both together, which nobody else could compute, would tell what the
 * other left unsigned. A member signs all of a kind on a platform, or nothing: she has one key there,
 * but for what is older than that rule.
 */
export function voiceKey(kind: VoicedKind, signed: string): string {
  const key = authorKey(kind, signed);
  return `(CASE WHEN ${SPEAKS_FOR_HERSELF} THEN ${key}
  ELSE min(${key}) OVER (PARTITION BY a.platform_id, ${VOICE}, ${signed}) END)`;
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

/** The columns of CampaignFacts, over the aliases `a`, `m` and that of the post. */
export function campaignFacts(post: string): string {
  return `a.id AS "authorId", ${VOICE} AS voice, ${post}.published_on::text AS "postedOn",
    COALESCE(a.frozen_young, ${post}.published_on - (m.created_at AT TIME ZONE 'UTC')::date
      <= ${YOUNG_ACCOUNT_DAYS}, false) AS young, a.brought`;
}
