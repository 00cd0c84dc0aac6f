import type { Language } from '#shared/core/languages.ts';

export const ROLES = ['moderator'] as const;
export type Role = (typeof ROLES)[number];

/** The member on whose behalf a request is made; null for a visitor who is not signed in. */
export type Viewer = {
  readonly id: string;
  readonly pseudonym: string;
  readonly language: Language;
  readonly established: boolean;
  readonly roles: readonly Role[];
};
