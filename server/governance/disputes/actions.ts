import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrOpenCase } from '#server/governance/cases/open-case.ts';
import { findSettledCase } from '#server/governance/cases/settled-case.ts';
import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import {
  findRepresentedPlatformOrClient,
  findNamedPlatformsAndClients,
} from '#server/governance/cases/named-platforms-and-clients.ts';
import { requireModerator } from '#server/identity/roles/decision-maker-handles.ts';
import { today } from '#shared/core/days.ts';
import {
  DISPUTES_A_DAY,
  DISPUTE_ANSWER_DAYS,
  parseDisputeSubject,
  type DisputeAnswer,
  type DisputeInput,
} from '#shared/governance/disputes.ts';
import { NOTICE_REASONS_RETENTION_DAYS } from '#shared/governance/legal.ts';
import { hasConflictInDisputeSql } from './impartiality.ts';
import {
  representedBy,
  requireProvenDomain,
  type ReceiptHolder,
} from '#server/governance/domain-verification/receipt-holder.ts';

const DAY_MS = 86_400_000;

/**
 * Stores a dispute of a fact of a platform, or of a subject that names the holder of a proven
 * domain. A subject gets a case, a fact waits for a moderator; neither changes a figure.
 * @throws AppError bad-input when the receipt's holder is not named there, or no reason is given
 * for a subject; not-found; too-many past ten a day.
 */
export async function openDisputeByDomain(
  tx: Db,
  key: Buffer,
  input: DisputeInput,
  now: Date,
): Promise<{ id: string }> {
  const { about, reasons } = input;
  const holder = await requireProvenDomain(tx.sql, key, input.receipt, now);
  const dueAt = new Date(now.getTime() + DISPUTE_ANSWER_DAYS * DAY_MS);
  await countToday(tx, holder, now);
  const caseId = await takeUp(tx, holder, input, dueAt, now);
  const id = randomId();
  const { domain } = holder;
  await tx.domainDispute.create({
    data: { id, ...representedBy(holder), domain, about, reasons, receivedAt: now, dueAt, caseId },
  });
  const subject = `domain-dispute/${id}`;
  if (caseId === null) {
    await appendEntry(tx, now, { kind: 'domain-dispute-received', subject });
  } else {
    const content = {
      ...representedBy(holder),
      domain,
      about,
      case: caseId,
      dueAt: dueAt.toISOString(),
    };
    await appendEntry(tx, now, { kind: 'domain-thing-disputed', subject, content });
  }
  return { id };
}

/**
 * Finds or opens the case about a disputed subject, or takes one that decided the same reason.
 * @returns its id; null for a fact, which gets no case.
 */
async function takeUp(
  tx: Db,
  holder: ReceiptHolder,
  { about, reason }: DisputeInput,
  dueAt: Date,
  now: Date,
): Promise<string | null> {
  const { subject: name } = parseDisputeSubject(about);
  if (name === null) {
    if (holder.platformId === null) throw fieldError('receipt', 'not-for-this');
    return null;
  }
  if (reason === undefined) throw fieldError('reason', 'required');
  const candidates = await findNamedPlatformsAndClients(tx, about);
  if ((await findRepresentedPlatformOrClient(tx.sql, candidates, holder)) === null) {
    throw fieldError('receipt', 'not-for-this');
  }
  const subject = requireFound(await loadFlaggableSubject(tx, name.kind, name.id));
  const settled = await findSettledCase(tx, about, reason);
  if (settled !== null) return settled;
  return (await findOrOpenCase(tx, { subject, origin: 'dispute', reason, dueAt }, now)).id;
}

async function countToday(tx: Db, { domain }: ReceiptHolder, now: Date): Promise<void> {
  const count = await tx.domainDispute.count({
    where: { domain, receivedAt: { gt: new Date(now.getTime() - DAY_MS) } },
  });
  if (count >= DISPUTES_A_DAY) throw new AppError('too-many');
}

/**
 * Erases the reasons of disputes about subjects six months after their cases; those about facts are
 * public and stay.
 */
export async function eraseOldDisputeReasons(tx: Db, now: Date): Promise<number> {
  const before = { lt: new Date(now.getTime() - NOTICE_REASONS_RETENTION_DAYS * DAY_MS) };
  const { count } = await tx.domainDispute.updateMany({
    where: { case: { state: 'closed', closedAt: before }, reasons: { not: '' } },
    data: { reasons: '' },
  });
  return count;
}

/**
 * Answers a dispute about a fact, once: kept or corrected. Reasons and answer are then published
 * beside the facts.
 * @throws AppError not-allowed unless a moderator who neither typed the fact nor represents the
 * platform; not-found; conflict when answered, or when a case decides it.
 */
export async function answerFactDispute(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: DisputeAnswer,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { outcome, answer } = input;
    const mine = await tx.sql(
      `SELECT 1 FROM domain_dispute r WHERE r.id = $2 AND ${hasConflictInDisputeSql('$1')}`,
      [viewer.id, id],
    );
    if (mine > 0) throw new AppError('not-allowed');
    const { count } = await tx.domainDispute.updateMany({
      where: { id, caseId: null, answeredOn: null },
      data: { outcome, answer, answeredOn: dayToDate(today(now)) },
    });
    requireFound(await tx.domainDispute.findUnique({ where: { id }, select: { id: true } }));
    if (count === 0) throw new AppError('conflict');
    await appendEntry(tx, now, {
      kind: 'domain-dispute-answered',
      subject: `domain-dispute/${id}`,
    });
    return { id };
  });
}
