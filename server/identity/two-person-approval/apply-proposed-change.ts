import type { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import type { ChangeKind, PeopleBehindChange } from './change-kind.ts';
import type { ProposedChangeRow } from './load-proposed-change.ts';

/** The confirmer of a proposed change, and her public handle. */
export type SecondPerson = { readonly id: string; readonly handle: string | null };

/**
 * Applies a proposed change, stores its decision makers and notifies the proposer.
 * @throws AppError conflict when nothing would change.
 */
export async function applyProposedChange(
  tx: Db,
  kind: ChangeKind,
  row: ProposedChangeRow,
  { second, hands }: { second: SecondPerson | null; hands: PeopleBehindChange['hands'] },
  now: Date,
): Promise<void> {
  await kind.check(tx, row, now);
  const alone = second === null;
  const by: PeopleBehindChange = { memberId: row.memberId, hands, alone };
  const { result, before } = await kind.apply(tx, row, by, now);
  await tx.proposedChange.update({
    where: { id: row.id },
    data: {
      state: alone ? 'alone' : 'confirmed',
      endedAt: now,
      dueAt: null,
      secondId: second?.id ?? null,
      secondHandle: second?.handle ?? null,
      result,
      ...(before === undefined ? {} : { before: before as Prisma.InputJsonObject }),
    },
  });
  await tellProposer(tx, row, now);
}

/** Ends a proposed change without effect. */
export async function closeProposedChange(
  tx: Db,
  row: ProposedChangeRow,
  end:
    | { readonly state: 'dropped' }
    | { readonly state: 'refused'; readonly second: SecondPerson; readonly objection: string },
  now: Date,
): Promise<void> {
  const refused =
    end.state === 'refused'
      ? {
          secondId: end.second.id,
          secondHandle: end.second.handle,
          objection: end.objection,
        }
      : {};
  await tx.proposedChange.update({
    where: { id: row.id },
    data: { state: end.state, endedAt: now, dueAt: null, ...refused },
  });
  if (end.state === 'refused') await tellProposer(tx, row, now);
}

async function tellProposer(tx: Db, { id, memberId }: ProposedChangeRow, now: Date): Promise<void> {
  if (memberId !== null) await notify(tx, [memberId], { kind: 'act-answered', subject: id }, now);
}
