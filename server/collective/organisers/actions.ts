import { createPublicKey } from 'node:crypto';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, requireFound, fieldError } from '#server/core/errors.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { unlistIfStated } from '#server/transparency-log/state-found-rows.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { BoycottState } from '#shared/collective/boycotts.ts';
import { MODULUS_BITS, PUBLIC_EXPONENT } from '#shared/collective/blind-signing.ts';
import { MAX_ORGANISERS } from '#shared/collective/pledge-messages.ts';
import type { OrganiserForm, OrganiserKeys } from '#shared/collective/pledges.ts';
import { foldName } from '#shared/core/text.ts';
import { findPledgeRank } from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { RANKS_BY_PACE } from '#server/collective/pledges/signing-keys.ts';
import {
  lockBoycott,
  lockBoycottForAction,
  type ChangedBoycott,
  type LoadedBoycott,
} from '#server/collective/boycott-procedure/lock-boycott.ts';

/**
 * Invites a member, or the viewer herself, as organiser. Whether the member is eligible is checked
 * only when she gives her key, since the inviter must not learn where she works.
 * @throws AppError not-allowed unless the viewer is the proposer, and once pledging began;
 * bad-input for an unknown member, one invited already, or a third one.
 */
export async function inviteOrganiser(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: OrganiserForm,
  now: Date,
): Promise<ChangedBoycott> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockBoycottForAction(tx, viewer, id, 'nameOrganiser', now);
    const memberId = await findMember(tx, input);
    const named = await tx.boycottOrganiser.findMany({ where: { boycottId: id } });
    if (named.some((one) => one.memberId === memberId)) {
      throw fieldError('pseudonym', 'named-already');
    }
    const numbers = Array.from({ length: MAX_ORGANISERS }, (_, others) => 1 + others);
    const free = numbers.find((number) => named.every((one) => one.number !== number));
    if (free === undefined) {
      throw fieldError('pseudonym', 'organisers-full', String(MAX_ORGANISERS));
    }
    await tx.boycottOrganiser.create({ data: { boycottId: id, number: free, memberId } });
    if (memberId !== viewer.id) {
      await notify(tx, [memberId], { kind: 'boycott-key-asked', subject: id }, now, viewer.id);
    }
    return { id };
  });
}

async function findMember(tx: Db, { pseudonym }: OrganiserForm): Promise<string> {
  const member = await tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true },
  });
  if (member === null) throw fieldError('pseudonym', 'unknown-member');
  return member.id;
}

/**
 * Removes an organiser; the proposer or the organiser herself can do it. The record states that a
 * key was removed. Idempotent.
 * @throws AppError not-found; not-allowed for others, and once pledging began.
 */
export async function removeOrganiser(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: OrganiserForm,
  now: Date,
): Promise<ChangedBoycott> {
  const boycott = await lockBoycott(tx, id);
  const key = foldName(input.pseudonym);
  const organisers = await tx.boycottOrganiser.findMany({
    where: { boycottId: id },
    include: { member: { select: { pseudonymKey: true } } },
  });
  const organiser = organisers.find(({ member }) => member?.pseudonymKey === key);
  const hers = organiser?.memberId === viewer.id || boycott.memberId === viewer.id;
  if (!hers || !isBeforePledging(boycott.state)) throw new AppError('not-allowed');
  if (organiser === undefined) return { id };
  const { number } = organiser;
  const { count } = await tx.boycottKey.deleteMany({ where: { boycottId: id, organiser: number } });
  await tx.boycottOrganiser.delete({ where: { boycottId_number: { boycottId: id, number } } });
  await unlistIfStated(tx, `organiser/${id}-${number}`, now);
  if (count > 0) {
    await appendEntry(tx, now, { kind: 'boycott-key-left', subject: subjectOf(id) });
  }
  if (organiser.memberId !== null && organiser.memberId !== viewer.id) {
    await notify(tx, [organiser.memberId], { kind: 'boycott-key-dropped', subject: id }, now);
  }
  if (organiser.memberId === viewer.id) {
    await tellProposer(tx, viewer, boycott, 'boycott-key-declined', now);
  }
  return { id };
}

/** Tells who asked for a key that the viewer gave one, or wants to give none. */
async function tellProposer(
  tx: Db,
  viewer: Viewer,
  { id, memberId }: Pick<LoadedBoycott, 'id' | 'memberId'>,
  kind: 'boycott-key-given' | 'boycott-key-declined',
  now: Date,
): Promise<void> {
  if (memberId === null || memberId === viewer.id) return;
  await notify(tx, [memberId], { kind, subject: id }, now, viewer.id);
}

/**
 * Stores the public halves of an organiser's keys, one per rank of the boycott, replacing earlier
 * ones.
 * @throws AppError not-found; not-allowed unless she is invited, established, and works on the
 * platform; conflict once pledging began; bad-input for keys of another kind.
 */
export async function storeOrganiserKeys(
  tx: Db,
  viewer: Viewer,
  id: string,
  keys: OrganiserKeys,
  now: Date,
): Promise<ChangedBoycott> {
  const boycott = await lockBoycott(tx, id);
  const organiser = await tx.boycottOrganiser.findFirst({
    where: { boycottId: id, memberId: viewer.id },
  });
  if (organiser === null) throw new AppError('not-allowed');
  if (!isBeforePledging(boycott.state)) throw new AppError('conflict');
  const { rank } = requireFound(await findPledgeRank(tx.sql, viewer.id, id, now));
  if (rank !== 'established') throw new AppError('not-allowed');
  const wanted = RANKS_BY_PACE[boycott.pace];
  const ranks = new Set(keys.map((key) => key.rank));
  const isEach = keys.length === wanted.length && wanted.every((one) => ranks.has(one));
  if (!isEach || !keys.every(({ publicKey }) => isKey(publicKey))) {
    throw fieldError('keys', 'invalid');
  }
  const where = { boycottId: id, organiser: organiser.number };
  const { count: replaced } = await tx.boycottKey.deleteMany({ where });
  await tx.boycottKey.createMany({
    data: keys.map((key) => ({
      ...where,
      rank: key.rank,
      publicKey: Uint8Array.from(Buffer.from(key.publicKey, 'base64')),
    })),
  });
  await appendEntry(tx, now, { kind: 'boycott-key-given', subject: subjectOf(id) });
  if (replaced === 0) await tellProposer(tx, viewer, boycott, 'boycott-key-given', now);
  return { id };
}

/**
 * Whether a public key is RSA of the size and exponent that browsers expect; they would not use
 * another.
 */
function isKey(publicKey: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    return (
      key.asymmetricKeyType === 'rsa' &&
      modulusLength === MODULUS_BITS &&
      publicExponent === BigInt(PUBLIC_EXPONENT)
    );
  } catch {
    return false;
  }
}

function isBeforePledging(state: BoycottState): boolean {
  return state === 'proposed' || state === 'debated';
}

function subjectOf(id: string): string {
  return `boycott/${id}`;
}
