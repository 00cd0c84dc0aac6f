import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { findPlatformFieldErrors } from '#server/directory/platforms/resolve-platform.ts';
import { today, type Day } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { PayoutCorrection, PayoutFacts, PayoutForm } from '#shared/evidence/payouts.ts';
import { representPayout } from '#shared/evidence/publication/rounded-payout.ts';
import { lockOwnPayout, type LoadedPayout } from './lock-payout.ts';
import { findPayoutFieldErrors, parsePayout, type ParsedPayout } from './rules.ts';

/**
 * Finds the field errors that schema validation misses, for an invalid form of a new payout:
 * `typed` has the valid fields only. One answer can then list all errors.
 */
export async function findNewPayoutErrors(
  tx: Db,
  typed: Partial<PayoutForm>,
  now: Date,
): Promise<FieldIssues> {
  const refused = await findPlatformFieldErrors(tx, typed.platform);
  return { ...refused, ...findPayoutFieldErrors(typed, today(now), null) };
}

/**
 * Finds the field errors of a correction that schema validation misses, including what the stored
 * payout forbids; `typed` has the valid fields only. Locks the payout.
 */
export async function findPayoutCorrectionErrors(
  tx: Db,
  viewer: Viewer,
  id: string,
  typed: Partial<PayoutCorrection>,
  now: Date,
): Promise<FieldIssues> {
  const before = await lockOwnPayout(tx, viewer, id);
  return findPayoutFieldErrors(typed, today(now), writtenOffDay(before, today(now)));
}

/**
 * Returns the day on which a payout is written off: today for a pending one, about the earlier day for
 * one written off already; null for a received or refused one.
 */
export function writtenOffDay(before: LoadedPayout, now: Day): Day | null {
  if (before.state === 'waiting') return now;
  return before.state === 'given-up' ? representPayout(before, now).settledOn : null;
}

/**
 * Parses a typed payout.
 * @throws AppError bad-input with all field errors at once, including an unknown platform.
 */
export function requireValidPayout(
  input: PayoutFacts,
  now: Date,
  { givenUpOn, refused }: { givenUpOn: Day | null; refused: AppError | null },
): ParsedPayout {
  const payout = parsePayout(input, today(now), givenUpOn);
  if ('issues' in payout) {
    throw new AppError('bad-input', { fields: { ...refused?.fields, ...payout.issues } });
  }
  return payout;
}
