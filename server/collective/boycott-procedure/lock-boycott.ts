import type { Viewer } from '#server/http/viewer.ts';
import { dateToDay, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import type { Boycott } from '#prisma/client.ts';
import {
  MIN_NEW_ACCOUNT_AGE_HOURS,
  boycottPace,
  boycottState,
  type BoycottPace,
  type BoycottState,
} from '#shared/collective/boycotts.ts';
import { hasEvidenceOnPlatform } from './pledge-eligibility.ts';
import { boycottRights, type BoycottRights, type BoycottRightsFacts } from './rights.ts';

export type ChangedBoycott = { id: string };

/** A boycott that was locked for a change, with its state and pace typed. */
export type LoadedBoycott = Omit<Boycott, 'state' | 'pace'> & {
  readonly state: BoycottState;
  readonly pace: BoycottPace;
};

/**
 * Locks a boycott, so that of two processes that run a step the second finds it done. Pledging does
 * not wait for this lock.
 * @throws AppError not-found.
 */
export async function lockBoycott(tx: Db, id: string): Promise<LoadedBoycott> {
  requireFound(
    (await tx.sql('SELECT 1 FROM boycott WHERE id = $1 FOR NO KEY UPDATE', [id])) || null,
  );
  const row = await tx.boycott.findUniqueOrThrow({ where: { id } });
  return { ...row, state: boycottState.parse(row.state), pace: boycottPace.parse(row.pace) };
}

/**
 * Locks a boycott for an action of the viewer, and checks her right to it.
 * @throws AppError withdrawn when its author withdrew it; not-found; not-allowed.
 */
export async function lockBoycottForAction(
  tx: Db,
  viewer: Viewer,
  id: string,
  right: keyof BoycottRights,
  now: Date,
): Promise<LoadedBoycott> {
  const boycott = await lockBoycott(tx, id);
  if (boycott.title === '') throw new AppError('withdrawn');
  const rights = boycottRights(viewer, await loadBoycottRightsFacts(tx, viewer, boycott, now), now);
  if (!rights[right]) throw new AppError('not-allowed');
  return boycott;
}

/** Whether the viewer's account is old enough for a fast call. */
async function isRipe(tx: Db, { id }: Viewer, now: Date): Promise<boolean> {
  const latest = new Date(now.getTime() - MIN_NEW_ACCOUNT_AGE_HOURS * 3_600_000);
  return (await tx.member.count({ where: { id, createdAt: { lte: latest } } })) > 0;
}

/**
 * Loads the facts on which the viewer's rights in a boycott depend, except whether she seconded it:
 * that takes reading keys.
 */
export async function loadBoycottRightsFacts(
  tx: Db,
  viewer: Viewer,
  boycott: LoadedBoycott,
  now: Date,
): Promise<BoycottRightsFacts> {
  const { id, state, platformId } = boycott;
  const askedLast = await tx.boycottBallot.findFirst({
    where: { boycottId: id, kind: 'call-off' },
    orderBy: { openedAt: 'desc' },
  });
  return {
    state,
    reached: boycott.reached,
    hidden: boycott.hiddenBy !== null,
    mine: boycott.memberId === viewer.id,
    seconded: false,
    worksThere:
      state === 'proposed' && (await hasEvidenceOnPlatform(tx.sql, viewer.id, platformId, now)),
    stepEndsAt: boycott.stepEndsAt,
    debateHours: boycott.debateHours,
    ripe: await isRipe(tx, viewer, now),
    changes: await tx.boycottVersion.count({ where: { boycottId: id } }),
    outcome: boycott.outcome,
    lookedBack: boycott.lookBack !== null,
    endedOn: boycott.endedOn === null ? null : dateToDay(boycott.endedOn),
    callOffAskedAt: askedLast?.openedAt ?? null,
  };
}
