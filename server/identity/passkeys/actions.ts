import type { z } from 'zod/mini';
import type { Database, Db } from '#server/database/db.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import { monthOf, today } from '#shared/core/days.ts';
import { MAX_PASSKEYS, PASSKEY_CHALLENGE_MINUTES } from '#shared/identity/passkeys.ts';
import { SIGN_IN, additionOf, type PasskeyChallenges } from './challenges.ts';
import { assertedCredential, createdCredential, parseCredential } from './credential-json.ts';
import { findPasskeys } from './queries.ts';
import type { RelyingParty } from './relying-party.ts';
import {
  hashCredential,
  openPasskey,
  sealPasskey,
  userHandleOf,
  type PasskeyKeys,
  type StoredPasskey,
} from './sealed-passkey.ts';

/** Ed25519, ECDSA with P-256, and RSA (Windows Hello): COSE identifiers. */
const ALGORITHMS = [-8, -7, -257];
const LOCK_MEMBER = `SELECT 1 FROM member WHERE id = $1 AND password_hash = $2 FOR NO KEY UPDATE`;
const TIMEOUT_MS = PASSKEY_CHALLENGE_MINUTES * 60_000;

export type PasskeyParts = {
  readonly database: Database;
  readonly keys: PasskeyKeys;
  readonly challenges: PasskeyChallenges;
};

/**
 * Options of `navigator.credentials.create` for a member whose password was just confirmed. The device
 * is asked for no attestation, so that it need not tell its model.
 * @throws AppError not-allowed past the maximum number of passkeys.
 */
export async function makeCreationOptions(
  { database, keys, challenges }: PasskeyParts,
  party: RelyingParty,
  viewer: Viewer,
  confirmedHash: string,
): Promise<object> {
  const own = await findPasskeys(database.prisma, keys, viewer.id);
  if (own.length >= MAX_PASSKEYS) throw new AppError('not-allowed');
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  return generateRegistrationOptions({
    rpName: 'Contrenote',
    rpID: party.id,
    userName: viewer.pseudonym,
    userDisplayName: viewer.pseudonym,
    userID: new Uint8Array(Buffer.from(userHandleOf(keys, viewer.id), 'base64url')),
    challenge: challenges.make(additionOf(viewer.id, confirmedHash)),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: own.flatMap(({ passkey }) =>
      passkey === null ? [] : [{ id: passkey.credential }],
    ),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Options of `navigator.credentials.get`: any passkey of this site, chosen on the device. */
export async function makeRequestOptions(
  { challenges }: Pick<PasskeyParts, 'challenges'>,
  party: RelyingParty,
): Promise<object> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: challenges.make(SIGN_IN),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  });
}

/**
 * Adds a passkey that the member's device made for the options above.
 * @throws AppError bad-input where the answer does not verify, not-allowed past the maximum number.
 */
