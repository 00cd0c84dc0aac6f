import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import {
  countsInFiguresSql,
  isProofShownSql,
  isRemovedSql,
} from '#server/database/predicates/content-visibility.ts';
import { shownMoneySql } from '#server/database/predicates/shown-proofs.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import {
  CHECKS_A_PAGE,
  opinionsNeeded,
  type CheckResponse,
  type ChecksResponse,
  type ListedCheck,
  type PublicCheck,
  type ProofStatementsResponse,
} from '#shared/evidence/proof-verification.ts';
import { isPictureCoveredSql, pictureJson } from '#server/database/predicates/covered-pictures.ts';
import {
  COUNTED_OPINIONS_SQL,
  findProof,
  findCheckForViewer,
  isPartyToCheckSql,
} from './lock-proof.ts';
import { countedConfirmationsSql, isCheckShownSql } from './proof-level.ts';
import { checkRights, mayAuthorUncoverPicture, whyNoProofStatement } from './rules.ts';

type Said = {
  confirmations: number;
  checks: (Omit<PublicCheck, 'can'> & { party: boolean })[];
};

/**
 * Confirmations and doubts of a proof, and what the viewer may say; never who said what.
 * @throws AppError withdrawn or not-found.
 */
export async function findProofStatements(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<ProofStatementsResponse> {
  const proof = await findProof(sql, viewer, id, now);
  if (proof === undefined) throw await notFoundOrWithdrawn(prisma, `payout/${id}`);
  const [row] = await sql(SAID, [viewer?.id ?? null, id]);
  const { confirmations, checks } = requireFound(row).said;
  const who = viewer === null ? null : viewerRoles(viewer);
  const looks = who !== null && (who.established || who.moderator);
  const { mine, covered, held, coveredUntil } = proof;
  return {
    payout: id,
    confirmations,
    covered,
    cover: mine && covered ? { until: held ? null : coveredUntil } : null,
    checks: checks.map(({ party, sentences, ...check }) => ({
      ...check,
      sentences: mine ? sentences : [],
      can: { look: looks && !party },
    })),
    mine: proof.statement,
    settled: proof.settled,
    blocked: whyNoProofStatement(who, proof),
    can: { takeBack: proof.statementId !== null, uncover: mayAuthorUncoverPicture(proof) },
  };
}

/**
 * Lists open checks to which the viewer is no party, oldest first.
 * @throws AppError not-allowed unless established or a moderator.
 */
export async function listChecks(sql: Sql, viewer: Viewer, page: number): Promise<ChecksResponse> {
  const who = viewerRoles(viewer);
  if (!who.established && !who.moderator) throw new AppError('not-allowed');
  const [row] = await sql(OPEN, [viewer.id, CHECKS_A_PAGE, (page - 1) * CHECKS_A_PAGE]);
  const { total, checks } = requireFound(row);
  return {
    checks: checks.map((check) => ({ ...check, needed: opinionsNeeded(check.reason) })),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / CHECKS_A_PAGE)),
  };
}

type CheckRow = Pick<
  CheckResponse,
  | 'id'
  | 'reason'
  | 'origin'
  | 'state'
  | 'ofThisPicture'
  | 'doubts'
  | 'opinions'
  | 'decision'
  | 'payout'
  | 'picture'
  | 'match'
  | 'similarity'
  | 'sentences'
  | 'mine'
> & { matchCovered: boolean };

/**
 * Finds one check with its pictures, for members who are no party.
 * @throws AppError not-found; not-allowed for parties and members who are not established.
 */
