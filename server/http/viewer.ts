import type { Language } from '#shared/core/languages.ts';

/** Roles of members. */
export const ROLES = ['moderator'] as const;
export type Role = (typeof ROLES)[number];

/** The signed-in member who makes a request; `request.viewer` is null for a signed-out visitor. */
export type Viewer = {
  readonly id: string;
  readonly pseudonym: string;
  readonly language: Language;
  readonly established: boolean;
  readonly roles: readonly Role[];
};
