import type { Db } from '#server/database/db.ts';
import { notifyFollowersOf, type Followable } from '#server/community/inbox/notify.ts';
import type { BoycottState } from '#shared/collective/boycotts.ts';

/** Steps of which they hear too who follow the platform or the client: those where they can take part. */
const FOR_ALL: readonly string[] = ['debated', 'pledging', 'on'] satisfies BoycottState[];

/**
 * Tells who follows a boycott that it came to another step, as its row says now; at once, since the
 * step is public with its moment. Where others can take part, who follows its platform or its client
 * hears of it too. Nobody is told because she seconded or pledged: no line must tell that she did.
 */
export async function tellStep(tx: Db, boycottId: string, now: Date): Promise<void> {
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

/** Tells who follows a boycott that its pledgers are asked something. */
export async function tellBallot(tx: Db, boycottId: string, now: Date): Promise<void> {
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
