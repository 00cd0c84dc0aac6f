import { createHash } from 'node:crypto';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { BoycottDeps } from '#server/collective/pledges/deps.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { BoycottFailure } from '#shared/collective/boycotts.ts';
import { PLEDGE_RANKS } from '#shared/collective/ballot-rules.ts';
import { today } from '#shared/core/days.ts';
import { endOfBoycott, outcomeOfBallots } from '#shared/collective/ballot-rules.ts';
import { stateIfPublic } from '#server/transparency-log/state-found-rows.ts';
import { closeDueBallots, findBallots } from './ballots.ts';
import { countPledges, moveWaitingRecords } from '#server/collective/pledges/pledge-batches.ts';
import { countPossiblePledgers } from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { SECONDER_COUNT_SQL } from './sql-fragments.ts';
import { destroySigningKeys, makeBoycottKeys } from '#server/collective/pledges/signing-keys.ts';
import type { LoadedBoycott } from '#server/collective/boycott-procedure/lock-boycott.ts';
import { dropAbsentOrganisers } from '#server/collective/organisers/drop-absent-organisers.ts';
import { lockBoycottExclusive } from '#server/collective/pledges/accept-pledge.ts';
import { findStoredPledges } from '#server/collective/pledges/published-pledges.ts';
import {
  dropPhaseKey,
  findOrMakePhaseKey,
} from '#server/collective/boycott-procedure/member-aliases.ts';
import { dropTooFewNewMembers } from '#server/collective/boycott-procedure/pledge-count-rules.ts';
import {
  countedPledges,
  countedNewMemberPledges,
  type CountsByRank,
} from '#shared/collective/pledge-counts.ts';
import {
  addHours,
  dueBoycottStep,
  type BoycottStepCounts,
  type BoycottStep,
} from '#server/collective/boycott-procedure/steps.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import type { WaitingRecord } from '#server/collective/pledge-slots/slot-file-format.ts';
import {
  deletePledges,
  deleteSeconders,
  deleteWithdrawals,
  eraseKeySalts,
} from './delete-pledges.ts';
import { recordBoycottEvent } from '#server/collective/boycott-procedure/record-event.ts';
import { notifyFollowersOfStep } from './notifications.ts';

const NOBODY: CountsByRank = { established: 0, newMembers: 0 };

/** Dependencies of `takeDueBoycottStep`. */
export type TakeStepDeps = Pick<BoycottDeps, 'secrets' | 'slots'>;

/** The step that a boycott took, if any, and what its caller has to do. */
export type BoycottStepResult = {
  readonly to: BoycottStep['to'] | null;
  /** Records moved into the tables: free their slots after the transaction. */
  readonly moved: readonly WaitingRecord[];
};

/**
 * Runs the due step of a locked boycott, if any, with all pledges acknowledged until now. Without a
 * due step, records go on waiting for their batch.
 */
export async function takeDueBoycottStep(
  tx: Db,
  site: TakeStepDeps,
  boycott: LoadedBoycott,
  now: Date,
): Promise<BoycottStepResult> {
  const counts = await countFor(tx, site, boycott, now);
  const step = dueBoycottStep(boycott, counts, now);
  if (step === null) return { to: null, moved: [] };
  const moves = boycott.state === 'pledging' || boycott.state === 'on';
  const moved = moves ? await moveWaitingRecords(tx, site.slots, boycott.id) : [];
  await takeStep(tx, site, boycott, step, counts, now);
  return { to: step.to, moved };
}

/** Whether a locked boycott has a due step that has not run yet, such as reaching its threshold. */
export async function isBoycottStepDue(
  tx: Db,
  site: TakeStepDeps,
  boycott: LoadedBoycott,
  now: Date,
): Promise<boolean> {
  return dueBoycottStep(boycott, await countFor(tx, site, boycott, now), now) !== null;
}

/** Counts what the next step depends on, and only what the boycott's state needs. */
async function countFor(
  tx: Db,
  { slots }: TakeStepDeps,
  boycott: LoadedBoycott,
  now: Date,
): Promise<BoycottStepCounts> {
  const { id, state } = boycott;
  const due = boycott.stepEndsAt !== null && boycott.stepEndsAt <= now;
  return {
    seconders: state === 'proposed' ? await countSeconders(tx, id) : 0,
    eligible:
      state === 'debated' && due
        ? dropTooFewNewMembers(await countPossiblePledgers(tx.sql, boycott, now))
        : NOBODY,
    pledges: state === 'pledging' ? await pledgesOf(tx, slots, id) : NOBODY,
  };
}

async function countSeconders(tx: Db, boycottId: string): Promise<number> {
  const [row] = await tx.sql(
    statement(
      { seconders: col.int },
      `SELECT ${SECONDER_COUNT_SQL}::int AS seconders FROM boycott b WHERE b.id = $1`,
    ),
    [boycottId],
  );
  return row?.seconders ?? 0;
}

/** Counts all pledges by rank; until the transaction ends, no pledge or withdrawal is accepted. */
async function pledgesOf(tx: Db, slots: SlotStore, boycottId: string): Promise<CountsByRank> {
  await lockBoycottExclusive(tx, boycottId);
  await slots.refresh();
  const pledges = await countPledges(tx, slots, boycottId);
  return { established: pledges.established, newMembers: pledges.new };
}

