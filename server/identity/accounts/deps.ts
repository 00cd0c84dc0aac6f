import type { BaseDeps } from '#server/http/deps.ts';
import type { PasswordHasher } from './password-hashing.ts';

export type IdentityDeps = BaseDeps & {
  readonly passwords: PasswordHasher;
};
