import { createAddressLimits } from '#server/http/address-limits.ts';
import { createBuckets } from '#server/http/token-buckets.ts';
import { createChallenges, type Challenges } from './challenges.ts';
import type { IdentityDeps } from './deps.ts';
import { WRONG_PASSWORD_RATE, createEntryGuard, type EntryGuard } from './entry-guard.ts';

/** A shared rate limit for all forms that sign somebody in, of any wing. */
export type Entrance = { readonly guard: EntryGuard; readonly challenges: Challenges };

export function createEntrance(deps: IdentityDeps): Entrance {
  const challenges = createChallenges(deps.database.prisma, deps.secrets, deps.clock);
  const wrongPasswords = createBuckets(WRONG_PASSWORD_RATE, deps);
  return {
    guard: createEntryGuard(createAddressLimits(deps), wrongPasswords, challenges),
    challenges,
  };
}
