import { AppError } from '#server/core/errors.ts';
import { subscriberKeyOf, type AddressLimits } from '#server/http/address-limits.ts';
import type { TokenBuckets } from '#server/http/token-buckets.ts';
import type { SignInAction, ProofOfWorkFields } from '#shared/identity/accounts.ts';
import type { SignInChallenges } from './proof-of-work.ts';

/**
 * Rate limit of wrong passwords for one pseudonym; past it each further attempt needs a proof of work,
 * but nobody is locked out.
 */
export const WRONG_PASSWORD_RATE = { burst: 10, perMinute: 0.2 } as const;

/** An admitted form, whose guess counts as wrong until judged. */
export type SignInAttempt = {
  /** Awaits the check of the guess; unless it fails with bad-input, the guess is no longer counted. */
  readonly judge: <Result>(checking: Promise<Result>) => Promise<Result>;
};

/** Decides when signing up, signing in and recovery need a proof of work. */
export type SignInRateLimit = {
  /** Whether the next form from this address needs a proof of work. */
  readonly isNeeded: (entry: SignInAction, address: string) => boolean;
  /**
   * Counts a form before checking anything, because concurrent forms would otherwise all be checked
   * before the first is counted. `guessed` is the pseudonym whose password or phrase it tries.
   * @throws AppError challenge-needed above a limit without a proof of work or a mature ticket.
   */
  readonly admit: (
    entry: SignInAction,
    address: string,
    controls: ProofOfWorkFields,
    guessed?: string,
  ) => Promise<SignInAttempt>;
};

export function createSignInRateLimit(
  limits: AddressLimits,
  wrongPasswords: TokenBuckets,
  challenges: SignInChallenges,
): SignInRateLimit {
  /**
   * Checks that a form has a proof of work or a mature ticket.
   * @throws AppError challenge-needed where it has neither.
   */
  async function requireProofOfWork(network: string, { _proof, _ticket }: ProofOfWorkFields) {
    if (_proof !== undefined && (await challenges.acceptProof(_proof))) return;
    if (_ticket === undefined) throw new AppError('challenge-needed');
    if (!limits.ticket.take(network)) {
      const retryAfterSeconds = limits.ticket.secondsLeft(network);
      throw new AppError('challenge-needed', { retryAfterSeconds });
    }
    const verdict = await challenges.acceptTicket(_ticket);
    if (verdict.kind === 'accepted') return;
    limits.ticket.giveBack(network);
    throw verdict.kind === 'too-young'
      ? new AppError('challenge-needed', { retryAfterSeconds: verdict.waitSeconds })
      : new AppError('challenge-needed');
  }

  return {
    isNeeded: (entry, address) => limits[entry].isEmpty(subscriberKeyOf(address)),
    admit: async (entry, address, controls, guessed) => {
      const network = subscriberKeyOf(address);
      const counted = guessed !== undefined && wrongPasswords.take(guessed);
      const uncount = (): void => {
        if (counted) wrongPasswords.giveBack(guessed);
      };
      const suspicious = guessed !== undefined && !counted;
      if (suspicious || !limits[entry].take(network)) {
        // A form refused here was never checked, so its guess does not count.
        await requireProofOfWork(network, controls).catch((error: unknown) => {
          uncount();
          throw error;
        });
      }
      return {
        judge: async (checking) => {
          try {
            const result = await checking;
            uncount();
            return result;
          } catch (error) {
            if (!(error instanceof AppError) || error.code !== 'bad-input') uncount();
            throw error;
          }
        },
      };
    },
  };
}