export async function addPasskey(
  { database, keys, challenges }: PasskeyParts,
  party: RelyingParty,
  viewer: Viewer,
  input: { readonly credential: string; readonly name?: string | undefined },
  now: Date,
): Promise<void> {
  const { prisma } = database;
  const response = parseCredential(createdCredential, input.credential);
  const { passwordHash } = requireFound(
    await prisma.member.findUnique({ where: { id: viewer.id }, select: { passwordHash: true } }),
  );
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { registrationInfo } = await verified(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) =>
        challenges.use(additionOf(viewer.id, passwordHash), challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  const { id, publicKey, counter } = requireAccepted(registrationInfo).credential;
  const made: StoredPasskey = {
    credential: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    name: input.name ?? null,
    madeIn: monthOf(today(now)),
    usedIn: null,
  };
  await prisma.$transaction(async (tx) => {
    // A change of password, which ends all passkeys, waits for this one or is seen here.
    const unchanged = await tx.sql(LOCK_MEMBER, [viewer.id, passwordHash]);
    if (unchanged === 0) throw refused();
    if ((await tx.passkey.count({ where: { memberId: viewer.id } })) >= MAX_PASSKEYS) {
      throw new AppError('not-allowed');
    }
    const { count } = await tx.passkey.createMany({
      data: [
        {
          id: randomId(),
          memberId: viewer.id,
          credentialHash: hashCredential(keys, id),
          sealed: sealPasskey(keys, viewer.id, made),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) throw refused();
  });
}

/**
 * Signs in the member whose passkey signed a challenge; returns the Set-Cookie header.
 * @throws AppError bad-input where it is none of ours, or does not verify.
 */
export async function signInWithPasskey(
  { database, keys, challenges }: PasskeyParts,
  party: RelyingParty,
  sessions: Sessions,
  credential: string,
  now: Date,
): Promise<string> {
  const { prisma } = database;
  const response = parseCredential(assertedCredential, credential);
  const row = await prisma.passkey.findUnique({
    where: { credentialHash: hashCredential(keys, response.id) },
  });
  const passkey = row === null ? null : openPasskey(keys, row.memberId, row.sealed);
  if (row === null || passkey === null || passkey.credential !== response.id) throw refused();
  if (response.response.userHandle !== userHandleOf(keys, row.memberId)) throw refused();
  const counter = await verifyAssertion(challenges, party, passkey, response);
  const used = { ...passkey, counter, usedIn: monthOf(today(now)) };
  return prisma.$transaction(async (tx) => {
    await storeUse(tx, keys, row, passkey, used);
    return sessions.start(tx, row.memberId);
  });
}

/**
 * Verifies the signature of an answer, and that its counter is above the stored one: one that is not
 * was answered by a copy of the device.
 * @returns the new counter.
 */
async function verifyAssertion(
  challenges: PasskeyChallenges,
  party: RelyingParty,
  passkey: StoredPasskey,
  response: z.output<typeof assertedCredential>,
): Promise<number> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { userHandle, ...signed } = response.response;
  const { verified: fits, authenticationInfo } = await verified(() =>
    verifyAuthenticationResponse({
      response: {
        ...response,
        response: { ...signed, ...(userHandle == null ? {} : { userHandle }) },
      },
      expectedChallenge: (challenge) => challenges.use(SIGN_IN, challenge),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }),
  );
  if (!fits) throw refused();
  return authenticationInfo.newCounter;
}

/**
 * Stores the counter and month of a use, unless they are the same; locks the member, so that a change of
 * password ends the session that is about to start.
 * @throws AppError bad-input where the passkey was removed or used since it was read.
 */
async function storeUse(
  tx: Db,
  keys: PasskeyKeys,
  {
    id,
    memberId,
    sealed,
  }: { readonly id: string; readonly memberId: string; readonly sealed: string },
  before: StoredPasskey,
  after: StoredPasskey,
): Promise<void> {
  await tx.sql('SELECT 1 FROM member WHERE id = $1 FOR SHARE', [memberId]);
  const isSame = before.counter === after.counter && before.usedIn === after.usedIn;
  const { count } = await tx.passkey.updateMany({
    where: { id, memberId, sealed },
    data: { sealed: isSame ? sealed : sealPasskey(keys, memberId, after) },
  });
  if (count === 0) throw refused();
}

/**
 * Removes a passkey of the viewer; the device keeps its half, which opens nothing any more.
 * @throws AppError not-found where she has no such passkey.
 */
export async function removePasskey(tx: Db, viewer: Viewer, id: string): Promise<void> {
  const { count } = await tx.passkey.deleteMany({ where: { id, memberId: viewer.id } });
  if (count === 0) throw new AppError('not-found');
}

function refused(): AppError {
  return fieldError('credential', 'passkey-refused');
}

function requireAccepted<Value>(value: Value | undefined): Value {
  if (value === undefined) throw refused();
  return value;
}

/** The library throws an Error for each way in which an answer can be wrong. */
async function verified<Result>(verify: () => Promise<Result>): Promise<Result> {
  try {
    return await verify();
  } catch (error) {
    if (isOutage(error)) throw error;
    throw refused();
  }
}

/** Storing the challenge can fail for a reason that is not the visitor's. */
function isOutage(error: unknown): boolean {
  return !(error instanceof Error) || 'code' in error || error instanceof AppError;
}
