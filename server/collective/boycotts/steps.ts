import { createHash } from 'node:crypto';
import { dateOf, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Deps } from '#server/deps.ts';
import { eraseSalts, record } from '#server/transparency-log/record.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { PLEDGE_RANKS, type BoycottFailure, type Outcome } from '#shared/collective/boycotts.ts';
import { today } from '#shared/core/days.ts';
import { WITHDRAW } from '#shared/collective/pledge-messages.ts';
import { closeBallots } from './ballots.ts';
import { countPledges, moveWaiting } from './batches.ts';
import { countEligible } from './eligible.ts';
import { SECONDED } from './json.ts';
import { destroyKeys, makeKeys } from './keys.ts';
import type { LoadedBoycott } from './load.ts';
import { dropAbsent } from './organisers-due.ts';
import { lockAlone } from './pledges.ts';
import { findPledges } from './pledges-published.ts';
import {
  counted,
  countedFresh,
  inHours,
  nextStep,
  taken,
  type Counts,
  type Ranked,
  type Step,
} from './rules.ts';
import type { SlotStore } from './slots.ts';
import type { Waiting } from './slots-file.ts';
import { tellStep } from './tell.ts';

const NOBODY: Ranked = { established: 0, fresh: 0 };

/** What steps are taken with. */
export type StepSite = Pick<Deps, 'secrets' | 'slots'>;

/** What came of one look at a boycott. */
export type Stepped = {
  readonly to: Step['to'] | null;
  /** What has its place in the tables now: to be freed once the transaction is done. */
  readonly moved: readonly Waiting[];
};

/**
 * Lets a locked boycott take the step that is due, if one is, with all pledges that were acknowledged
 * until now. Where none is due, what waits goes on waiting for its batch.
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

/** Whether a locked boycott is to take a step that nobody wrote down yet, such as its threshold's. */
export async function isStepDue(
  tx: Db,
  site: StepSite,
  boycott: LoadedBoycott,
  now: Date,
): Promise<boolean> {
  return nextStep(boycott, await countFor(tx, site, boycott, now), now) !== null;
}

/** What its next step depends on; what no step of its state asks for is not counted. */
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

/** All that pledged, by rank; nobody pledges, or takes it back, until the transaction is done. */
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
  await record(tx, now, { kind: `boycott-${step.to}`, subject: `boycott/${boycott.id}` });
  await tellStep(tx, boycott.id, now);
}

/** Ends a call before it is on. */
export async function failBoycott(
  tx: Db,
  { id, state }: Pick<LoadedBoycott, 'id' | 'state'>,
  failure: BoycottFailure,
  now: Date,
): Promise<void> {
  // A signature that is being given waits, or comes too late: none is left behind.
  await lockAlone(tx, id);
  await destroyPledging(tx, id);
  if (state === 'pledging') await forgetKeys(tx, id, now);
  await forgetSeconders(tx, id);
  await move(tx, id, { state: 'failed', failure, stepEndsAt: null, endedOn: dateOf(today(now)) });
  await record(tx, now, { kind: 'boycott-failed', subject: `boycott/${id}` });
  await tellStep(tx, id, now);
}

/**
 * Ends a boycott that is on, with all its open ballots; without an outcome of an earlier ballot, with
 * what its pledgers say in the closing one.
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
  await record(tx, now, { kind: 'boycott-ended', subject: `boycott/${id}` });
  await tellStep(tx, id, now);
}

/** A threshold that too many would have been asked for is lowered, and the former one kept to be read. */
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
  await record(tx, now, { kind: 'boycott-keys-told', subject: `boycott-keys/${id}` });
}

/** Keeps what a boycott says before it is changed, for everybody to read. */
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

// What was signed for whom is told no more: the pledges stand alone from here on.
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
 * SHA-256, hex, over the pledges of a boycott, sorted by key: of each a line of rank, key, prefix and
 * signature, in base64. By it the record holds the site to the list that it publishes.
 */
async function hashPledges(tx: Db, boycottId: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { rank, key, prefix, signature } of await findPledges(tx, boycottId)) {
    hash.update(`${[rank, key, prefix, signature].join(' ')}\n`);
  }
  return hash.digest('hex');
}

/** Nothing is left of who was given a signature, nor of what was pledged. */
async function destroyPledging(tx: Db, boycottId: string): Promise<void> {
  const where = { boycottId };
  await tx.boycottToken.deleteMany({ where });
  await tx.boycottAct.deleteMany({ where });
  await tx.boycottPledge.deleteMany({ where });
  await tx.boycottCosignature.deleteMany({ where });
  await tx.boycottKey.deleteMany({ where });
  await tx.boycottOrganiser.deleteMany({ where });
}

/** Keys by which nothing was pledged that counts: the record says that they were, and no more. */
async function forgetKeys(tx: Db, id: string, now: Date): Promise<void> {
  const subject = `boycott-keys/${id}`;
  await eraseSalts(tx, subject);
  await record(tx, now, { kind: 'boycott-keys-destroyed', subject });
}

/** That a pledge was taken back is nobody's to read once all others are published. */
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
