import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import {
  countsInFiguresSql,
  isProofShownSql,
  isRemovedSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  LARGE_COMMUNITY_MIN_ESTABLISHED,
  DOUBT_REASONS,
  CHECK_STATES,
  type DoubtReasonCode,
} from '#shared/evidence/proof-verification.ts';
import {
  isPictureCoveredSql,
  isCoveringUpheldSql,
} from '#server/database/predicates/covered-pictures.ts';
import { isInProofStateSql } from '#server/database/predicates/shown-proofs.ts';

export type LoadedProof = RowOf<typeof PROOF>;
export type ProofStatement = {
  readonly kind: 'confirm' | 'doubt';
  readonly reason: DoubtReasonCode | null;
  readonly sentence: string | null;
};

/** Finds a shown proof with the viewer's statement; undefined when there is no such proof. */
export async function findProof(
  sql: Sql,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<LoadedProof | undefined> {
  const [proof] = await sql(PROOF, [viewer?.id ?? null, id, now.toISOString()]);
  return proof;
}

/**
 * Locks a proof, so that statements about it are made one after the other.
 * @throws AppError withdrawn or not-found.
 */
export async function lockProof(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<LoadedProof> {
  const { sql } = tx;
  await sql('SELECT 1 FROM payout WHERE id = $1 FOR NO KEY UPDATE', [id]);
  const proof = await findProof(sql, viewer, id, now);
  if (proof === undefined) throw await notFoundOrWithdrawn(tx, `payout/${id}`);
  return proof;
}

export type LoadedCheck = RowOf<typeof CHECK>;

/** Finds a check with the viewer's relation to it; undefined when there is no such check. */
export async function findCheckForViewer(
  sql: Sql,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<LoadedCheck | undefined> {
  const [check] = await sql(CHECK, [viewer?.id ?? null, id, now.toISOString()]);
  return check;
}

/**
 * Locks a check, and before it its proof, for an opinion or a decision.
 * @throws AppError not-found.
 */
export async function lockCheck(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<LoadedCheck> {
  const { sql } = tx;
  // Lock order: the proof first, as everywhere.
  await sql(
    `SELECT 1 FROM payout WHERE id = (SELECT payout_id FROM proof_check WHERE id = $1)
        FOR NO KEY UPDATE`,
    [id],
  );
  return requireFound(await findCheckForViewer(sql, viewer, id, now));
}

// $1 is the viewer, $2 the payout, $3 now.
const PROOF = statement(
  {
    isVerifiable: col.bool,
    mine: col.bool,
    covered: col.bool,
    id: col.text,
    platformId: col.text,
    /** Key of the picture; '' without one. */
    imageKey: col.text,
    /** A member reported the picture for personal data, so that it is or was covered. */
    flagged: col.bool,
    coveredUntil: col.text.orNull,
    wasCovered: col.bool,
    /** A decision keeps the picture covered. */
    held: col.bool,
    /** The viewer's statement about this picture. */
    statement: col.json<ProofStatement>().orNull,
    /** Id of the viewer's statement, about this picture or an earlier one. */
    statementId: col.text.orNull,
    /** Reasons of doubts about this picture that a decision settled. */
    settled: col.json<DoubtReasonCode[]>(),
  },
  `
  SELECT y.id, y.platform_id AS "platformId", COALESCE(s.key, '') AS "imageKey",
         ${isInProofStateSql('y', 'paid')} AND s.key IS NOT NULL AND ${countsInFiguresSql('y')} AS "isVerifiable",
         COALESCE(a.member_id = $1, false) AS mine, ${isPictureCoveredSql('s', '$3')} AS covered,
         COALESCE(s.covered_until > $3::timestamptz, false) AS flagged,
         to_char(s.covered_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "coveredUntil",
         EXISTS (SELECT 1 FROM screenshot w WHERE w.key = s.key AND w.was_covered)
           OR EXISTS (SELECT 1 FROM proof_check w WHERE w.payout_id = y.id AND w.image_key = s.key
             AND w.reason = 'personal-data') AS "wasCovered",
         ${isCoveringUpheldSql('s')} AS held, v.id AS "statementId",
         CASE WHEN v.image_key = s.key THEN json_build_object(
           'kind', v.kind, 'reason', v.reason, 'sentence', v.sentence) END AS statement,
         (SELECT COALESCE(json_agg(DISTINCT k.reason), '[]') FROM proof_check k
           WHERE k.payout_id = y.id AND k.image_key = s.key AND k.state <> 'open'
             AND EXISTS (SELECT 1 FROM decision d WHERE d.check_id = k.id)) AS settled
    FROM payout y JOIN author a ON a.id = y.author_id
    LEFT JOIN screenshot s ON s.payout_id = y.id
    LEFT JOIN proof_voice v ON v.payout_id = y.id AND v.member_id = $1
   WHERE y.id = $2 AND ${isProofShownSql('y')}`,
);

/** SQL: a subquery of the parties to check `k`, with their voices. */
const PARTIES = `(
  SELECT a.member_id, COALESCE(a.frozen_voice, m.voice) AS voice
    FROM payout y JOIN author a ON a.id = y.author_id LEFT JOIN member m ON m.id = a.member_id
   WHERE y.id IN (k.payout_id, k.match_payout_id)
  UNION ALL
  SELECT v.member_id, COALESCE(v.frozen_voice, m.voice)
    FROM proof_voice v LEFT JOIN member m ON m.id = v.member_id
   WHERE v.payout_id = k.payout_id)`;

/** SQL: whether a member is a party to check `k`; `who` is an SQL expression of her id. */
export function isPartyToCheckSql(who: string): string {
  return `EXISTS (SELECT 1 FROM ${PARTIES} q WHERE q.member_id = ${who})`;
}

/** SQL: whether `voice`, an SQL expression, is the voice of a party to check `k`. */
function isVoiceOfParty(voice: string): string {
  return `EXISTS (SELECT 1 FROM ${PARTIES} q WHERE q.voice = ${voice})`;
}

/**
 * SQL: number of opinions on check `k` that count: of established members who are neither party nor
 * in lockstep with one, one per voice.
 */
export const COUNTED_OPINIONS_SQL = `(
  SELECT count(DISTINCT COALESCE(m.voice, o.id))::int
    FROM check_opinion o JOIN member m ON m.id = o.member_id
   WHERE o.check_id = k.id AND m.established_on IS NOT NULL
     AND NOT ${isPartyToCheckSql('m.id')} AND NOT ${isVoiceOfParty('m.voice')})`;

// $1 is the viewer, $2 the check, $3 now.
const CHECK = statement(
  {
    reason: col.oneOf(DOUBT_REASONS),
    state: col.oneOf(CHECK_STATES),
    ofThisPicture: col.bool,
    covered: col.bool,
    party: col.bool,
    linked: col.bool,
    answered: col.bool,
    counted: col.int,
    established: col.int,
    decidedAlone: col.bool.orNull,
    decidedByMe: col.bool,
    id: col.text,
    payoutId: col.text,
    platformId: col.text,
    opinionId: col.text.orNull,
  },
  `
  SELECT k.id, k.payout_id AS "payoutId", y.platform_id AS "platformId", k.reason, k.state,
         COALESCE(s.key = k.image_key, false) AS "ofThisPicture",
         (${isPictureCoveredSql('s', '$3')} OR ${isRemovedSql('y')}) AS covered, ${isPartyToCheckSql('$1')} AS party,
         ${isVoiceOfParty('(SELECT voice FROM member WHERE id = $1)')} AS linked,
         o.id AS "opinionId", o.id IS NOT NULL AS answered, ${COUNTED_OPINIONS_SQL} AS counted,
         (SELECT count(*)::int FROM (SELECT 1 FROM member WHERE established_on IS NOT NULL
           LIMIT ${LARGE_COMMUNITY_MIN_ESTABLISHED}) e) AS established,
         (SELECT bool_and(d.alone) FROM decision d WHERE d.check_id = k.id) AS "decidedAlone",
         EXISTS (SELECT 1 FROM decision d WHERE d.check_id = k.id AND d.member_id = $1) AS "decidedByMe"
    FROM proof_check k JOIN payout y ON y.id = k.payout_id JOIN author a ON a.id = y.author_id
    LEFT JOIN screenshot s ON s.payout_id = y.id
    LEFT JOIN check_opinion o ON o.check_id = k.id AND o.member_id = $1
   WHERE k.id = $2 AND ${isProofShownSql('y')}`,
);
