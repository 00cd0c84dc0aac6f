import { createAddressLimits } from '#server/http/address-limits.ts';
import { createBuckets } from '#server/http/token-buckets.ts';
import { createChallenges, type Challenges } from './proof-of-work.ts';
import type { IdentityDeps } from './deps.ts';
import { WRONG_PASSWORD_RATE, createSignInGuard, type SignInGuard } from './sign-in-rate-limit.ts';

/** A shared rate limit for all forms that sign somebody in, of any wing. */
export type SignInProtection = { readonly guard: SignInGuard; readonly challenges: Challenges };

export function createSignInProtection(deps: IdentityDeps): SignInProtection {
  const challenges = createChallenges(deps.database.prisma, deps.secrets, deps.clock);
  const wrongPasswords = createBuckets(WRONG_PASSWORD_RATE, deps);
  return {
    guard: createSignInGuard(createAddressLimits(deps), wrongPasswords, challenges),
    challenges,
  };
}
