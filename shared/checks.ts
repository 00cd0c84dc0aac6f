import { z } from 'zod/mini';

/** Why a member may doubt a proof. */
export const DOUBT_REASONS = [
  'amount',
  'recycled',
  'other-platform',
  'unreadable',
  'personal-data',
] as const;
export const doubtReason = z.enum(DOUBT_REASONS);
export type DoubtReason = z.infer<typeof doubtReason>;

/** Where the question about a proof comes from: members, or a picture that looks like an earlier one. */
export const CHECK_ORIGINS = ['doubt', 'match'] as const;
export type CheckOrigin = (typeof CHECK_ORIGINS)[number];
