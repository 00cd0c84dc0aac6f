import type { BaseDeps } from '#server/http/deps.ts';
import type { Passwords } from './password-hashing.ts';

export type IdentityDeps = BaseDeps & {
  /** Estimates, hashes and verifies passwords. */
  readonly passwords: Passwords;
};
