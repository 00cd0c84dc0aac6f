import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { stateIfPublic } from '#server/transparency-log/state-found-rows.ts';
import { FLAG_REASONS, type FlagReasonCode } from '#shared/governance/cases.ts';
import { flagOutcome } from '#server/governance/cases/rules.ts';
import { endCase } from '#server/governance/case-decisions/end-case.ts';
import {
  visibilityAfter,
  isVoteOfMajority,
  verdictOf,
  type JurorVote,
  type JuryVerdict,
} from './rules.ts';
import { endAppealsOfCase } from '#server/governance/jury-selection/end-appeals.ts';
import type { LoadedJury } from '#server/governance/jury-selection/lock-jury.ts';
import { isCoverAtStake } from '#server/governance/case-decisions/words-to-cover.ts';
import { makeCaseDecision } from '#server/governance/case-decisions/make-decision.ts';
import { loadCaseSubject } from '#server/governance/cases/covered-posts.ts';
import type { FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import type { DecisionMaker } from '#server/identity/roles/decision-maker-handles.ts';
import { MEASURES, type Measure } from '#shared/core/moderation-decisions.ts';

type Contested = {
  readonly subject: FlaggableSubject;
  readonly reason: FlagReasonCode;
  readonly origin: string;
  readonly facts: string;
  readonly replaces: { readonly id: string; readonly kind: Measure } | null;
  /** The jury covers words of the subject's text, or shows them. */
  readonly coverAtStake: boolean;
};

/**
 * Ends a jury that has a majority: records the decision of the majority's jurors, closes the case,
 * and sets the outcome of appeals.
 * @param over whether no more votes will come.
 * @returns false without a majority, and when the subject was withdrawn.
 */
export async function endJuryIfDecided(
  tx: Db,
  jury: LoadedJury,
  now: Date,
  over = false,
): Promise<boolean> {
  const voters = await tx.juror.findMany({
    where: { juryId: jury.id, state: 'voted' },
    orderBy: { place: 'asc' },
  });
  const cast = voters.flatMap(({ vote, ...juror }) =>
    vote === null ? [] : [{ ...juror, vote: vote as JurorVote['vote'] }],
  );
  const verdict = verdictOf(cast, jury.seats, over);
  if (verdict === null) return false;
  const contested = await loadContested(tx, jury);
  if (contested === null) return false;
  const majority = cast.filter((one) => isVoteOfMajority(one, verdict));
  await decide(tx, jury, contested, verdict, {
    reason: majority.map(({ reason }) => reason ?? '').join('\n\n'),
    hands: majority.flatMap(({ memberId, handle }) =>
      memberId === null ? [] : [{ seat: 'juror', handle, memberId }],
    ),
    now,
  });
  return true;
}

/**
 * Ends a jury that ran out of jurors: an earlier decision stands; a subject without one stays as it
 * is.
 */
export async function endJuryUndecided(tx: Db, jury: LoadedJury, now: Date): Promise<void> {
  const { id, caseId, appealId } = jury;
  await tx.jury.update({ where: { id }, data: { state: 'failed', endedAt: now } });
  await appendEntry(tx, now, { kind: 'jury-failed', subject: `jury/${id}`, content: { jury: id } });
  const contested = await loadContested(tx, jury);
  const appeals = await tx.appeal.count({ where: { caseId, state: 'open' } });
  await endAppealsOfCase(tx, caseId, 'undecided', null, now);
  const standing = contested?.replaces ?? null;
  if (appealId !== null || (appeals > 0 && standing !== null)) {
    // The earlier decision stands, and decides the outcome of the flags.
    const outcome = flagOutcome(standing?.kind ?? 'dismiss', false);
    await tx.flag.updateMany({ where: { caseId, outcome: null }, data: { outcome } });
    await tx.moderationCase.update({
      where: { id: caseId },
      data: { state: 'closed', closedAt: now },
    });
    await stateIfPublic(tx, `case/${caseId}`, now);
    await stateIfPublic(tx, `jury/${id}`, now);
    return;
  }
  if (contested === null) return;
  const { subject, reason, origin } = contested;
  const veiled = subject.hiddenBy !== null && standing?.kind === 'veil';
  const kind = veiled ? 'restore' : 'dismiss';
  const made = await makeCaseDecision(
    tx,
    {
      caseId,
      subject,
      kind,
      rule: FLAG_REASONS[reason],
      reason: '',
      facts: '',
      origin,
      stage: 'jury',
      hands: [],
      automated: true,
      ...(kind === 'restore' && subject.hiddenBy !== null ? { replaces: subject.hiddenBy } : {}),
    },
    now,
  );
  await endCase(tx, { caseId, subject, decision: { id: made.id, kind } }, now);
  await stateIfPublic(tx, `jury/${id}`, now);
}

async function decide(
  tx: Db,
  { id, caseId, appealId }: LoadedJury,
  { subject, reason: flagged, origin, facts, replaces, coverAtStake }: Contested,
  verdict: JuryVerdict,
  { reason, hands, now }: { reason: string; hands: readonly DecisionMaker[]; now: Date },
): Promise<void> {
  const kind = measureOf(verdict, subject, coverAtStake);
  const appeals = await tx.appeal.count({ where: { caseId, state: 'open' } });
  const made = await makeCaseDecision(
    tx,
    {
      caseId,
      subject,
      kind,
      rule: verdict.rule ?? FLAG_REASONS[flagged],
      reason,
      facts,
      origin,
      stage: appealId === null ? 'jury' : 'appeal',
      hands,
      ...(replaces === null ? {} : { replaces: replaces.id }),
    },
    now,
  );
  await tx.jury.update({
    where: { id },
    data: { state: 'decided', decisionId: made.id, endedAt: now },
  });
  const votes = await tx.juror.findMany({
    where: { juryId: id, state: 'voted' },
    orderBy: { handle: 'asc' },
    select: { handle: true, vote: true, rule: true, reason: true },
  });
  await appendEntry(tx, now, {
    kind: 'jury-decided',
    subject: `jury/${id}`,
    content: { jury: id, decision: made.id, votes },
  });
  const same = replaces !== null && visibilityAfter(replaces.kind) === visibilityAfter(kind);
  const confirmed = appeals > 0 && same;
  await endAppealsOfCase(tx, caseId, same ? 'upheld' : 'reversed', made.id, now);
  await endCase(tx, { caseId, subject, decision: { id: made.id, kind }, confirmed }, now);
  await stateIfPublic(tx, `jury/${id}`, now);
}

/** Loads the subject that a jury decides on; null when its author withdrew it. */
async function loadContested(tx: Db, { caseId }: LoadedJury): Promise<Contested | null> {
  const one = await tx.moderationCase.findUniqueOrThrow({ where: { id: caseId } });
  const subject = await loadCaseSubject(tx, caseId, one.subject);
  if (subject === null) return null;
  const [row] = await tx.sql(FACTS, [caseId]);
  const coverAtStake = await isCoverAtStake(tx, caseId);
  return {
    subject,
    reason: one.reason as FlagReasonCode,
    origin: one.origin,
    facts: row?.facts ?? '',
    replaces: await standingDecision(tx, caseId, subject, coverAtStake),
    coverAtStake,
  };
}

/** The measure by which a jury's verdict takes effect. */
function measureOf(
  { kind }: JuryVerdict,
  { hiddenBy, coveredBy }: FlaggableSubject,
  coverAtStake: boolean,
): Measure {
  if (kind !== 'restore' && kind !== 'dismiss') return kind;
  if (coverAtStake && coveredBy !== null) return 'uncover';
  return hiddenBy === null ? 'dismiss' : 'restore';
}

/**
 * Finds the decision that hides the subject now, or covers words of it where the jury is about these, else the case's last decision unless replaced;
 * null without one.
 */
async function standingDecision(
  tx: Db,
  caseId: string,
  { hiddenBy, coveredBy }: FlaggableSubject,
  coverAtStake: boolean,
): Promise<Contested['replaces']> {
  const [row] = await tx.sql(
    statement(
      { id: col.text, kind: col.oneOf(MEASURES) },
      `SELECT d.id, d.kind FROM decision d
      WHERE CASE WHEN $2::text IS NULL THEN d.case_id = $1 ELSE d.id = $2 END
        AND NOT EXISTS (SELECT 1 FROM decision r WHERE r.replaces = d.id)
      ORDER BY d.decided_at DESC, d.id LIMIT 1`,
    ),
    [caseId, (coverAtStake ? coveredBy : null) ?? hiddenBy],
  );
  return row ?? null;
}

// The last proposal or, for an appeal, the facts of the decision.
const FACTS = statement(
  { facts: col.text.orNull },
  `
  SELECT COALESCE(
    (SELECT d.facts FROM appeal a JOIN decision d ON d.id = a.decision_id
      WHERE a.case_id = $1 AND a.state = 'open' ORDER BY a.appealed_at, a.id LIMIT 1),
    (SELECT p.facts FROM case_proposal p WHERE p.case_id = $1
      ORDER BY p.proposed_at DESC, p.id LIMIT 1)) AS facts`,
);
