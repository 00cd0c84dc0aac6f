import { createAddressLimits } from '#server/http/address-limits.ts';
import { createTokenBuckets } from '#server/http/token-buckets.ts';
import { createSignInChallenges, type SignInChallenges } from './proof-of-work.ts';
import type { IdentityDeps } from './deps.ts';
import {
  WRONG_PASSWORD_RATE,
  createSignInRateLimit,
  type SignInRateLimit,
} from './sign-in-rate-limit.ts';

/** A shared rate limit for all forms that sign somebody in, of any wing. */
export type SignInProtection = {
  readonly guard: SignInRateLimit;
  readonly challenges: SignInChallenges;
};

export function createSignInProtection(deps: IdentityDeps): SignInProtection {
  const challenges = createSignInChallenges(deps.database.prisma, deps.secrets, deps.clock);
  const wrongPasswords = createTokenBuckets(WRONG_PASSWORD_RATE, deps);
  return {
    guard: createSignInRateLimit(createAddressLimits(deps), wrongPasswords, challenges),
    challenges,
  };
}
