import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import { utcTimestampSql, dayToDate, type Db } from '#server/database/db.ts';
import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { caseRights } from '#server/governance/cases/rules.ts';
import { loadCase, type CaseForViewer } from '#server/governance/cases/load-case.ts';
import { requireModerator, viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { today } from '#shared/core/days.ts';
import {
  LIKENESS_DAYS,
  LIKENESS_LOOKS_PER_CASE,
  LIKENESS_MAX_ACCOUNTS,
  type LikenessAnswer,
  type LikenessAnswerInput,
  type LikenessResponse,
} from '#shared/governance/account-likeness.ts';
import { findAlikeAccounts } from './alike-accounts.ts';

/** Posts of others that are compared: the nearest in time to those of the case. */
const MAX_NEAR = 2_000;

/**
 * Finds what a moderator sees of the question whether the author of a case's posts has other accounts:
 * nothing before she asks, nor the other moderator's answer before she gives her own. It is computed
 * from posts that everybody can read; evidence, voices and addresses are never read
 * (docs/decisions/likeness.md).
 * @throws AppError not-allowed unless she is a moderator who is no party; conflict when the case is not
 * about posts, or decided.
 */
export async function findLikeness(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<LikenessResponse> {
  const one = await loadComparedCase(tx, viewer, id, now, false);
  const looks = await tx.likenessLook.findMany({ where: { caseId: id } });
  const own = looks.find(({ memberId }) => memberId === viewer.id);
  if (own === undefined) {
    const can = { ask: looks.length < LIKENESS_LOOKS_PER_CASE };
    return { accounts: null, more: 0, answer: null, other: null, can };
  }
  const accounts = await compareWithOthers(tx, one);
  const other = looks.find(({ memberId }) => memberId !== viewer.id);
  return {
    accounts: accounts.slice(0, LIKENESS_MAX_ACCOUNTS),
    more: Math.max(0, accounts.length - LIKENESS_MAX_ACCOUNTS),
    answer: own.answer as LikenessAnswer | null,
    other: own.answer === null ? null : ((other?.answer ?? null) as LikenessAnswer | null),
    can: { ask: false },
  };
}

/**
 * Notes that a moderator looks; two may in a case.
 * @throws AppError as `findLikeness`; conflict when two others have looked; too-many past the daily limit.
 */
export async function askLikeness(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  await loadComparedCase(tx, viewer, id, now, true);
  const looks = await tx.likenessLook.findMany({ where: { caseId: id } });
  if (looks.some(({ memberId }) => memberId === viewer.id)) return { id };
  if (looks.length >= LIKENESS_LOOKS_PER_CASE) throw new AppError('conflict');
  await countDailyUse(tx, viewer.id, 'likeness', now);
  await tx.likenessLook.create({
    data: { caseId: id, memberId: viewer.id, lookedOn: dayToDate(today(now)) },
  });
  return { id };
}

/**
 * Keeps a moderator's answer, which changes nothing by itself and cannot be changed.
 * @throws AppError as `findLikeness`; conflict when she has not looked, or gave another answer.
 */
export async function answerLikeness(
  tx: Db,
  viewer: Viewer,
  id: string,
  { answer }: LikenessAnswerInput,
  now: Date,
): Promise<{ id: string }> {
  await loadComparedCase(tx, viewer, id, now, true);
  const where = { caseId_memberId: { caseId: id, memberId: viewer.id } };
  const look = await tx.likenessLook.findUnique({ where });
  if (look === null || (look.answer !== null && look.answer !== answer)) {
    throw new AppError('conflict');
  }
  await tx.likenessLook.update({ where, data: { answer } });
  return { id };
}

async function loadComparedCase(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
  lock: boolean,
): Promise<CaseForViewer> {
  const one = await loadCase(tx, viewer, id, now, { lock });
  requireModerator(viewer);
  if (one.party || one.linked) throw new AppError('not-allowed');
  if (!caseRights(viewerRoles(viewer), one).likeness) throw new AppError('conflict');
  return one;
}

async function compareWithOthers(tx: Db, { subject, posts }: CaseForViewer) {
  if (subject.memberId === null) return [];
  const about = subject.kind === 'post' ? [subject.id, ...posts] : [];
  const pause = subject.kind === 'pause' ? subject.id : null;
  const ofCase = await tx.sql(OF_CASE, [about, pause, subject.memberId]);
  const [first, last] = [ofCase[0], ofCase.at(-1)];
  if (first === undefined || last === undefined) return [];
  const near = await tx.sql(NEAR, [subject.memberId, first.at, last.at]);
  return findAlikeAccounts(ofCase, near);
}

// $1 are posts, $2 a pause or null, $3 the author.
const OF_CASE = statement(
  { id: col.text, text: col.text, at: col.text },
  `
  SELECT p.id, p.text, ${utcTimestampSql('p.posted_at')} AS at FROM forum_post p
   WHERE p.member_id = $3 AND p.text IS NOT NULL AND (p.id = ANY($1::text[]) OR EXISTS (
     SELECT 1 FROM posting_pause x WHERE x.id = $2 AND x.posts ? p.id))
   ORDER BY p.posted_at, p.id`,
);

// $1 is the author, $2 and $3 the moments of her first and last post. What is hidden can be read behind a
// click; what is veiled or removed cannot. The site writes the first post of a boycott's topic.
const NEAR = statement(
  { id: col.text, author: col.text, text: col.text, at: col.text },
  `
  WITH span AS (
    SELECT $2::timestamptz - interval '${LIKENESS_DAYS} days' AS since,
           $3::timestamptz + interval '${LIKENESS_DAYS} days' AS until),
  near AS (
    SELECT s.post_id, s.posted_at FROM post_search s, span
     WHERE s.posted_at BETWEEN span.since AND span.until
    UNION
    SELECT h.id, h.posted_at FROM forum_post h, span
     WHERE h.hidden_by IS NOT NULL AND h.posted_at BETWEEN span.since AND span.until),
  nearest AS (
    SELECT n.post_id FROM near n
     ORDER BY abs(extract(epoch FROM n.posted_at - $3::timestamptz)), n.post_id LIMIT ${MAX_NEAR})
  SELECT p.id, p.member_id AS author, p.text, ${utcTimestampSql('p.posted_at')} AS at
    FROM nearest n JOIN forum_post p ON p.id = n.post_id JOIN forum_thread t ON t.id = p.thread_id
   WHERE p.member_id <> $1 AND NOT (p.place = 1 AND t.boycott_id IS NOT NULL) AND p.text IS NOT NULL AND NOT ${isRemovedSql('p')}
   ORDER BY p.posted_at, p.id`,
);
