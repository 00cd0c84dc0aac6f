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
import { AppError } from '#server/core/errors.ts';
import { isCoverable, type CaseSubjectKind } from '#shared/core/subject-kinds.ts';
import { coverText, uncoverText } from './cover-text.ts';
import { openCasesOfSameWords } from './open-cases-of-same-words.ts';
import { findTextCover } from '#server/public-schema/text-covers.ts';
import { findWordsToCover } from './words-to-cover.ts';
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
  /** The words to cover; without them, those that its case proposes or covers already. */
  readonly words?: readonly string[] | null;
};

const RECORDED = {
  hide: 'hidden',
  remove: 'removed',
  veil: 'veiled',
  restore: 'restored',
  cover: 'covered',
  uncover: 'uncovered',
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
  // Covering words is milder than what hid the whole text, which it replaces.
  const unhides =
    kind === 'cover' &&
    subject.hiddenBy !== null &&
    (replaces ?? subject.hiddenBy) === subject.hiddenBy;
  if ((hides || shows || unhides) && !isGone)
    await setSubjectHiding(tx, subject, hides ? id : null);
  const versions = await applyCover(tx, decision, id, now);
  if (batch.length > 0) await setPostsHiding(tx, batch, hides ? id : null);
  const row = `decision/${id}`;
  await appendEntries(tx, now, [
    {
      kind: isGone ? `${subject.kind}-left-standing` : recordedKind(subject.kind, kind),
      subject: about,
      row,
    },
    ...batch.map((post) => ({
      kind: `post-${RECORDED[kind]}` as const,
      subject: `post/${post}`,
      row,
    })),
  ]);
  if (!shows && kind !== 'cover' && kind !== 'uncover') return { id };
  for (const name of [about, ...versions, ...batch.map((post) => `post/${post}`)]) {
    await appendIfContentChanged(tx, now, name);
  }
  return { id };
}

/** The kind of the record's entry for a measure. Only some kinds have texts of which words are covered. */
function recordedKind(kind: CaseSubjectKind, measure: Measure) {
  if (measure !== 'cover' && measure !== 'uncover') return `${kind}-${RECORDED[measure]}` as const;
  if (!isCoverable(kind)) throw new AppError('conflict');
  return `${kind}-${RECORDED[measure]}` as const;
}

/**
 * Covers words of the subject's text, or shows them again.
 * @returns record names of former versions that this changes.
 */
async function applyCover(
  tx: Db,
  { caseId, subject, kind, rule, words }: CaseDecisionToMake,
  decision: string,
  now: Date,
): Promise<string[]> {
  const { kind: of, id } = subject;
  if (!isCoverable(of)) return [];
  if (kind === 'uncover') return uncoverText(tx, { kind: of, id });
  if (kind !== 'cover') return [];
  const covered = words ?? (await findWordsToCover(tx, caseId, subject));
  const before = (await findTextCover(tx.sql, `${of}/${id}`))?.words ?? [];
  const versions = await coverText(tx, { kind: of, id }, decision, covered, rule);
  // A jury that confirms them asks nobody again about texts that others decided on meanwhile.
  const added = covered.filter((one) => !before.includes(one));
  if (added.length > 0) await openCasesOfSameWords(tx, `${of}/${id}`, added, rule, now);
  return versions;
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
