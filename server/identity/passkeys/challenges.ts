import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseClient } from '#server/database/db.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import { useUpChallenge } from '#server/identity/accounts/use-up-challenge.ts';
import { PASSKEY_CHALLENGE_MINUTES } from '#shared/identity/passkeys.ts';

/** What a challenge is for; an answer to one purpose serves no other. */
export type ChallengePurpose = string;
export const SIGN_IN: ChallengePurpose = 'sign-in';

/**
 * Adding a passkey to an account, allowed by this password: after a change of password the challenge
 * cannot be answered any more.
 */
export function additionOf(memberId: string, passwordHash: string): ChallengePurpose {
  return `add ${memberId} ${passwordHash}`;
}

const LIFE_SECONDS = PASSKEY_CHALLENGE_MINUTES * 60;

export type PasskeyChallenges = {
  readonly make: (purpose: ChallengePurpose) => Uint8Array<ArrayBuffer>;
  /** Whether a challenge is ours, for this purpose, unexpired and not answered before. */
  readonly use: (purpose: ChallengePurpose, challenge: string) => Promise<boolean>;
};

/**
 * Challenges that carry their time and a MAC. Only answered ones are stored: the sign-in page asks for
 * one at each view, and unanswered ones would fill a table.
 */
export function createPasskeyChallenges(
  prisma: DatabaseClient,
  secrets: Secrets,
  clock: () => Date,
): PasskeyChallenges {
  const key = secrets.keyFor('passkey challenge');
  const seconds = (): number => Math.floor(clock().getTime() / 1_000);
  const sign = (purpose: ChallengePurpose, stamp: string): string =>
    keyedHash(key, `${stamp} ${purpose}`);
  return {
    make: (purpose) => {
      const stamp = `${seconds()}.${randomBytes(16).toString('hex')}`;
      return new Uint8Array(Buffer.from(`${stamp}.${sign(purpose, stamp)}`));
    },
    use: async (purpose, challenge) => {
      const text = Buffer.from(challenge, 'base64url').toString();
      const [madeAt = '', nonce = '', signature = ''] = text.split('.');
      if (!sameText(signature, sign(purpose, `${madeAt}.${nonce}`))) return false;
      const age = seconds() - Number(madeAt);
      if (age < 0 || age > LIFE_SECONDS) return false;
      const expiresAt = new Date(clock().getTime() + LIFE_SECONDS * 1_000);
      return useUpChallenge(prisma, `passkey/${nonce}`, expiresAt);
    },
  };
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
