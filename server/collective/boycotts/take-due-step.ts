import { createHash } from 'node:crypto';
import { dateOf, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { BoycottDeps } from '#server/collective/pledges/deps.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { PLEDGE_RANKS, type BoycottFailure, type Outcome } from '#shared/collective/boycotts.ts';
import { today } from '#shared/core/days.ts';
import { WITHDRAW } from '#shared/collective/pledge-messages.ts';
import { closeBallots } from './ballots.ts';
import { countPledges, moveWaiting } from '#server/collective/pledges/pledge-batches.ts';
import { countEligible } from '#server/collective/boycott-rules/eligibility.ts';
import { SECONDED } from './sql-fragments.ts';
import { destroyKeys, makeKeys } from '#server/collective/pledges/signing-keys.ts';
import type { LoadedBoycott } from '#server/collective/boycott-rules/lock-boycott.ts';
import { dropAbsent } from '#server/collective/organisers/drop-absent-organisers.ts';
import { lockAlone } from '#server/collective/pledges/accept-pledge.ts';
import { findPledges } from '#server/collective/pledges/published-pledges.ts';
import {
  counted,
  countedFresh,
  inHours,
  nextStep,
  taken,
  type Counts,
  type Ranked,
  type Step,
} from '#server/collective/boycott-rules/rules.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import type { Waiting } from '#server/collective/pledge-slots/slot-file-format.ts';
import { notifyOfStep } from './notifications.ts';

const NOBODY: Ranked = { established: 0, fresh: 0 };

/** Dependencies of taking steps. */
export type StepSite = Pick<BoycottDeps, 'secrets' | 'slots'>;

/** The result of checking one boycott. */
export type Stepped = {
  readonly to: Step['to'] | null;
  /** Records that are in the tables now; free their slots after the transaction. */
  readonly moved: readonly Waiting[];
};

/**
 * Runs the due step of a locked boycott, if any, with all pledges acknowledged until now. Without a
 * due step, records go on waiting for their batch.
 */
export async function takeDueStep(
  tx: Db,
  site: StepSite,
  boycott: LoadedBoycott,
  now: Date,
): Promise<Stepped> {
  const counts = await countFor(tx, site, boycott, now);
  const step = nextStep(boycott, counts, now);
  if (step === null) return { to: null, moved: [] };
  const moves = boycott.state === 'pledging' || boycott.state === 'on';
  const moved = moves ? await moveWaiting(tx, site.slots, boycott.id) : [];
  await takeStep(tx, site, boycott, step, counts, now);
  return { to: step.to, moved };
}

/**
 * Whether a locked boycott has a due step that has not been run, such as reaching its threshold.
 */
export async function isStepDue(
  tx: Db,
  site: StepSite,
  boycott: LoadedBoycott,
  now: Date,
): Promise<boolean> {
  return nextStep(boycott, await countFor(tx, site, boycott, now), now) !== null;
}

/** Counts for the next step; those that its state does not need are not computed. */
async function countFor(
  tx: Db,
  { slots }: StepSite,
  boycott: LoadedBoycott,
  now: Date,
): Promise<Counts> {
  const { id, state } = boycott;
  const due = boycott.stepEndsAt !== null && boycott.stepEndsAt <= now;
  return {
    seconders: state === 'proposed' ? await countSeconders(tx, id) : 0,
    eligible:
      state === 'debated' && due ? taken(await countEligible(tx.sql, boycott, now)) : NOBODY,
    pledges: state === 'pledging' ? await pledgesOf(tx, slots, id) : NOBODY,
  };
}

async function countSeconders(tx: Db, boycottId: string): Promise<number> {
  const [row] = await tx.sql(
    statement(
      { seconders: col.int },
      `SELECT ${SECONDED}::int AS seconders FROM boycott b WHERE b.id = $1`,
    ),
    [boycottId],
  );
  return row?.seconders ?? 0;
}

/** All pledges by rank; no pledge or withdrawal is accepted until the transaction ends. */
async function pledgesOf(tx: Db, slots: SlotStore, boycottId: string): Promise<Ranked> {
  await lockAlone(tx, boycottId);
  await slots.refresh();
  const pledges = await countPledges(tx, slots, boycottId);
  return { established: pledges.established, fresh: pledges.new };
}

async function takeStep(
  tx: Db,
  { secrets }: StepSite,
  boycott: LoadedBoycott,
  step: Step,
  counts: Counts,
  now: Date,
): Promise<void> {
  switch (step.to) {
    case 'debated':
      await forgetSeconders(tx, boycott.id);
      await move(tx, boycott.id, { state: 'debated', stepEndsAt: step.until });
      break;
    case 'pledging':
      await beginPledging(tx, secrets, boycott, step, counts.eligible, now);
      break;
    case 'reached':
      await move(tx, boycott.id, {
        reached: true,
        stepEndsAt: step.until,
        pledged: counted(counts.pledges),
        pledgedNew: countedFresh(counts.pledges),
      });
      break;
    case 'on':
      await begin(tx, boycott, step.until, counts.pledges, now);
      break;
    case 'failed':
      await failBoycott(tx, boycott, step.failure, now);
      return;
    case 'ended':
      await endBoycott(tx, boycott, null, now);
      return;
  }
  await appendEntry(tx, now, { kind: `boycott-${step.to}`, subject: `boycott/${boycott.id}` });
  await notifyOfStep(tx, boycott.id, now);
}

/** Ends a call before it is on. */
export async function failBoycott(
  tx: Db,
  { id, state }: Pick<LoadedBoycott, 'id' | 'state'>,
  failure: BoycottFailure,
  now: Date,
): Promise<void> {
  // Concurrent token requests wait or come too late, so that none leaves a signature behind.
  await lockAlone(tx, id);
  await destroyPledging(tx, id);
  if (state === 'pledging') await forgetKeys(tx, id, now);
  await forgetSeconders(tx, id);
  await move(tx, id, { state: 'failed', failure, stepEndsAt: null, endedOn: dateOf(today(now)) });
  await appendEntry(tx, now, { kind: 'boycott-failed', subject: `boycott/${id}` });
  await notifyOfStep(tx, id, now);
}

/**
 * Ends a boycott that is on, with its open ballots; without an outcome from an earlier ballot, by
 * its closing ballot.
 */
export async function endBoycott(
  tx: Db,
  boycott: LoadedBoycott,
  outcome: Outcome | null,
  now: Date,
): Promise<void> {
  const { id } = boycott;
  const latest = boycott.stepEndsAt ?? now;
  const closed = await closeBallots(tx, boycott, latest > now ? latest : now, now);
  const said = closed.find(({ kind }) => kind === 'closing')?.result ?? 'unsaid';
  await move(tx, id, {
    state: 'ended',
    stepEndsAt: null,
    outcome: outcome ?? said,
    endedOn: dateOf(today(now)),
  });
  await appendEntry(tx, now, { kind: 'boycott-ended', subject: `boycott/${id}` });
  await notifyOfStep(tx, id, now);
}

/**
 * Starts pledging. A threshold above half of the possible pledgers is lowered, and the former one
 * stays public.
 */
async function beginPledging(
  tx: Db,
  secrets: Secrets,
  boycott: LoadedBoycott,
  { until, threshold }: Extract<Step, { to: 'pledging' }>,
  eligible: Ranked,
  now: Date,
): Promise<void> {
  const { id } = boycott;
  const ranks = eligible.fresh > 0 ? PLEDGE_RANKS : (['established'] as const);
  if (threshold !== boycott.threshold) await keepVersion(tx, boycott, now);
  await dropAbsent(tx, id, ranks);
  await makeKeys(tx, secrets, id, ranks);
  await move(tx, id, {
    state: 'pledging',
    stepEndsAt: until,
    threshold,
    pledgingFrom: inHours(now, 0),
    eligible: eligible.established,
    eligibleNew: eligible.fresh,
  });
  await appendEntry(tx, now, { kind: 'boycott-keys-told', subject: `boycott-keys/${id}` });
}

/** Stores the current texts of a boycott as a public version before a change. */
export async function keepVersion(tx: Db, boycott: LoadedBoycott, now: Date): Promise<void> {
  const { id: boycottId, title, grievance, demands, partaking, endsWhen, threshold } = boycott;
  await tx.boycottVersion.create({
    data: {
      boycottId,
      number: (await tx.boycottVersion.count({ where: { boycottId } })) + 1,
      title,
      grievance,
      demands,
      partaking,
      endsWhen,
      threshold,
      cards: boycott.cards ?? [],
      replacedAt: inHours(now, 0),
    },
  });
}

// From here on pledges stand alone: erase who got a signature.
async function begin(
  tx: Db,
  { id }: LoadedBoycott,
  until: Date,
  pledges: Ranked,
  now: Date,
): Promise<void> {
  await tx.boycottToken.deleteMany({ where: { boycottId: id } });
  await tx.boycottCosignature.deleteMany({ where: { boycottId: id } });
  await destroyKeys(tx, id);
  await forgetWithdrawals(tx, id);
  await move(tx, id, {
    state: 'on',
    reached: true,
    stepEndsAt: until,
    onFrom: inHours(now, 0),
    pledged: counted(pledges),
    pledgedNew: countedFresh(pledges),
    pledgesHash: await hashPledges(tx, id),
  });
}

/**
 * SHA-256, in hex, over a boycott's pledges sorted by key: per pledge a line of rank, key, prefix
 * and signature, in base64. The record thereby commits the site to the published list.
 */
async function hashPledges(tx: Db, boycottId: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { rank, key, prefix, signature } of await findPledges(tx, boycottId)) {
    hash.update(`${[rank, key, prefix, signature].join(' ')}\n`);
  }
  return hash.digest('hex');
}

