import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { BoycottState, BoycottOutcome } from '#shared/collective/boycotts.ts';
import type { TestApp } from './app.ts';
import { makeMember, platformId, type TestMember } from './factories.ts';

const DAY_MS = 86_400_000;

type BoycottOverrides = {
  slug?: string;
  member?: TestMember;
  state?: BoycottState;
  title?: string;
  client?: string;
  task?: string;
  outcome?: BoycottOutcome;
  proposedAt?: Date;
  onFrom?: Date;
  endedOn?: Date;
  pledged?: number;
};

/** Inserts a boycott in a given state; its proposal is in the transparency log. */
export async function makeBoycott(
  site: TestApp,
  overrides: BoycottOverrides = {},
): Promise<{ id: string; title: string }> {
  const { prisma } = site.database;
  const { now } = site.clock;
  const member = overrides.member ?? (await makeMember(site, { established: true }));
  const { state = 'debated', client, task } = overrides;
  const id = randomId();
  const title = overrides.title ?? `Une tâche qui ne paie rien, ${id}`;
  const proposedAt = overrides.proposedAt ?? new Date(now.getTime() - 10 * DAY_MS);
  const began = ['on', 'ended'].includes(state);
  const platform = await platformId(site, overrides.slug ?? 'clickworker');
  await prisma.$transaction(async (tx) => {
    await tx.boycott.create({
      data: {
        id,
        platformId: platform,
        target: client === undefined ? (task === undefined ? 'platform' : 'task') : 'client',
        clientId:
          client === undefined
            ? null
            : (await tx.client.findUniqueOrThrow({ where: { slug: client } })).id,
        taskId: task ?? null,
        memberId: member.id,
        pace: 'ordinary',
        state,
        title,
        grievance: 'Trente centimes de l’heure.',
        demands: 'Le salaire minimum.',
        partaking: 'Ne prendre aucune de ces tâches.',
        endsWhen: 'La récompense double.',
        threshold: 10,
        debateHours: 72,
        pledgeHours: 72,
        onDays: 30,
        proposedAt,
        stepEndsAt: ['failed', 'ended'].includes(state)
          ? null
          : new Date(now.getTime() + 5 * DAY_MS),
        onFrom: began ? (overrides.onFrom ?? now) : null,
        pledged: began ? (overrides.pledged ?? 12) : null,
        outcome: overrides.outcome ?? null,
        endedOn: overrides.endedOn ?? null,
      },
    });
    await appendEntry(tx, now, {
      kind: 'boycott-proposed',
      subject: `boycott/${id}`,
    });
  });
  return { id, title };
}
