import { dayToDate, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry, appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import type { Prisma } from '#prisma/client.ts';
import { setSubjectHiding } from './set-hiding.ts';
import type { FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import type { DecisionMaker } from '#server/identity/roles/decision-maker-handles.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';

export type CaseDecisionToMake = {
  readonly caseId: string;
  readonly subject: FlaggableSubject;
  readonly kind: Measure;
  readonly rule: string;
  readonly reason: string;
  readonly facts: string;
  readonly origin: string;
  readonly stage: 'veil' | 'first' | 'appeal' | 'jury';
  /** Empty for automated decisions, such as the end of a veil. */
  readonly hands: readonly DecisionMaker[];
  readonly alone?: boolean;
  readonly until?: Date;
  readonly automated?: boolean;
  readonly numbers?: Prisma.InputJsonValue;
  readonly replaces?: string;
};

const RECORDED = {
  hide: 'hidden',
  remove: 'removed',
  veil: 'veiled',
  restore: 'restored',
  dismiss: 'left-standing',
} as const satisfies Record<Measure, string>;

/**
 * Stores a decision on a case with its decision makers, applies and records it. A deferred database
 * constraint refuses decision makers who may not decide. The caller closes the case and notifies
 * those concerned.
 */
export async function makeCaseDecision(
  tx: Db,
  decision: CaseDecisionToMake,
  now: Date,
): Promise<{ id: string }> {
  const { caseId, subject, kind, rule, reason, facts, origin, stage, hands } = decision;
  const { alone = false, until, automated = false, numbers, replaces } = decision;
  const id = randomId();
  const about = `${subject.kind}/${subject.id}`;
  await tx.decision.create({
    data: {
      id,
      kind,
      caseId,
      subject: about,
      platformId: subject.platformId,
      rule,
      reason,
      facts,
      origin,
      stage,
      alone,
      automated,
      until: until ?? null,
      ...(numbers === undefined ? {} : { numbers }),
      replaces: replaces ?? null,
      decidedOn: dayToDate(today(now)),
      decidedAt: now,
      hands: {
        create: hands.map(({ seat, handle, memberId }, nth) => ({
          number: nth + 1,
          seat,
          handle,
          memberId,
        })),
      },
    },
  });
  if (kind === 'hide' || kind === 'remove' || kind === 'veil')
    await setSubjectHiding(tx, subject, id);
  if (kind === 'restore') await setSubjectHiding(tx, subject, null);
  await appendEntry(tx, now, {
    kind: `${subject.kind}-${RECORDED[kind]}`,
    subject: about,
    row: `decision/${id}`,
  });
  if (kind === 'restore') await appendIfContentChanged(tx, now, about);
  return { id };
}
