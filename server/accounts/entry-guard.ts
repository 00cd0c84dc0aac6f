import { AppError } from '#server/errors.ts';
import { networkOf, type AddressLimits } from '#server/http/address-limits.ts';
import type { Buckets } from '#server/http/token-buckets.ts';
import type { Entry, EntryControls } from '#shared/accounts.ts';
import type { Challenges } from './challenges.ts';

/** Wrong passwords for one pseudonym before each further one asks for work; it locks nobody out. */
export const WRONG_PASSWORD_RATE = { burst: 10, perMinute: 0.2 } as const;

/** Decides who must prove a little patience before signing up, in, or back in. */
export type EntryGuard = {
  /** Whether the next form from this address will be asked for work. */
  readonly isNeeded: (entry: Entry, address: string) => boolean;
  /** @throws AppError challenge-needed above a limit, without work or a rested ticket. */
  readonly admit: (
    entry: Entry,
    address: string,
    controls: EntryControls,
    pseudonymKey?: string,
  ) => Promise<void>;
};

export function createEntryGuard(
  limits: AddressLimits,
  wrongPasswords: Buckets,
  challenges: Challenges,
): EntryGuard {
  return {
    isNeeded: (entry, address) => limits[entry].isEmpty(networkOf(address)),
    admit: async (entry, address, { _proof, _ticket }, pseudonymKey) => {
      const network = networkOf(address);
      const suspicious = pseudonymKey !== undefined && wrongPasswords.isEmpty(pseudonymKey);
      if (!suspicious && limits[entry].take(network)) return;
      if (_proof !== undefined && (await challenges.acceptProof(_proof))) return;
      if (_ticket === undefined) throw new AppError('challenge-needed');
      const seconds = limits.ticket.secondsLeft(network);
      if (seconds > 0) throw new AppError('challenge-needed', { retryAfterSeconds: seconds });
      const verdict = await challenges.acceptTicket(_ticket);
      if (verdict.kind === 'too-young') {
        throw new AppError('challenge-needed', { retryAfterSeconds: verdict.waitSeconds });
      }
      if (verdict.kind === 'refused') throw new AppError('challenge-needed');
      limits.ticket.take(network);
    },
  };
}
