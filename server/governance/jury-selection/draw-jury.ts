import type { Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { findCheckpointAtHour } from '#server/transparency-log/find-checkpoints.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { JURY_ANSWER_HOURS } from '#shared/governance/cases.ts';
import { drawOrderOf, jurySeedOf } from '#shared/governance/jury-draw.ts';
import { MAX_JURY_DAYS, NONCE_REVEAL_HOURS } from '#shared/governance/juries.ts';
import { parsePoolNames, type LoadedJury } from './lock-jury.ts';
import { canCandidateStillSit } from './candidate-pool.ts';

const HOUR_MS = 3_600_000;

/** Returns the time until which parties can reveal the words of their hashes. */
export function nonceRevealEnd({ drawHour }: Pick<LoadedJury, 'drawHour'>): Date {
  return new Date(drawHour.getTime() + NONCE_REVEAL_HOURS * HOUR_MS);
}

/** Returns the deadline of a drawn juror's answer, at the latest the jury's end. */
export function jurySeatDeadline(
  { askedAt }: { askedAt: Date },
  { endsAt }: { endsAt: Date | null },
): Date {
  const own = askedAt.getTime() + JURY_ANSWER_HOURS * HOUR_MS;
  return new Date(Math.min(own, endsAt?.getTime() ?? own));
}

/**
 * Draws a jury once its hour has a checkpoint and all nonces are revealed, or the time to reveal is
 * over; invites the first jurors.
 * @returns null when it is too early.
 */
export async function drawJury(tx: Db, jury: LoadedJury, now: Date): Promise<LoadedJury | null> {
  if (jury.state !== 'waiting' || jury.drawHour > now) return null;
  const nonces = await tx.juryNonce.findMany({ where: { juryId: jury.id } });
  if (nonces.some(({ nonce }) => nonce === null) && now < nonceRevealEnd(jury)) return null;
  const checkpoint = await findCheckpointAtHour(tx.sql, jury.drawHour);
  if (checkpoint === null) return null;
  const { size, root } = checkpoint;
  const { id, poolHash, siteNonce } = jury;
  const revealed = nonces.map(({ commitment, nonce }) => ({ commitment, nonce }));
  const parts = { jury: id, poolHash, siteNonce, nonces: revealed, checkpoint: { size, root } };
  const seed = await jurySeedOf(nodeCrypto.sha256, parts);
  const drawn = await tx.jury.update({
    where: { id },
    data: {
      state: 'sitting',
      checkpoint: root,
      checkpointSize: size,
      seed,
      drawnAt: now,
      endsAt: new Date(now.getTime() + MAX_JURY_DAYS * 24 * HOUR_MS),
    },
  });
  await appendEntry(tx, now, {
    kind: 'jury-drawn',
    subject: `jury/${id}`,
    content: { jury: id, checkpoint: { size, root }, seed },
  });
  await fillJurySeats(tx, drawn, now);
  return drawn;
}

/**
 * Invites the next candidates in the draw's order for the free seats; those who cannot sit are
 * passed over, publicly.
 * @returns how many seats stay free because nobody is left.
 */
export async function fillJurySeats(tx: Db, jury: LoadedJury, now: Date): Promise<number> {
  const { id: juryId, caseId, seed, endsAt, seats } = jury;
  const turns = await tx.juror.findMany({ where: { juryId }, orderBy: { place: 'asc' } });
  let free = seats - turns.filter(({ state }) => state === 'asked' || state === 'voted').length;
  if (free === 0 || seed === null || (endsAt !== null && endsAt <= now)) return free;
  const names = parsePoolNames(jury);
  if (turns.length === names.length) return free;
  const order = await drawOrderOf(nodeCrypto.sha256, seed, names);
  const members = await membersOf(tx, juryId);
  for (let place = turns.length + 1; place <= order.length && free > 0; place += 1) {
    const drawn = order[place - 1] ?? '';
    const memberId = members.get(drawn) ?? null;
    const sits =
      memberId !== null && (await canCandidateStillSit(tx, { caseId, juryId, memberId }, now));
    const handle = `J-${randomId().slice(0, 5).toUpperCase()}`;
    const state = sits ? 'asked' : 'passed-over';
    await tx.juror.create({
      data: { juryId, place, drawn, memberId, state, askedAt: now, handle },
    });
    if (turns.length > 0) {
      await appendEntry(tx, now, {
        kind: 'juror-replaced',
        subject: `jury/${juryId}`,
        content: { jury: juryId, place, name: drawn, state },
      });
    }
    if (!sits) continue;
    free -= 1;
    await notify(tx, [memberId], { kind: 'jury-duty', subject: juryId }, now);
  }
  return free;
}

/** Maps the names of the pool to member ids; names of deleted accounts are left out. */
async function membersOf(tx: Db, juryId: string): Promise<Map<string, string>> {
  const candidates = await tx.juryCandidate.findMany({ where: { juryId } });
  return new Map(candidates.map(({ name, memberId }) => [name, memberId]));
}
