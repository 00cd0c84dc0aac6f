import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { areNamedInPosts } from './refuse-unsigning.ts';
import { FLAGGABLE_CONTENT } from '#server/public-schema/flaggable-subjects.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { followSigning } from '#server/evidence/proof-verification/proof-ready-columns.ts';
import { today } from '#shared/core/days.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import {
  findSigningMismatch,
  type SignedKind,
  type SigningRequest,
} from '#shared/evidence/attribution.ts';
import { tableOfSignedKind, countSignedAndUnsigned } from './queries.ts';

/**
 * Kind of the record entry for a change of a piece of evidence, by the kind of the piece; payouts are
 * recorded as proofs.
 */
const CHANGED = {
  incident: 'incident-corrected',
  'client-review': 'client-review-edited',
} as const satisfies Record<Exclude<SignedKind, 'payout'>, string>;

/**
 * Locks a member's signing state on the platform of a piece, before the piece itself: of two
 * concurrent acts the second sees how the first was signed.
 */
export async function lockSigningState(
  tx: Db,
  viewer: Viewer,
  kind: SignedKind,
  id: string,
): Promise<void> {
  await tx.sql(
    `SELECT 1 AS one FROM ${tableOfSignedKind(kind)} x JOIN author a ON a.id = x.author_id
      WHERE x.id = $1 AND a.member_id = $2 FOR NO KEY UPDATE OF a`,
    [id, viewer.id],
  );
}

/**
 * Keeps all pieces of one kind by one member on one platform signed, or all unsigned, when one is
 * about to be published or corrected. With her consent the others change too, each that is shown
 * recorded as a correction. Call before computing figures and before taking the locks of her withdrawals.
 * @returns how many others changed.
 * @throws AppError bad-input when they differ and she did not consent.
 */
export async function matchSigningOfOtherPieces(
  tx: Db,
  viewer: Viewer,
  piece: { readonly kind: SignedKind; readonly authorId: string; readonly id: string | null },
  wish: SigningRequest,
  now: Date,
): Promise<number> {
  const { kind, authorId, id } = piece;
  const { sql } = tx;
  // In one write: PostgreSQL begins the second statement once the first has its lock.
  const [, others] = await Promise.all([
    sql('SELECT 1 AS one FROM author WHERE id = $1 FOR NO KEY UPDATE', [authorId]),
    countSignedAndUnsigned(sql, kind, piece),
  ]);
  const issue = findSigningMismatch(others, wish);
  if (issue !== null) throw fieldError('signed', issue, kind);
  if ((wish.signed ? others.unsigned : others.signed) === 0) return 0;
  await countDailyUse(tx, viewer.id, 'signing', now);
  const changed = await sql(
    statement(
      { id: col.text, client: col.text.orNull, shown: col.bool },
      `UPDATE ${tableOfSignedKind(kind)} t SET signed = $3
      WHERE author_id = $1 AND id IS DISTINCT FROM $2 AND signed <> $3
      RETURNING id, ${kind === 'client-review' ? 'client_id' : 'NULL'} AS client,
                ${FLAGGABLE_CONTENT[kind].shown ?? 'true'} AS shown`,
    ),
    [authorId, id, wish.signed],
  );
  const ids = changed.map((one) => one.id);
  const pictured = kind === 'payout' || kind === 'incident';
  if (!wish.signed && pictured && (await areNamedInPosts(tx, viewer, kind, ids))) {
    throw fieldError('alike', 'others-named-in-posts');
  }
  if (kind === 'payout') {
    await followSigning(tx, ids, today(now), now);
  } else {
    await appendEntries(
      tx,
      now,
      changed
        .filter(({ shown }) => shown)
        .map(({ id: one }) => ({ kind: CHANGED[kind], subject: `${kind}/${one}` })),
    );
  }
  await markStale(tx, 'client', [...new Set(changed.flatMap((one) => one.client ?? []))]);
  return ids.length;
}
