import type { Viewer } from '#server/identity/accounts/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { platformIssues } from '#server/directory/platforms/resolve.ts';
import { today, type Day } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { PayoutCorrection, PayoutFacts, PayoutForm } from '#shared/evidence/payouts.ts';
import { loadOwnPayout, type LoadedPayout } from './load.ts';
import { findIssues, readPayout, type ReadPayout } from './rules.ts';

/** What is wrong with those facts of a new pay-out that can be read, where the others cannot. */
export async function checkNewPayout(
  tx: Db,
  typed: Partial<PayoutForm>,
  now: Date,
): Promise<FieldIssues> {
  const refused = await platformIssues(tx, typed.platform);
  return { ...refused, ...findIssues(typed, today(now), null) };
}

/** The same of a pay-out that its author corrects. */
export async function checkCorrection(
  tx: Db,
  viewer: Viewer,
  id: string,
  typed: Partial<PayoutCorrection>,
  now: Date,
): Promise<FieldIssues> {
  const before = await loadOwnPayout(tx, viewer, id);
  return findIssues(typed, today(now), givenUpDay(before, today(now)));
}

/** The day on which she gives up, or gave up; null where she had nothing to wait for. */
export function givenUpDay(
  before: Pick<LoadedPayout, 'state' | 'settledOn'>,
  now: Day,
): Day | null {
  const days = { waiting: now, 'given-up': before.settledOn, received: null, refused: null };
  return days[before.state];
}

/**
 * The pay-out as it was typed.
 * @throws AppError bad-input with all that is wrong at once: the facts, and the platform where none was found.
 */
export function requireSound(
  input: PayoutFacts,
  now: Date,
  { givenUpOn, refused }: { givenUpOn: Day | null; refused: AppError | null },
): ReadPayout {
  const payout = readPayout(input, today(now), givenUpOn);
  if ('issues' in payout) {
    throw new AppError('bad-input', { fields: { ...refused?.fields, ...payout.issues } });
  }
  return payout;
}
