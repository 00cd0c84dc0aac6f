import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { stateIfPublic, unlistIfStated } from '#server/transparency-log/state-found-rows.ts';
import type { AppealInput, AppealResponse, AppealRefusal } from '#shared/governance/appeals.ts';
import { APPEAL_PERIOD_MONTHS } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import { callJury } from '#server/governance/jury-selection/call-jury.ts';
import { cancelJuriesOfCase } from '#server/governance/jury-selection/cancel-juries.ts';
import { JURY_OF_APPEAL_SQL } from '#server/governance/jury-selection/jury-of-appeal.ts';
import { lockCase } from '#server/governance/cases/load-case.ts';
import { loadCaseSubject } from '#server/governance/cases/covered-posts.ts';
import { findTextCover } from '#server/public-schema/text-covers.ts';
import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { appealRefusalOf } from './rules.ts';

type OwnAppeal = NonNullable<AppealResponse['mine']>;
type Loaded = RowOf<typeof SITUATION> & { readonly why: AppealRefusal | null };

/** Refusals that depend on who the viewer is; all others depend on the time and the decision. */
const NOT_HERS: ReadonlySet<AppealRefusal> = new Set(['not-concerned', 'nothing-to-gain']);

/**
 * Finds whether the viewer can appeal against a decision, until when, and what became of her
 * appeal.
 * @throws AppError not-found.
 */
export async function findAppeal(
  tx: Db,
  viewer: Viewer,
  decision: string,
  now: Date,
): Promise<AppealResponse> {
  const { why, until, mine, ...one } = await load(tx, viewer, decision, now);
  const covered = await findCoveredWords(tx, decision, one);
  if (mine === null) return { decision, can: { appeal: why === null }, why, until, covered, mine };
  const { juryState, ...appeal } = mine;
  const withdraw = appeal.state === 'open' && juryState === 'waiting';
  return {
    decision,
    can: { appeal: why === null },
    why,
    until,
    covered,
    mine: { ...appeal, can: { withdraw } },
  };
}

/** Finds the words that a decision covers now, for the author of the text; none for all others. */
async function findCoveredWords(
  tx: Db,
  decision: string,
  { role, caseId, about }: Pick<Loaded, 'role' | 'caseId' | 'about'>,
): Promise<string[]> {
  if (role !== 'author') return [];
  const subject = await loadCaseSubject(tx, caseId, about);
  if (subject?.coveredBy !== decision) return [];
  return [...((await findTextCover(tx.sql, about))?.words ?? [])];
}

/**
 * Appeals against a decision, which holds until people who did not take it have reviewed it. Joins
 * another appeal in the case that waits for its jury.
 * @throws AppError not-found; not-allowed unless author or flagger with something to gain; conflict
 * when too late, replaced by another decision, or after an earlier appeal in this case.
 */
export async function makeAppeal(
  tx: Db,
  viewer: Viewer,
  decision: string,
  input: AppealInput,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const made = await tx.decision.findUnique({
      where: { id: decision },
      select: { caseId: true },
    });
    await lockCase(tx.sql, requireFound(made?.caseId));
    const { why, caseId, role, mine, jury } = await load(tx, viewer, decision, now);
    if (why !== null) throw new AppError(NOT_HERS.has(why) ? 'not-allowed' : 'conflict');
    await countDailyUse(tx, viewer.id, 'appeal', now);
    const id = mine?.id ?? randomId();
    const fields = {
      decisionId: decision,
      role: role ?? 'author',
      text: input.text,
      // The day alone: her moment would stand beside what she did on the site then.
      appealedAt: dayToDate(today(now)),
      state: 'open',
      endedAt: null,
    };
    // An appeal that no jury could decide can be made again.
    await tx.appeal.upsert({
      where: { id },
      create: { id, caseId, memberId: viewer.id, ...fields },
      update: fields,
    });
    await unlistIfStated(tx, `appeal/${id}`, now);
    await appendEntry(tx, now, {
      kind: 'appeal-made',
      subject: `appeal/${id}`,
      content: { appeal: id, against: decision, case: caseId, role },
    });
    if (jury !== 'waiting') await callJury(tx, { caseId, appealId: id }, now);
    return { id };
  });
}

/**
 * Withdraws an appeal before its jury is drawn; closes the case if no other appeal waits.
 * @throws AppError not-found, also for another's; conflict when the jury sits or it has ended.
 */
export async function withdrawAppeal(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string; decision: string }> {
  const appeal = await tx.appeal.findUnique({ where: { id } });
  if (appeal?.memberId !== viewer.id) throw new AppError('not-found');
  await lockCase(tx.sql, appeal.caseId);
  if (!(await endByOwner(tx, id, now))) throw new AppError('conflict');
  return { id, decision: appeal.decisionId };
}

