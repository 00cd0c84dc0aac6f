import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import {
  PICTURE_COVER_HOURS,
  type CheckOrigin,
  type DoubtInput,
  type DoubtReasonCode,
} from '#shared/evidence/proof-verification.ts';
import { today } from '#shared/core/days.ts';
import { lockProof, type LoadedProof, type ProofStatement } from './lock-proof.ts';
import { mayAuthorUncoverPicture, requireMayStateOnProof } from './rules.ts';
import { dropUnsupportedChecks } from './drop-checks-and-statements.ts';
import { recordPictureCover, uncoverPicture } from './picture-covers.ts';
import { notifyProofAuthor } from './notifications.ts';
import { isProofShown } from './proof-ready-columns.ts';

const HOUR_MS = 3_600_000;

export type CheckToOpen = {
  readonly payoutId: string;
  /** Key of the picture that the check is about. */
  readonly imageKey: string;
  readonly reason: DoubtReasonCode;
  readonly origin: CheckOrigin;
  /** Payout of the earlier proof whose picture this one resembles. */
  readonly matchPayoutId?: string;
  /** How alike the two pictures are, 0 to 1. */
  readonly similarity?: number;
};

/**
 * Opens a check of a proof, unless an equal one is open. It weighs at once, and is announced once the
 * proof is shown. Open checks affect the author's evidence, which the caller recomputes afterwards.
 * @returns whether the check was opened now.
 */
export async function openCheck(tx: Db, question: CheckToOpen, now: Date): Promise<boolean> {
  const id = randomId();
  const { payoutId, imageKey, reason, origin, matchPayoutId, similarity } = question;
  const opened = await tx.sql(
    `INSERT INTO proof_check
       (id, payout_id, image_key, reason, origin, match_payout_id, similarity, state, opened_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7::float8, 'open', $8::date)
     ON CONFLICT (payout_id, reason) WHERE state = 'open' DO NOTHING`,
    [id, payoutId, imageKey, reason, origin, matchPayoutId ?? null, similarity ?? null, today(now)],
  );
  if (opened === 0) return false;
  if (await isProofShown(tx, payoutId)) await announceCheck(tx, { id, payoutId }, now);
  return true;
}

/** Logs a new check, and notifies of it: others see it once its proof is shown. */
export async function announceCheck(
  tx: Db,
  { id, payoutId }: { readonly id: string; readonly payoutId: string },
  now: Date,
): Promise<void> {
  await appendEntry(tx, now, { kind: 'check-opened', subject: `check/${id}` });
  await notifyProofAuthor(tx, payoutId, 'open', now);
}

/**
 * Confirms another member's proof, replacing the viewer's earlier statement.
 * @throws AppError not-allowed for its author and for members who are not established; conflict
 * without a picture.
 */
export async function confirmProof(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  requireMayStateOnProof(viewerRoles(viewer), proof);
  if (proof.statement?.kind === 'confirm') return { id };
  await countDailyUse(tx, viewer.id, 'confirmation', now);
  await speak(tx, viewer, proof, { kind: 'confirm', reason: null, sentence: null }, now);
  await dropDoubts(tx, id, now);
  await markStale(tx, 'platform', [proof.platformId]);
  return { id };
}

/**
 * Doubts another member's proof for a reason: opens a check or joins the open one. A picture said
 * to show personal data is covered at once, temporarily and only once.
 * @throws AppError as `confirmProof`; conflict also when a decision settled that check.
 */
export async function doubtProof(
  tx: Db,
  viewer: Viewer,
  id: string,
  { reason, sentence }: DoubtInput,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  requireMayStateOnProof(viewerRoles(viewer), proof);
  if (proof.settled.includes(reason)) throw new AppError('conflict');
  const { statement, imageKey } = proof;
  if (
    statement?.kind === 'doubt' &&
    statement.reason === reason &&
    statement.sentence === sentence
  ) {
    return { id };
  }
  await countDailyUse(tx, viewer.id, 'doubt', now);
  await speak(tx, viewer, proof, { kind: 'doubt', reason, sentence }, now);
  // Drop first, so that the author's last notification is that a check is open.
  await dropDoubts(tx, id, now);
  await openCheck(tx, { payoutId: id, imageKey, reason, origin: 'doubt' }, now);
  if (reason === 'personal-data' && !proof.wasCovered) await cover(tx, id, now);
  await markStale(tx, 'platform', [proof.platformId]);
  return { id };
}

/**
 * Withdraws the viewer's confirmation or doubt; closes checks that nobody asks for any more.
 * @throws AppError not-found.
 */
export async function withdrawProofStatement(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  const statementId = requireFound(proof.statementId);
  const subject = `voice/${statementId}`;
  await tx.proofStatement.delete({ where: { id: statementId } });
  await eraseSalts(tx, subject);
  await appendEntry(tx, now, { kind: 'proof-voice-withdrawn', subject });
  await dropDoubts(tx, id, now);
  await markStale(tx, 'platform', [proof.platformId]);
  return { id };
}

/**
 * Uncovers the viewer's own picture that another member reported for personal data; the check stays
 * open.
 * @throws AppError not-allowed for others; conflict when not covered, or covered by a decision.
 */
export async function uncoverOwnPicture(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  if (!proof.mine) throw new AppError('not-allowed');
  if (!mayAuthorUncoverPicture(proof)) throw new AppError('conflict');
  await uncoverPicture(tx, id, now);
  return { id };
}

/**
 * Stores the viewer's statement about the current picture of a proof, replacing her earlier one:
 * each member has one statement per proof. Who made it is never published.
 */
async function speak(
  tx: Db,
  viewer: Viewer,
  { id: payoutId, imageKey, statementId }: LoadedProof,
  statement: ProofStatement,
  now: Date,
): Promise<void> {
  const id = statementId ?? randomId();
  const said = { ...statement, imageKey, createdOn: dayToDate(today(now)) };
  await tx.proofStatement.upsert({
    where: { payoutId_memberId: { payoutId, memberId: viewer.id } },
    create: { id, payoutId, memberId: viewer.id, ...said },
    update: said,
  });
  await appendEntry(tx, now, {
    kind: statement.kind === 'confirm' ? 'proof-confirmed' : 'proof-doubted',
    subject: `voice/${id}`,
  });
}

/** Drops checks that no member's doubt supports any more, and notifies the proof's author. */
async function dropDoubts(tx: Db, payoutId: string, now: Date): Promise<void> {
  if ((await dropUnsupportedChecks(tx, payoutId, now)) > 0)
    await notifyProofAuthor(tx, payoutId, 'dismissed', now);
}

async function cover(tx: Db, payoutId: string, now: Date): Promise<void> {
  const coveredUntil = new Date(now.getTime() + PICTURE_COVER_HOURS * HOUR_MS);
  await tx.screenshot.update({ where: { payoutId }, data: { coveredUntil, wasCovered: true } });
  await recordPictureCover(tx, payoutId, 'picture-covered', now);
}
