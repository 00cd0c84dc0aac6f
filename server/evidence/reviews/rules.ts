import { refuseField } from '#server/core/errors.ts';
import { monthOf, type Day } from '#shared/core/days.ts';
import { CRITERIA, type ReviewFacts } from '#shared/evidence/reviews.ts';

/** No platform of the kind is older: an earlier month is a slip. */
export const EARLIEST_MONTH = '2000-01';

export type ReadReview = Omit<ReviewFacts, 'text'> & { readonly text: string | null };

/**
 * Reads a review as it was typed.
 * @throws AppError bad-input naming the field.
 */
export function readReview(typed: ReviewFacts, now: Day): ReadReview {
  const month = typed.experiencedMonth;
  if (month > monthOf(now)) throw refuseField('experiencedMonth', 'in-the-future');
  if (month < EARLIEST_MONTH) throw refuseField('experiencedMonth', 'invalid');
  const { pay, punctuality, fairness, communication, supply, solicited, signed } = typed;
  const marks = { pay, punctuality, fairness, communication, supply };
  return { ...marks, experiencedMonth: month, text: typed.text || null, solicited, signed };
}

/** Whether two versions of a review say the same: sending one again edits nothing. */
export function isSameReview(one: ReadReview, other: ReadReview): boolean {
  const fields = [...CRITERIA, 'experiencedMonth', 'text', 'solicited', 'signed'] as const;
  return fields.every((field) => one[field] === other[field]);
}
