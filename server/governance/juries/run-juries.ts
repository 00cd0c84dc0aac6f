import type { Database, Db } from '#server/database/db.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { JURY_ANSWER_HOURS } from '#shared/governance/cases.ts';
import { drawJury, fillJurySeats } from '#server/governance/jury-selection/draw-jury.ts';
import { endJuryIfDecided, endJuryUndecided } from './conclude-jury.ts';
import { lockJury, type LoadedJury } from '#server/governance/jury-selection/lock-jury.ts';

const HOUR_MS = 3_600_000;

/**
 * Runs what is due for juries: draws those whose hour has passed, replaces silent jurors, and ends
 * those past their days.
 * @throws AggregateError of the failures, after all others are done.
 */
export async function runDueJuries({ prisma }: Pick<Database, 'prisma'>, now: Date): Promise<void> {
  const due = await prisma.jury.findMany({
    where: { OR: [{ state: 'waiting', drawHour: { lte: now } }, { state: 'sitting' }] },
    orderBy: { calledAt: 'asc' },
    select: { id: true },
  });
  const failures: unknown[] = [];
  for (const { id } of due) {
    await prisma
      .$transaction((tx) => runJury(tx, id, now))
      .catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'juries not run');
}

async function runJury(tx: Db, id: string, now: Date): Promise<void> {
  const locked = await lockJury(tx, id);
  if (locked.state === 'waiting') {
    const drawn = await drawJury(tx, locked, now);
    if (drawn === null) await remind(tx, locked, now);
    else await endIfOver(tx, drawn, now);
    return;
  }
  if (locked.state !== 'sitting') return;
  await tx.juror.updateMany({
    where: {
      juryId: id,
      state: 'asked',
      askedAt: { lte: new Date(now.getTime() - JURY_ANSWER_HOURS * HOUR_MS) },
    },
    data: { state: 'silent' },
  });
  await fillJurySeats(tx, locked, now);
  await endIfOver(tx, locked, now);
}

/**
 * Ends a jury with no juror left to invite or past its days: by a majority of the votes, or without
 * one.
 */
async function endIfOver(tx: Db, jury: LoadedJury, now: Date): Promise<void> {
  const { id, endsAt } = jury;
  const asked = await tx.juror.count({ where: { juryId: id, state: 'asked' } });
  const over = asked === 0 || (endsAt !== null && endsAt <= now);
  if (!over || (await endJuryIfDecided(tx, jury, now, true))) return;
  await tx.juror.updateMany({ where: { juryId: id, state: 'asked' }, data: { state: 'silent' } });
  await endJuryUndecided(tx, jury, now);
}

/** Reminds parties who committed to words to reveal them; repeated calls renew one inbox item. */
async function remind(tx: Db, { id }: LoadedJury, now: Date): Promise<void> {
  const waiting = await tx.juryNonce.findMany({
    where: { juryId: id, nonce: null, memberId: { not: null } },
    select: { memberId: true },
  });
  const told = await tx.inboxItem.findMany({
    where: { kind: 'jury-reveal', subject: id },
    select: { memberId: true },
  });
  const before = new Set(told.map(({ memberId }) => memberId));
  const members = waiting.flatMap(({ memberId }) =>
    memberId === null || before.has(memberId) ? [] : [memberId],
  );
  await notify(tx, members, { kind: 'jury-reveal', subject: id }, now);
}
