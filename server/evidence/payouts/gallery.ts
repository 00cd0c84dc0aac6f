import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  countsInFiguresSql,
  isProofShownSql,
} from '#server/database/predicates/content-visibility.ts';
import { isInProofStateSql } from '#server/database/predicates/shown-proofs.ts';
import {
  MAX_PROOFS_COUNTED,
  PROOFS_PAGE_SIZE,
  type ProofFilters,
  type ProofsCount,
  type ProofsQuery,
  type ProofsResponse,
} from '#shared/evidence/proofs.ts';
import { PROOF_JOINS, proofAsJson, withRights, type ProofRow } from './proof-queries.ts';

/**
 * Finds proofs as the public sees them, those shown last first; of one Monday by random id, so that
 * the order reveals nothing.
 */
export async function findProofs(
  sql: Sql,
  viewer: Viewer | null,
  query: ProofsQuery,
  now: Date,
): Promise<ProofsResponse> {
  const values: unknown[] = [viewer?.id ?? null];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const [day, id] = query.before?.split('_') ?? [];
  const wanted = describeWanted(query, add);
  const after =
    day === undefined ? '' : `AND ${DAY_AND_ID} < (${add(day)}::text::date, ${add(id)}::text)`;
  const size = query.limit ?? PROOFS_PAGE_SIZE;
  const text = pageOf(`${wanted} ${after}`, add(size + 1), add(now.toISOString()));
  const rows = await sql(statement({ proof: col.json<ProofRow>(), day: col.text }, text), values);
  const shown = rows.slice(0, size);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    payouts: shown.map(({ proof }) => withRights(proof)),
    next: last === undefined ? null : `${last.day}_${last.proof.id}`,
  };
}

/** Counts proofs that match and are not hidden, up to MAX_PROOFS_COUNTED to keep it cheap. */
export async function countProofs(sql: Sql, query: ProofFilters): Promise<ProofsCount> {
  const values: unknown[] = [];
  const wanted = describeWanted(query, (value) => `$${values.push(value)}`);
  const [row] = await sql(
    statement(
      { count: col.int },
      `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM payout y WHERE ${wanted} AND ${countsInFiguresSql('y')} LIMIT ${MAX_PROOFS_COUNTED + 1}) y`,
    ),
    values,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, MAX_PROOFS_COUNTED), more: count > MAX_PROOFS_COUNTED };
}

type Add = (value: unknown) => string;

/**
 * SQL: the conditions of a filter on payout `y`. They use shown values only, or filters could be used
 * to guess others.
 */
function describeWanted(query: ProofFilters, add: Add): string {
  const conditions: string[] = [isProofShownSql('y')];
  const { platform, state } = query;
  if (platform !== undefined) {
    conditions.push(`y.platform_id = (SELECT id FROM platform WHERE slug = ${add(platform)})`);
  }
  if (state !== undefined) conditions.push(isInProofStateSql('y', state));
  if (query.screenshot === true) {
    conditions.push('EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = y.id)');
  }
  return conditions.join(' AND ');
}

const DAY_AND_ID = `(y.shown_from, y.id COLLATE "C")`;

// Indexes provide the order, and the page is cut before joining. LIMIT is a literal so that the
// planner knows that a page is short.
function pageOf(wanted: string, size: string, now: string): string {
  const newest = 'y.shown_from DESC, y.id COLLATE "C" DESC';
  return `
  SELECT ${proofAsJson(now)} AS proof, y.shown_from::text AS day FROM (
    SELECT * FROM (
      SELECT y.* FROM payout y WHERE ${wanted}
       ORDER BY ${newest} LIMIT ${PROOFS_PAGE_SIZE + 1}) y
     ORDER BY ${newest} LIMIT ${size}::int) y ${PROOF_JOINS}
   ORDER BY ${newest}`;
}
