import { AppError } from '#server/core/errors.ts';
import { networkOf, type AddressLimits } from '#server/http/address-limits.ts';
import type { Buckets } from '#server/http/token-buckets.ts';
import type { Entry, EntryControls } from '#shared/identity/accounts.ts';
import type { Challenges } from './challenges.ts';

/** Wrong passwords for one pseudonym before each further one asks for work; it locks nobody out. */
export const WRONG_PASSWORD_RATE = { burst: 10, perMinute: 0.2 } as const;

/** A form that may be looked at, whose guess counts as wrong so far. */
export type Attempt = {
  /** Awaits what tells whether the guess is right; where it is not refused as wrong, it no longer counts. */
  readonly judge: <Result>(checking: Promise<Result>) => Promise<Result>;
};

/** Decides who must prove a little patience before signing up, in, or back in. */
export type EntryGuard = {
  /** Whether the next form from this address will be asked for work. */
  readonly isNeeded: (entry: Entry, address: string) => boolean;
  /**
   * Counts a form before anything of it is checked: side by side, all would be checked before one counts.
   * `guessed` is the pseudonym whose password or code it guesses.
   * @throws AppError challenge-needed above a limit, without work or a rested ticket.
   */
  readonly admit: (
    entry: Entry,
    address: string,
    controls: EntryControls,
    guessed?: string,
  ) => Promise<Attempt>;
};

export function createEntryGuard(
  limits: AddressLimits,
  wrongPasswords: Buckets,
  challenges: Challenges,
): EntryGuard {
  /** @throws AppError challenge-needed without work or a rested ticket. */
  async function requirePatience(network: string, { _proof, _ticket }: EntryControls) {
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
    isNeeded: (entry, address) => limits[entry].isEmpty(networkOf(address)),
    admit: async (entry, address, controls, guessed) => {
      const network = networkOf(address);
      const counted = guessed !== undefined && wrongPasswords.take(guessed);
      const uncount = (): void => {
        if (counted) wrongPasswords.giveBack(guessed);
      };
      const suspicious = guessed !== undefined && !counted;
      if (suspicious || !limits[entry].take(network)) {
        // Refused before it is looked at, it guesses nothing.
        await requirePatience(network, controls).catch((error: unknown) => {
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
