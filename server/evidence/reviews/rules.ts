import { fieldError } from '#server/core/errors.ts';
import { monthOf, type Day } from '#shared/core/days.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { ReviewFacts } from '#shared/evidence/reviews.ts';

/**
 * Earliest month that a review accepts. No platform is older, so an earlier month is a typing
 * error.
 */
export const EARLIEST_REVIEW_MONTH = '2000-01';

export type ParsedReview = Omit<ReviewFacts, 'text'> & { readonly text: string | null };

/**
 * Parses a typed review.
 * @throws AppError bad-input naming the field.
 */
export function parseReview(typed: ReviewFacts, now: Day): ParsedReview {
  const month = typed.experiencedMonth;
  if (month > monthOf(now)) throw fieldError('experiencedMonth', 'in-the-future');
  if (month < EARLIEST_REVIEW_MONTH) throw fieldError('experiencedMonth', 'invalid');
  const { pay, punctuality, fairness, communication, supply, solicited, signed } = typed;
  const marks = { pay, punctuality, fairness, communication, supply };
  return { ...marks, experiencedMonth: month, text: typed.text || null, solicited, signed };
}

/** Whether two versions of a review are equal; an equal one is no edit. */
export function isSameReview(one: ParsedReview, other: ParsedReview): boolean {
  const fields = [
    ...PLATFORM_REVIEW_CRITERIA,
    'experiencedMonth',
    'text',
    'solicited',
    'signed',
  ] as const;
  return fields.every((field) => one[field] === other[field]);
}
