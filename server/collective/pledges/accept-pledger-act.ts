import type { Db } from '#server/database/db.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { daysBetween, today } from '#shared/core/days.ts';
import { ballotKind } from '#shared/collective/boycotts.ts';
import { BALLOT_ANSWERS } from '#shared/collective/ballot-rules.ts';
import {
  MAX_VOTES_PER_BALLOT,
  CHECK_IN_PURPOSE,
  WITHDRAW_PURPOSE,
  encodePledgerActMessage,
} from '#shared/collective/pledge-messages.ts';
import type { PledgerActInput } from '#shared/collective/pledges.ts';
import {
  findPledge,
  isPledgingOpen,
  lockBoycottShared,
  type AcceptPledgeDeps,
} from './accept-pledge.ts';

const CHECK_IN_VALUES: readonly string[] = ['held', 'could-not'];

type Boycott = {
  readonly id: string;
  readonly state: string;
  readonly stepEndsAt: Date | null;
  readonly reached: boolean;
  readonly onFrom: Date | null;
};

/**
 * Accepts a pledger's act, signed with the key of her pledge: a withdrawal, a check-in or a vote.
 * Durable (in a slot on disk) once this resolves. Idempotent.
 * @throws AppError not-found, bad-signature, unknown-pledge, and by purpose: not-pledging,
 * threshold-reached, not-open, turn-taken, or bad-input for an invalid counter or value.
 */
export async function acceptPledgerAct(
  site: AcceptPledgeDeps,
  boycottId: string,
  { key, purpose, counter, value, signature }: PledgerActInput,
): Promise<void> {
  const { database, slots, clock } = site;
  const act = { key, purpose, counter, value, signature };
  // Verify the signature before any query: anybody can send anything here.
  if (!(await isHers(boycottId, act))) throw new AppError('bad-signature');
  if (purpose === WITHDRAW_PURPOSE) await lookForPledge(site, boycottId, key);
  await database.prisma.$transaction(async (tx) => {
    await lockBoycottShared(tx, boycottId);
    const boycott = requireFound(
      await tx.boycott.findUnique({
        where: { id: boycottId },
        select: { id: true, state: true, stepEndsAt: true, reached: true, onFrom: true },
      }),
    );
    const kept =
      purpose === WITHDRAW_PURPOSE
        ? await checkWithdrawal(tx, site, boycott, act, clock())
        : await checkAnswer(tx, site, boycott, act, clock());
    if (!kept) await slots.put({ is: 'act', boycott: boycottId, ...act });
  });
}

/**
 * Rereads other processes' slots when the pledge to withdraw is unknown here. Runs outside
 * transactions: requests about invented pledges would hold connections while they wait.
 */
async function lookForPledge(
  { database: { prisma }, slots }: AcceptPledgeDeps,
  boycottId: string,
  key: string,
): Promise<void> {
  const where = { id: boycottId, state: 'pledging' };
  if ((await prisma.boycott.count({ where })) === 0) return;
  const { kept, withdrawn } = await findPledge(prisma, { slots }, boycottId, key);
  if (!kept && !withdrawn) await slots.look();
}

type Act = Omit<PledgerActInput, 'padding'>;

async function isHers(boycottId: string, { key, signature, ...act }: Act): Promise<boolean> {
  const bytes = Buffer.from(signature, 'base64');
  try {
    const message = encodePledgerActMessage(boycottId, act);
    return await nodeCrypto.verifyEd25519(Buffer.from(key, 'base64'), message, bytes);
  } catch {
    // verifyEd25519 throws when the key is not a point on the curve: no valid signature.
    return false;
  }
}

/**
 * Checks that a withdrawal can be accepted, else throws.
 * @returns whether it is stored already.
 */
async function checkWithdrawal(
  tx: Db,
  { slots }: AcceptPledgeDeps,
  boycott: Boycott,
  { key, counter, value }: Act,
  now: Date,
): Promise<boolean> {
  if (counter !== 0) throw fieldError('counter', 'invalid');
  if (value !== '') throw fieldError('value', 'invalid');
  const { kept, withdrawn } = await findPledge(tx, { slots }, boycott.id, key);
  if (withdrawn) return true;
  if (boycott.reached) throw new AppError('threshold-reached');
  if (!isPledgingOpen(boycott, now)) throw new AppError('not-pledging');
  if (!kept) throw new AppError('unknown-pledge');
  return false;
}

async function checkAnswer(
  tx: Db,
  site: AcceptPledgeDeps,
  boycott: Boycott,
  act: Act,
  now: Date,
): Promise<boolean> {
  if (boycott.state !== 'on') throw new AppError('not-open');
  if (!(await findPledge(tx, site, boycott.id, act.key)).kept) throw new AppError('unknown-pledge');
  const said = await findSaid(tx, site, boycott.id, act);
  const same = said.find(({ counter }) => counter === act.counter);
  if (same !== undefined) {
    if (same.value !== act.value) throw new AppError('turn-taken');
    return true;
  }
  if (act.purpose === CHECK_IN_PURPOSE) checkCheckIn(boycott, act, now);
  else await checkVote(tx, boycott, act, said, now);
  return false;
}

type Said = { readonly counter: number; readonly value: string };

/** Finds the pledger's acts for this purpose, in the table or waiting in slots. */
async function findSaid(
  tx: Db,
  { slots }: AcceptPledgeDeps,
  boycottId: string,
  { key, purpose }: Act,
): Promise<Said[]> {
  const waiting = slots
    .of(boycottId)
    .flatMap((one) =>
      one.is === 'act' && one.key === key && one.purpose === purpose ? [one] : [],
    );
  const bytes = Uint8Array.from(Buffer.from(key, 'base64'));
  const rows = await tx.boycottAct.findMany({
    where: { boycottId, key: bytes, purpose },
    select: { counter: true, value: true },
  });
  return [...rows, ...waiting];
}

/**
 * Checks that a check-in is for today, or for yesterday for people who were offline in the evening.
 */
function checkCheckIn({ onFrom }: Boycott, { counter, value }: Act, now: Date): void {
  if (!CHECK_IN_VALUES.includes(value)) throw fieldError('value', 'invalid');
  const day = dayOf(onFrom, now);
  if (counter < 1 || (counter !== day && counter !== day - 1)) {
    throw fieldError('counter', 'invalid');
  }
}

/** Returns the number of the current day (UTC) of a boycott, 1 on the day it began; 0 before. */
function dayOf(onFrom: Date | null, now: Date): number {
  return onFrom === null ? 0 : daysBetween(today(onFrom), today(now)) + 1;
}

/**
 * Checks that a vote is for an open ballot of the boycott, and that its counter is higher than
 * those before, since the last vote counts.
 */
async function checkVote(
  tx: Db,
  boycott: Boycott,
  { purpose, counter, value }: Act,
  said: readonly Said[],
  now: Date,
): Promise<void> {
  const [, id = ''] = purpose.split(':');
  const ballot = await tx.boycottBallot.findUnique({ where: { id } });
  if (ballot === null || ballot.boycottId !== boycott.id) throw fieldError('purpose', 'invalid');
  if (ballot.counts !== null || now >= ballot.closesAt) throw new AppError('not-open');
  const values: readonly string[] = BALLOT_ANSWERS[ballotKind.parse(ballot.kind)];
  if (!values.includes(value)) throw fieldError('value', 'invalid');
  if (counter < 1 || counter > MAX_VOTES_PER_BALLOT) throw fieldError('counter', 'invalid');
  if (said.some((one) => one.counter >= counter)) throw new AppError('turn-taken');
}