async function takeStep(
  tx: Db,
  { secrets }: TakeStepDeps,
  boycott: LoadedBoycott,
  step: BoycottStep,
  counts: BoycottStepCounts,
  now: Date,
): Promise<void> {
  switch (step.to) {
    case 'debated':
      await deleteSeconders(tx, boycott.id);
      await move(tx, boycott.id, { state: 'debated', stepEndsAt: step.until });
      await recordBoycottEvent(tx, boycott.id, 'demand', now);
      break;
    case 'pledging':
      await beginPledging(tx, secrets, boycott, step, counts.eligible, now);
      break;
    case 'reached':
      await move(tx, boycott.id, {
        reached: true,
        stepEndsAt: step.until,
        pledged: countedPledges(counts.pledges),
        pledgedNew: countedNewMemberPledges(counts.pledges),
      });
      break;
    case 'on':
      await begin(tx, boycott, step.until, counts.pledges, now);
      break;
    case 'failed':
      await failBoycott(tx, boycott, step.failure, now);
      return;
    case 'ended':
      await endBoycott(tx, boycott, now);
      return;
  }
  await appendEntry(tx, now, { kind: `boycott-${step.to}`, subject: `boycott/${boycott.id}` });
  await notifyFollowersOfStep(tx, boycott.id, now);
}

/** Ends a call before it is on. */
export async function failBoycott(
  tx: Db,
  { id, state }: Pick<LoadedBoycott, 'id' | 'state'>,
  failure: BoycottFailure,
  now: Date,
): Promise<void> {
  // Concurrent token requests wait or come too late, so that none leaves a signature behind.
  await lockBoycottExclusive(tx, id);
  await deletePledges(tx, id);
  if (state === 'pledging') await eraseKeySalts(tx, id, now);
  await deleteSeconders(tx, id);
  await move(tx, id, {
    state: 'failed',
    failure,
    stepEndsAt: null,
    endedOn: dayToDate(today(now)),
  });
  await appendEntry(tx, now, { kind: 'boycott-failed', subject: `boycott/${id}` });
  await notifyFollowersOfStep(tx, id, now);
}

/**
 * Ends a boycott that is on, with its open ballots, with the outcome that its ballots give. The record
 * commits to all that its pledgers said.
 */
export async function endBoycott(tx: Db, boycott: LoadedBoycott, now: Date): Promise<void> {
  const { id, onFrom, onDays } = boycott;
  const latest = boycott.stepEndsAt ?? now;
  await closeDueBallots(tx, boycott, latest > now ? latest : now, now);
  await move(tx, id, {
    state: 'ended',
    stepEndsAt: null,
    outcome: outcomeOfBallots(await findBallots(tx, id), endOfBoycott(onFrom ?? now, onDays)),
    endedOn: dayToDate(today(now)),
  });
  await recordBoycottEvent(tx, id, 'outcome', now);
  await appendEntry(tx, now, { kind: 'boycott-ended', subject: `boycott/${id}` });
  await stateIfPublic(tx, `boycott-acts/${id}`, now);
  await notifyFollowersOfStep(tx, id, now);
}

/**
 * Starts pledging. A threshold above half of the possible pledgers is lowered, and the former one
 * stays public.
 */
async function beginPledging(
  tx: Db,
  secrets: Secrets,
  boycott: LoadedBoycott,
  { until, threshold }: Extract<BoycottStep, { to: 'pledging' }>,
  eligible: CountsByRank,
  now: Date,
): Promise<void> {
  const { id } = boycott;
  const ranks = eligible.newMembers > 0 ? PLEDGE_RANKS : (['established'] as const);
  if (threshold !== boycott.threshold) await storeBoycottVersion(tx, boycott, now);
  await dropAbsentOrganisers(tx, id, ranks, now);
  await makeBoycottKeys(tx, secrets, id, ranks);
  await findOrMakePhaseKey(tx, secrets, id, 'tokens');
  await move(tx, id, {
    state: 'pledging',
    stepEndsAt: until,
    threshold,
    pledgingFrom: addHours(now, 0),
    eligible: eligible.established,
    eligibleNew: eligible.newMembers,
  });
  await appendEntry(tx, now, { kind: 'boycott-keys-told', subject: `boycott-keys/${id}` });
}

/** Stores the current texts of a boycott as a public version before a change. */
export async function storeBoycottVersion(
  tx: Db,
  boycott: LoadedBoycott,
  now: Date,
): Promise<void> {
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
      replacedAt: addHours(now, 0),
    },
  });
}

// Puts a boycott on. Erases who got a signature: from now on pledges lead to nobody.
async function begin(
  tx: Db,
  { id }: LoadedBoycott,
  until: Date,
  pledges: CountsByRank,
  now: Date,
): Promise<void> {
  await tx.boycottTokenHolder.deleteMany({ where: { boycottId: id } });
  await dropPhaseKey(tx, id, 'tokens');
  await tx.boycottCosignature.deleteMany({ where: { boycottId: id } });
  await destroySigningKeys(tx, id);
  await deleteWithdrawals(tx, id);
  await move(tx, id, {
    state: 'on',
    reached: true,
    stepEndsAt: until,
    onFrom: addHours(now, 0),
    pledged: countedPledges(pledges),
    pledgedNew: countedNewMemberPledges(pledges),
    pledgesHash: await hashPledges(tx, id),
  });
}

/**
 * Computes the SHA-256, in hex, of a boycott's pledges sorted by key: per pledge a line of rank,
 * key, prefix and signature, in base64. It goes into the record, and so commits the site to the
 * published list.
 */
async function hashPledges(tx: Db, boycottId: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { rank, key, prefix, signature } of await findStoredPledges(tx, boycottId)) {
    hash.update(`${[rank, key, prefix, signature].join(' ')}\n`);
  }
  return hash.digest('hex');
}

async function move(
  tx: Db,
  id: string,
  data: Parameters<Db['boycott']['update']>[0]['data'],
): Promise<void> {
  await tx.boycott.update({ where: { id }, data });
}