/** Withdraws a member's appeals on which no jury sits, when she deletes her account. */
export async function withdrawAllAppeals(tx: Db, memberId: string, now: Date): Promise<void> {
  const open = await tx.appeal.findMany({
    where: { memberId, state: 'open' },
    orderBy: { caseId: 'asc' },
  });
  for (const { id, caseId } of open) {
    await lockCase(tx.sql, caseId);
    await endByOwner(tx, id, now);
  }
  // Her ended appeals keep their outcome, not their text.
  await tx.appeal.updateMany({
    where: { memberId, state: { not: 'open' } },
    data: { text: '' },
  });
}

/**
 * Ends an open appeal whose jury still waits for its draw.
 * @returns false when it has ended or its jury sits.
 */
async function endByOwner(tx: Db, id: string, now: Date): Promise<boolean> {
  const { state, caseId } = await tx.appeal.findUniqueOrThrow({ where: { id } });
  const jury = await tx.jury.findFirst({
    where: { caseId, state: { in: ['waiting', 'sitting'] } },
    orderBy: { calledAt: 'desc' },
  });
  if (state !== 'open' || jury?.state !== 'waiting') return false;
  await tx.appeal.update({ where: { id }, data: { state: 'withdrawn', endedAt: now } });
  await appendEntry(tx, now, {
    kind: 'appeal-withdrawn',
    subject: `appeal/${id}`,
    content: { appeal: id },
  });
  const others = await tx.appeal.findFirst({ where: { caseId, state: 'open' } });
  if (jury.appealId === null) return true;
  if (others !== null) {
    await tx.jury.update({ where: { id: jury.id }, data: { appealId: others.id } });
    return true;
  }
  await cancelJuriesOfCase(tx, caseId, now);
  await tx.moderationCase.update({
    where: { id: caseId },
    data: { state: 'closed', closedAt: now },
  });
  await stateIfPublic(tx, `case/${caseId}`, now);
  return true;
}

async function load(tx: Db, viewer: Viewer, decision: string, now: Date): Promise<Loaded> {
  const [row] = await tx.sql(SITUATION, [viewer.id, decision, today(now)]);
  const one = requireFound(row);
  const subject = await loadCaseSubject(tx, one.caseId, one.about);
  const there = subject !== null;
  const hiddenWhole = one.kind === 'cover' && subject !== null && subject.hiddenBy !== null;
  return { ...one, why: appealRefusalOf({ ...one, there, hiddenWhole }) };
}

const UNTIL = `(d.decided_on + interval '${APPEAL_PERIOD_MONTHS} months')::date`;
// $1 is the viewer, $2 the decision, $3 today.
const SITUATION = statement(
  {
    kind: col.oneOf(MEASURES),
    replaced: col.bool,
    used: col.text.orNull,
    jury: col.text.orNull,
    automated: col.bool,
    late: col.bool,
    role: col.oneOf(['author', 'flagger', 'rated']).orNull,
    caseState: col.text,
    otherCase: col.bool,
    caseId: col.text,
    about: col.text,
    until: col.text,
    mine: col.json<Omit<OwnAppeal, 'can'> & { juryState: string | null }>().orNull,
  },
  `
  SELECT k.id AS "caseId", k.subject AS about, d.kind, p.role, k.state AS "caseState",
         EXISTS (SELECT 1 FROM decision r WHERE r.replaces = d.id) AS replaced,
         d.automated AND d.stage NOT IN ('jury', 'appeal') AS automated,
         ${UNTIL} < $3::date AS late, to_char(${UNTIL}, 'YYYY-MM-DD') AS until,
         (SELECT a.state FROM appeal a WHERE a.case_id = k.id AND a.member_id = $1) AS used,
         EXISTS (SELECT 1 FROM moderation_case o WHERE o.subject = k.subject AND o.id <> k.id
                    AND o.state <> 'closed') AS "otherCase",
         (SELECT u.state FROM jury u WHERE u.case_id = k.id AND u.state IN ('waiting', 'sitting')
           ORDER BY u.called_at DESC LIMIT 1) AS jury,
         (SELECT json_build_object('id', a.id, 'decision', a.decision_id, 'state', a.state,
            'text', a.text, 'on', to_char(a.appealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
            'jury', ${JURY_OF_APPEAL_SQL}, 'juryState', (SELECT w.state FROM jury w
              WHERE w.id = ${JURY_OF_APPEAL_SQL})) FROM appeal a
           WHERE a.case_id = k.id AND a.member_id = $1) AS mine
    FROM decision d JOIN moderation_case k ON k.id = d.case_id
    LEFT JOIN case_party p ON p.case_id = k.id AND p.member_id = $1
   WHERE d.id = $2`,
);
