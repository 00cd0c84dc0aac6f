import { countUse } from '#server/identity/accounts/limits.ts';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { dateOf, type Db } from '#server/database/db.ts';
import { AppError, found } from '#server/core/errors.ts';
import { newId } from '#server/core/ids.ts';
import { eraseSalts, record } from '#server/transparency-log/record.ts';
import { markStale } from '#server/evidence/recompute/marks.ts';
import {
  COVER_HOURS,
  type CheckOrigin,
  type DoubtInput,
  type DoubtReason,
} from '#shared/evidence/checks.ts';
import { today } from '#shared/core/days.ts';
import { lockProof, whoIs, type LoadedProof, type Voice } from './load.ts';
import { mayUncover, requireVoice } from './rules.ts';
import { dropChecks, recordCover, uncover } from './settle.ts';
import { tellAuthor } from './tell.ts';

const HOUR_MS = 3_600_000;

export type Question = {
  readonly payoutId: string;
  /** The picture that it is about. */
  readonly imageKey: string;
  readonly reason: DoubtReason;
  readonly origin: CheckOrigin;
  /** The earlier proof that its picture looks like. */
  readonly matchPayoutId?: string;
  /** Share of the numbers that both pictures carry, 0 to 1. */
  readonly similarity?: number;
};

/**
 * Opens a question about a proof; where the same one is open already, nothing happens. Who calls it
 * settles the author's evidence afterwards: an open question is part of it.
 * @returns whether it was opened now.
 */
export async function openCheck(tx: Db, question: Question, now: Date): Promise<boolean> {
  const id = newId();
  const { payoutId, imageKey, reason, origin, matchPayoutId, similarity } = question;
  const opened = await tx.sql(
    `INSERT INTO proof_check
       (id, payout_id, image_key, reason, origin, match_payout_id, similarity, state, opened_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7::float8, 'open', $8::date)
     ON CONFLICT (payout_id, reason) WHERE state = 'open' DO NOTHING`,
    [id, payoutId, imageKey, reason, origin, matchPayoutId ?? null, similarity ?? null, today(now)],
  );
  if (opened === 0) return false;
  await record(tx, now, { kind: 'check-opened', subject: `check/${id}` });
  await tellAuthor(tx, payoutId, 'open', now);
  return true;
}

/**
 * Confirms another member's proof, in the place of what the viewer said of it before.
 * @throws AppError not-allowed to its author and to who is not established; conflict where there is
 * no picture to see.
 */
export async function confirmProof(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  requireVoice(whoIs(viewer), proof);
  if (proof.voice?.kind === 'confirm') return { id };
  await countUse(tx, viewer.id, 'confirmation', now);
  await speak(tx, viewer, proof, { kind: 'confirm', reason: null, sentence: null }, now);
  await dropDoubts(tx, id, now);
  await markStale(tx, 'platform', [proof.platformId]);
  return { id };
}

/**
 * Doubts another member's proof for a reason: that opens a question, or joins the one that is open.
 * A picture said to show personal data is covered at once, for a while, once.
 * @throws AppError as `confirmProof`; conflict also where a decision settled that question.
 */
export async function doubtProof(
  tx: Db,
  viewer: Viewer,
  id: string,
  { reason, sentence }: DoubtInput,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  requireVoice(whoIs(viewer), proof);
  if (proof.settled.includes(reason)) throw new AppError('conflict');
  const { voice, imageKey } = proof;
  if (voice?.kind === 'doubt' && voice.reason === reason && voice.sentence === sentence) {
    return { id };
  }
  await countUse(tx, viewer.id, 'doubt', now);
  await speak(tx, viewer, proof, { kind: 'doubt', reason, sentence }, now);
  // In this order: what her author reads last is that one is open.
  await dropDoubts(tx, id, now);
  await openCheck(tx, { payoutId: id, imageKey, reason, origin: 'doubt' }, now);
  if (reason === 'personal-data' && !proof.wasCovered) await cover(tx, id, now);
  await markStale(tx, 'platform', [proof.platformId]);
  return { id };
}

/**
 * Takes back what the viewer said of a proof; a question that nobody asks any more is closed.
 * @throws AppError not-found where she said nothing.
 */
export async function takeBackVoice(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  const voiceId = found(proof.voiceId);
  const subject = `voice/${voiceId}`;
  await tx.proofVoice.delete({ where: { id: voiceId } });
  await eraseSalts(tx, subject);
  await record(tx, now, { kind: 'proof-voice-withdrawn', subject });
  await dropDoubts(tx, id, now);
  await markStale(tx, 'platform', [proof.platformId]);
  return { id };
}

/**
 * Shows one's own picture again that another member said shows personal data; the question stays.
 * @throws AppError not-allowed to others; conflict where it is not covered, or by a decision.
 */
export async function showPictureAgain(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const proof = await lockProof(tx, viewer, id, now);
  if (!proof.mine) throw new AppError('not-allowed');
  if (!mayUncover(proof)) throw new AppError('conflict');
  await uncover(tx, id, now);
  return { id };
}

/** One voice a member and proof: the latest, of the picture that is there. Never by whom. */
async function speak(
  tx: Db,
  viewer: Viewer,
  { id: payoutId, imageKey, voiceId }: LoadedProof,
  voice: Voice,
  now: Date,
): Promise<void> {
  const id = voiceId ?? newId();
  const said = { ...voice, imageKey, createdOn: dateOf(today(now)) };
  await tx.proofVoice.upsert({
    where: { payoutId_memberId: { payoutId, memberId: viewer.id } },
    create: { id, payoutId, memberId: viewer.id, ...said },
    update: said,
  });
  await record(tx, now, {
    kind: voice.kind === 'confirm' ? 'proof-confirmed' : 'proof-doubted',
    subject: `voice/${id}`,
  });
}

/** Its author hears that nobody asks any more: who asked took it back, or asks something else. */
async function dropDoubts(tx: Db, payoutId: string, now: Date): Promise<void> {
  if ((await dropChecks(tx, payoutId, now)) > 0) await tellAuthor(tx, payoutId, 'dismissed', now);
}

async function cover(tx: Db, payoutId: string, now: Date): Promise<void> {
  const coveredUntil = new Date(now.getTime() + COVER_HOURS * HOUR_MS);
  await tx.screenshot.update({ where: { payoutId }, data: { coveredUntil, wasCovered: true } });
  await recordCover(tx, payoutId, 'picture-covered', now);
}
