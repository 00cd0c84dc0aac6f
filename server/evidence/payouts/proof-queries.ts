import type { Viewer } from '#server/http/viewer.ts';
import { isPictureCoveredSql } from '#server/database/predicates/covered-pictures.ts';
import {
  hidingJson,
  isProofShownSql,
  isRemovedSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  proofStateSql,
  shownMoneySql,
  shownMonthSql,
} from '#server/database/predicates/shown-proofs.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { proofColumnsSql } from '#server/evidence/proof-verification/proof-level.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { payoutRights } from './rules.ts';

/** A proof's columns as SQL returns them, before the viewer's rights are added. */
export type ProofRow = Omit<PublishedProof, 'can'> & { mine: boolean };

/**
 * Finds one proof as the public sees it.
 * @throws AppError withdrawn or not-found, also for its author while it is not shown.
 */
export async function findShownProof(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<PublishedProof> {
  const [row] = await sql(PROOF_AS_JSON, [viewer?.id ?? null, id, now.toISOString()]);
  if (row === undefined) throw await notFoundOrWithdrawn(prisma, `payout/${id}`);
  return withRights(row.proof);
}

/** Adds to a proof the viewer's rights. */
export function withRights({ mine, ...row }: ProofRow): PublishedProof {
  return { ...row, can: payoutRights({ author: mine }) };
}

/**
 * SQL: a shown proof as JSON. An unsigned one does not tell that its author deleted her account: the
 * day would identify her. $1 is the viewer; only its author gets a covered picture.
 * @param now the parameter of the time.
 */
export const proofAsJson = (now: string): string => `json_build_object(
    'id', y.id, 'platform', json_build_object('slug', p.slug, 'name', p.name),
    'state', ${proofStateSql('y')}, 'amount', ${shownMoneySql('y')}, 'month', ${shownMonthSql('y')},
    'solicited', y.solicited, 'suspect', ${isSuspectAuthorSql('a.id')},
    'author', json_build_object(
      'established', a.established,
      'pseudonym', CASE WHEN y.signed THEN a.pseudonym END,
      'deleted', y.signed AND a.pseudonym IS NULL),
    ${proofColumnsSql({ payout: 'y', screenshot: 's' }, now)},
    'hiding', ${hidingJson('y')},
    'screenshot', CASE WHEN s.key IS NULL OR (a.member_id = $1) IS NOT TRUE
        AND (${isPictureCoveredSql('s', now)} OR ${isRemovedSql('y')})
      THEN NULL ELSE json_build_object(
      'thumbnail', json_build_object('url', '/files/' || s.key || '/thumbnail.webp',
        'width', s.thumbnail_width, 'height', s.thumbnail_height),
      'reading', json_build_object('url', '/files/' || s.key || '/reading.webp',
        'width', s.width, 'height', s.height)) END,
    'mine', COALESCE(a.member_id = $1, false))`;

export const PROOF_JOINS = `
  JOIN platform p ON p.id = y.platform_id JOIN author_weight a ON a.id = y.author_id
  LEFT JOIN screenshot s ON s.payout_id = y.id`;

const PROOF_AS_JSON = statement(
  { proof: col.json<ProofRow>() },
  `
  SELECT ${proofAsJson('$3')} AS proof FROM payout y ${PROOF_JOINS}
   WHERE y.id = $2 AND ${isProofShownSql('y')}`,
);
