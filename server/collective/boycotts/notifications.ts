import type { Db } from '#server/database/db.ts';
import { notifyFollowersOf, type Followable } from '#server/identity/notifications/notify.ts';
import type { BoycottState } from '#shared/collective/boycotts.ts';

/**
 * Steps of which followers of the platform or client are notified too, since they can take part.
 */
const FOR_ALL: readonly string[] = ['debated', 'pledging', 'on'] satisfies BoycottState[];

/**
 * Notifies a boycott's followers of its new step, at once, since the step is public with its time;
 * where others can take part, also followers of its platform or client. Nobody is notified as a
 * seconder or pledger: no inbox item may reveal that she is one.
 */
export async function notifyFollowersOfStep(tx: Db, boycottId: string, now: Date): Promise<void> {
  const { platformId, clientId, taskClientId, state, reached, outcome } = await load(tx, boycottId);
  const client = clientId ?? taskClientId;
  const others: readonly Followable[] = [
    { kind: 'platform', subject: platformId },
    ...(client === null ? [] : [{ kind: 'client' as const, subject: client }]),
  ];
  await notifyFollowersOf(
    tx,
    [{ kind: 'boycott', subject: boycottId }, ...(FOR_ALL.includes(state) ? others : [])],
    {
      kind: 'boycott-step',
      subject: boycottId,
      facts: { boycott: state, reached, ...(outcome === null ? {} : { ending: outcome }) },
    },
    now,
  );
}

export async function notifyFollowersOfBallot(tx: Db, boycottId: string, now: Date): Promise<void> {
  const news = { kind: 'boycott-ballot', subject: boycottId } as const;
  await notifyFollowersOf(tx, [{ kind: 'boycott', subject: boycottId }], news, now);
}

async function load(tx: Db, id: string) {
  const { task, ...boycott } = await tx.boycott.findUniqueOrThrow({
    where: { id },
    select: {
      platformId: true,
      clientId: true,
      state: true,
      reached: true,
      outcome: true,
      task: { select: { clientId: true } },
    },
  });
  return { ...boycott, taskClientId: task?.clientId ?? null };
}
