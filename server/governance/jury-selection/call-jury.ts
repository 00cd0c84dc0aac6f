import { randomBytes } from 'node:crypto';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { stateIfPublic } from '#server/transparency-log/state-found-rows.ts';
import { sha256OfText, hashJuryPool } from '#shared/governance/jury-draw.ts';
import { JURY_DRAW_DELAY_HOURS } from '#shared/governance/juries.ts';
import { findJuryCandidates, makeCandidateName } from './candidate-pool.ts';

const HOUR_MS = 3_600_000;

/**
 * Calls a jury of people who did not decide, for a contested case or an appeal: fixes the pool and
 * the hour of the draw, records both, and invites author and flaggers to add a nonce. The caller
 * has locked the case.
 */
export async function callJury(
  tx: Db,
  { caseId, appealId = null }: { readonly caseId: string; readonly appealId?: string | null },
  now: Date,
): Promise<void> {
  await tx.moderationCase.update({
    where: { id: caseId },
    data: { state: 'jury', takenBy: null, takenUntil: null, closedAt: null },
  });
  await stateIfPublic(tx, `case/${caseId}`, now);
  const id = randomId();
  const { seats, memberIds } = await findJuryCandidates(tx, caseId, now);
  const candidates = await Promise.all(memberIds.map(makeCandidateName));
  const pool = candidates.map(({ name }) => name).toSorted();
  const poolHash = await hashJuryPool(nodeCrypto.sha256, pool);
  const siteNonce = randomBytes(32).toString('hex');
  const siteCommitment = await sha256OfText(nodeCrypto.sha256, siteNonce);
  const drawHour = hourOf(now);
  await tx.jury.create({
    data: {
      id,
      caseId,
      appealId,
      seats,
      state: 'waiting',
      calledAt: now,
      drawHour,
      pool,
      poolHash,
      candidates: { createMany: { data: candidates } },
      siteNonce,
      siteCommitment,
    },
  });
  await appendEntry(tx, now, {
    kind: 'jury-called',
    subject: `jury/${id}`,
    // The record commits to it before the hour of the draw; all of it is published to compare.
    content: {
      jury: id,
      seats,
      pool: poolHash,
      site: siteCommitment,
      hour: drawHour.toISOString().replace('.000Z', 'Z'),
    },
  });
  const parties = await tx.sql(
    statement(
      { memberId: col.text },
      `SELECT member_id AS "memberId" FROM case_party WHERE case_id = $1`,
    ),
    [caseId],
  );
  await notify(
    tx,
    parties.map(({ memberId }) => memberId),
    { kind: 'jury-called', subject: id },
    now,
  );
}

/**
 * Returns the hour of the draw: the first full hour that leaves the parties a day for their nonces.
 */
function hourOf(now: Date): Date {
  return new Date(Math.ceil(now.getTime() / HOUR_MS + JURY_DRAW_DELAY_HOURS) * HOUR_MS);
}