/** Deletes who got a signature, and all pledges. */
async function destroyPledging(tx: Db, boycottId: string): Promise<void> {
  const where = { boycottId };
  await tx.boycottToken.deleteMany({ where });
  await tx.boycottAct.deleteMany({ where });
  await tx.boycottPledge.deleteMany({ where });
  await tx.boycottCosignature.deleteMany({ where });
  await tx.boycottKey.deleteMany({ where });
  await tx.boycottOrganiser.deleteMany({ where });
}

/** Keys without a counted pledge: the record keeps only that they existed. */
async function forgetKeys(tx: Db, id: string, now: Date): Promise<void> {
  const subject = `boycott-keys/${id}`;
  await eraseSalts(tx, subject);
  await appendEntry(tx, now, { kind: 'boycott-keys-destroyed', subject });
}

/** Deletes withdrawals, which nobody may read once all other pledges are published. */
async function forgetWithdrawals(tx: Db, boycottId: string): Promise<void> {
  await tx.boycottAct.deleteMany({ where: { boycottId, purpose: WITHDRAW } });
}

async function forgetSeconders(tx: Db, boycottId: string): Promise<void> {
  await tx.boycottSeconder.deleteMany({ where: { boycottId } });
}

async function move(
  tx: Db,
  id: string,
  data: Parameters<Db['boycott']['update']>[0]['data'],
): Promise<void> {
  await tx.boycott.update({ where: { id }, data });
}
