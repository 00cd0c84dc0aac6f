import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { FLAGGABLE_CONTENT } from '#server/public-schema/flaggable-subjects.ts';
import {
  SIGNED_KINDS,
  type SignedKind,
  type SigningTalliesResponse,
  type SigningTally,
} from '#shared/evidence/attribution.ts';

/**
 * Returns the table of a kind of evidence. Callers count hidden rows too: a decision may restore
 * them, and they must then match the others.
 */
export const tableOfSignedKind = (kind: SignedKind): string => FLAGGABLE_CONTENT[kind].table;

/** Counts an author's signed and unsigned pieces of a kind, except the one about to change. */
export async function countSignedAndUnsigned(
  sql: Sql,
  kind: SignedKind,
  { authorId, id }: { readonly authorId: string; readonly id: string | null },
): Promise<SigningTally> {
  const [tally] = await sql(
    statement(
      { signed: col.int, unsigned: col.int },
      `SELECT ${SIGNED} AS signed, ${UNSIGNED} AS unsigned
       FROM ${tableOfSignedKind(kind)} WHERE author_id = $1 AND id IS DISTINCT FROM $2`,
    ),
    [authorId, id],
  );
  return tally ?? { signed: 0, unsigned: 0 };
}

/** Finds how the viewer's pieces on a platform are signed, by kind. */
export async function findOwnSigningState(
  sql: Sql,
  viewer: Viewer,
  slug: string,
): Promise<SigningTalliesResponse> {
  const [row] = await sql(OWN, [slug, viewer.id]);
  return requireFound(row);
}

const SIGNED = 'count(*) FILTER (WHERE signed)::int';
const UNSIGNED = 'count(*) FILTER (WHERE NOT signed)::int';
const TALLIES = SIGNED_KINDS.map(
  (kind) => `(SELECT json_build_object('signed', ${SIGNED}, 'unsigned', ${UNSIGNED})
    FROM ${tableOfSignedKind(kind)} WHERE author_id = a.id) AS "${kind}"`,
);

const OWN = statement(
  {
    platform: col.json<SigningTalliesResponse['platform']>(),
    payout: col.json<SigningTalliesResponse['payout']>(),
    incident: col.json<SigningTalliesResponse['incident']>(),
    'client-review': col.json<SigningTalliesResponse['client-review']>(),
  },
  `
  SELECT json_build_object('slug', p.slug, 'name', p.name) AS platform, ${TALLIES.join(', ')}
    FROM platform p LEFT JOIN author a ON a.platform_id = p.id AND a.member_id = $2
   WHERE p.slug = $1`,
);
