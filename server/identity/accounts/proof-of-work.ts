import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { DatabaseClient } from '#server/database/db.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';
import {
  TICKET_WAIT_SECONDS,
  proofOfWorkPuzzle,
  proofOfWorkSolution,
} from '#shared/identity/accounts.ts';
import type { z } from 'zod/mini';
import { useUpChallenge } from './use-up-challenge.ts';

/**
 * Proof of work: a search over at most MAX_TRIES keys of COST rounds each, half a million rounds of two
 * SHA-256, which takes at most 3 seconds on a phone that does 200 000 rounds a second.
 */
const COST = 2_000;
const MIN_TRIES = 100;
const MAX_TRIES = 260;
const LIFE_SECONDS = 3_600;

export type ProofOfWorkPuzzle = z.infer<typeof proofOfWorkPuzzle>;
export type TicketVerdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'too-young'; readonly waitSeconds: number }
  | { readonly kind: 'refused' };

/**
 * Proofs of work and tickets, which let a form through above the rate limits, without a third-party
 * CAPTCHA.
 */
export type SignInChallenges = {
  readonly newPuzzle: () => Promise<ProofOfWorkPuzzle>;
  /** Whether a proof of work is ours, unexpired, solved and not used before. */
  readonly acceptProof: (text: string) => Promise<boolean>;
  readonly newTicket: () => string;
  /** A ticket is accepted once, between 60 seconds and an hour after it was issued. */
  readonly acceptTicket: (text: string) => Promise<TicketVerdict>;
};

export function createSignInChallenges(
  prisma: DatabaseClient,
  secrets: Secrets,
  clock: () => Date,
): SignInChallenges {
  const hmac = {
    hmacSignatureSecret: secrets.keyFor('altcha').toString('hex'),
    hmacKeySignatureSecret: secrets.keyFor('altcha-key').toString('hex'),
  };
  const ticketKey = secrets.keyFor('ticket');
  const seconds = (): number => Math.floor(clock().getTime() / 1_000);

  /** The library does not check whether a proof was used before. */
  const useUp = (id: string): Promise<boolean> =>
    useUpChallenge(prisma, id, new Date(clock().getTime() + LIFE_SECONDS * 1_000));

  return {
    newPuzzle: async () => {
      const challenge = await createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: COST,
        counter: randomInt(MAX_TRIES, MIN_TRIES),
        // Signed timestamp of the injected clock: the library's expiry uses the system clock.
        data: { issuedAt: seconds() },
        deriveKey,
        ...hmac,
      });
      return proofOfWorkPuzzle.parse(challenge);
    },
    acceptProof: async (text) => {
      const parsed = proofOfWorkSolution.safeParse(parseJsonOrNull(text));
      if (!parsed.success) return false;
      const { challenge, solution } = parsed.data;
      const age = seconds() - challenge.parameters.data.issuedAt;
      if (age < 0 || age > LIFE_SECONDS) return false;
      const { verified } = await verifySolution({ challenge, solution, deriveKey, ...hmac });
      return verified && (await useUp(`proof/${challenge.parameters.nonce}`));
    },
    newTicket: () => {
      const stamp = `${seconds()}.${randomBytes(16).toString('hex')}`;
      return `${stamp}.${keyedHash(ticketKey, stamp)}`;
    },
    acceptTicket: async (text) => {
      const [issuedAt = '', nonce = '', signature = ''] = text.split('.');
      if (!sameText(signature, keyedHash(ticketKey, `${issuedAt}.${nonce}`))) {
        return { kind: 'refused' };
      }
      const age = seconds() - Number(issuedAt);
      // Issued before the clock was set back: a new ticket matures sooner.
      if (age < 0) return { kind: 'refused' };
      if (age < TICKET_WAIT_SECONDS) {
        return { kind: 'too-young', waitSeconds: TICKET_WAIT_SECONDS - age };
      }
      if (age > LIFE_SECONDS || !(await useUp(`ticket/${nonce}`))) return { kind: 'refused' };
      return { kind: 'accepted' };
    },
  };
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
