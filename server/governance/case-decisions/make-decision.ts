import { dayToDate, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntries, appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import type { Prisma } from '#prisma/client.ts';
import { findPostsToDecide } from '#server/governance/cases/covered-posts.ts';
import { setPostsHiding, setSubjectHiding } from './set-hiding.ts';
import {
  loadFlaggableSubject,
  type FlaggableSubject,
} from '#server/public-schema/flaggable-subjects.ts';
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
  /** Ids of other posts that it decides on; without them, those that its case covers. */
  readonly batch?: readonly string[];
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
  const shows = kind === 'restore';
  const batch =
    subject.kind === 'post' && (shows || kind === 'hide' || kind === 'remove')
      ? await findPostsToDecide(tx, {
          caseId,
          posts: decision.batch ?? null,
          replaces: replaces ?? null,
          shows,
        })
      : [];
  const pausedUntil =
    subject.kind === 'pause' && kind === 'hide' ? await setPauseEnd(tx, subject.id, now) : null;
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
      until: until ?? pausedUntil,
      ...(numbers === undefined ? {} : { numbers }),
      replaces: replaces ?? null,
      ...(batch.length === 0 ? {} : { batch }),
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
  // The author can withdraw the post that was reported, and leave the others of its batch.
  const isGone =
    batch.length > 0 && (await loadFlaggableSubject(tx, subject.kind, subject.id)) === null;
  const hides = kind === 'hide' || kind === 'remove' || kind === 'veil';
  if ((hides || shows) && !isGone) await setSubjectHiding(tx, subject, hides ? id : null);
  if (batch.length > 0) await setPostsHiding(tx, batch, hides ? id : null);
  const row = `decision/${id}`;
  await appendEntries(tx, now, [
    {
      kind: `${subject.kind}-${isGone ? 'left-standing' : RECORDED[kind]}`,
      subject: about,
      row,
    },
    ...batch.map((post) => ({
      kind: `post-${RECORDED[kind]}` as const,
      subject: `post/${post}`,
      row,
    })),
  ]);
  if (!shows) return { id };
  for (const name of [about, ...batch.map((post) => `post/${post}`)]) {
    await appendIfContentChanged(tx, now, name);
  }
  return { id };
}

const HOUR_MS = 3_600_000;

/**
 * Sets when a pause from posting ends, once: a jury that confirms it does not begin it again. It is a full
 * hour, since the end is public.
 */
async function setPauseEnd(tx: Db, id: string, now: Date): Promise<Date> {
  const { days, endsAt } = await tx.postingPause.findUniqueOrThrow({ where: { id } });
  const end = endsAt ?? new Date(Math.ceil(now.getTime() / HOUR_MS + days * 24) * HOUR_MS);
  await tx.postingPause.update({ where: { id }, data: { endsAt: end } });
  return end;
}