export async function findCheck(
  sql: Sql,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<CheckResponse> {
  const situation = requireFound(await findCheckForViewer(sql, viewer, id, now));
  const rights = checkRights(viewerRoles(viewer), situation);
  if (!rights.look) throw new AppError('not-allowed');
  const [row] = await sql(ONE, [viewer.id, id, now.toISOString()]);
  const { matchCovered, picture, match, ...check } = requireFound(row).question;
  const { opine, takeBack, decide, alone, seePicture } = rights;
  return {
    ...check,
    picture: seePicture && check.ofThisPicture ? picture : null,
    match: match === null ? null : { ...match, picture: matchCovered ? null : match.picture },
    covered: situation.covered,
    counted: situation.counted,
    needed: opinionsNeeded(check.reason),
    can: { opine, takeBack, decide, alone },
  };
}

// A decision that two people took is final, so the last decision is the one in force.
const DECISION = `(
  SELECT json_build_object('kind', d.kind, 'rule', d.rule, 'reason', d.reason, 'alone', d.alone,
         'month', to_char(d.decided_on, 'YYYY-MM'))
    FROM decision d WHERE d.check_id = k.id ORDER BY d.alone LIMIT 1)`;

/** SQL: the public columns of check `k`, about the picture of `s` or an earlier one. */
const CHECK_PAIRS = `
  'id', k.id, 'reason', k.reason, 'origin', k.origin, 'state', k.state,
  'ofThisPicture', COALESCE(k.image_key = s.key, false),
  'doubts', (SELECT count(*) FROM proof_voice v WHERE v.payout_id = k.payout_id
    AND v.image_key = k.image_key AND v.kind = 'doubt' AND v.reason = k.reason),
  'opinions', (SELECT json_build_object('right', count(*) FILTER (WHERE o.upholds),
      'wrong', count(*) FILTER (WHERE NOT o.upholds)) FROM check_opinion o WHERE o.check_id = k.id),
  'decision', ${DECISION}`;

const DOUBT_SENTENCES = `
  SELECT v.sentence, 'doubt' AS said, v.created_on AS day, v.id FROM proof_voice v
   WHERE v.payout_id = k.payout_id AND v.image_key = k.image_key AND v.kind = 'doubt'
     AND v.reason = k.reason AND v.sentence IS NOT NULL`;

// $1 is the viewer, $2 the payout.
const SAID = statement(
  { said: col.json<Said>() },
  `
  SELECT json_build_object(
    'confirmations', ${countedConfirmationsSql({ payout: 'y', screenshot: 's' })},
    'checks', COALESCE((SELECT json_agg(json_build_object(${CHECK_PAIRS},
        'party', ${isPartyToCheckSql('$1')},
        'sentences', COALESCE((SELECT json_agg(x.sentence ORDER BY x.id)
          FROM (${DOUBT_SENTENCES}) x), '[]'))
        ORDER BY k.state = 'open' DESC, k.id)
      FROM proof_check k WHERE k.payout_id = y.id AND ${isCheckShownSql('k')}), '[]')) AS said
    FROM payout y LEFT JOIN screenshot s ON s.payout_id = y.id WHERE y.id = $2`,
);

/**
 * SQL: whether check `k` is open and member $1 is no party to it. A hidden proof counts nowhere, so its
 * checks need no answer.
 */
export const IS_CHECK_OPEN_TO_SQL = `k.state = 'open' AND NOT ${isPartyToCheckSql('$1')}
  AND EXISTS (SELECT 1 FROM payout hy WHERE hy.id = k.payout_id AND ${isProofShownSql('hy')} AND ${countsInFiguresSql('hy')})`;

// $1 is the viewer, $2 the limit, $3 the offset.
const OPEN = statement(
  { total: col.int, checks: col.json<Omit<ListedCheck, 'needed'>[]>() },
  `
  SELECT (SELECT count(*)::int FROM proof_check k WHERE ${IS_CHECK_OPEN_TO_SQL}) AS total,
    COALESCE((SELECT json_agg(json_build_object(
        'id', k.id, 'reason', k.reason, 'origin', k.origin,
        'platform', json_build_object('slug', p.slug, 'name', p.name),
        'amount', ${shownMoneySql('y')},
        'opinions', ${COUNTED_OPINIONS_SQL},
        'answered', EXISTS (SELECT 1 FROM check_opinion o
          WHERE o.check_id = k.id AND o.member_id = $1)) ORDER BY k.opened_on, k.id)
      FROM (SELECT k.* FROM proof_check k WHERE ${IS_CHECK_OPEN_TO_SQL}
             ORDER BY k.opened_on, k.id LIMIT $2::int OFFSET $3::int) k
      JOIN payout y ON y.id = k.payout_id JOIN platform p ON p.id = y.platform_id), '[]') AS checks`,
);

// $1 is the viewer, $2 the check, $3 now.
const ONE = statement(
  { question: col.json<CheckRow>() },
  `
  SELECT json_build_object(${CHECK_PAIRS},
    'payout', k.payout_id, 'similarity', k.similarity, 'picture', ${pictureJson('s')},
    'match', CASE WHEN NOT EXISTS (SELECT 1 FROM payout my
        WHERE my.id = k.match_payout_id AND ${isProofShownSql('my')}) THEN NULL ELSE json_build_object(
      'payout', k.match_payout_id, 'picture', ${pictureJson('t')}) END,
    'matchCovered', ${isPictureCoveredSql('t', '$3')}
      OR EXISTS (SELECT 1 FROM payout ty WHERE ty.id = k.match_payout_id AND ${isRemovedSql('ty')}),
    'sentences', COALESCE((SELECT json_agg(json_build_object('said', x.said, 'sentence', x.sentence)
        ORDER BY x.said = 'doubt' DESC, x.day, x.id)
      FROM (${DOUBT_SENTENCES} UNION ALL
        SELECT o.sentence, CASE WHEN o.upholds THEN 'right' ELSE 'wrong' END, o.created_on, o.id
          FROM check_opinion o WHERE o.check_id = k.id AND o.sentence IS NOT NULL) x), '[]'),
    'mine', (SELECT json_build_object('verdict', CASE WHEN o.upholds THEN 'right' ELSE 'wrong' END,
        'sentence', o.sentence) FROM check_opinion o WHERE o.check_id = k.id AND o.member_id = $1)
  ) AS question
    FROM proof_check k LEFT JOIN screenshot s ON s.payout_id = k.payout_id
    LEFT JOIN screenshot t ON t.payout_id = k.match_payout_id
   WHERE k.id = $2`,
);
