import { z } from 'zod/mini';
import { publicAuthor } from './authors.ts';
import { hiding } from '#shared/governance/cases.ts';
import {
  checkbox,
  day,
  formControls,
  id,
  mark,
  MAX_TEXT_LENGTH,
  month,
  slug,
} from '#shared/core/fields.ts';

export const MAX_REVIEW_TEXT_LENGTH = MAX_TEXT_LENGTH;
/** How many reviews one answer carries. */
export const REVIEWS_PAGE_SIZE = 6;

/** What a platform is rated on, 1 (worst) to 5 (best). */
export const CRITERIA = ['pay', 'punctuality', 'fairness', 'communication', 'supply'] as const;
export type Criterion = (typeof CRITERIA)[number];

const marks = { pay: mark, punctuality: mark, fairness: mark, communication: mark, supply: mark };

export const reviewFacts = z.object({
  ...marks,
  experiencedMonth: month,
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_REVIEW_TEXT_LENGTH))),
  solicited: checkbox,
  signed: checkbox,
});
export type ReviewFacts = z.infer<typeof reviewFacts>;

export const reviewForm = z.extend(reviewFacts, formControls);
/** What a form without fields sends; a script may send nothing. */
export const reviewControls = z.nullish(z.object(formControls));

export const REVIEW_SORTS = ['newest', 'lowest', 'highest'] as const;
export const reviewSort = z.enum(REVIEW_SORTS);
export type ReviewSort = z.infer<typeof reviewSort>;

/** Where the next page begins: sum of marks, month, id; made of published values alone. */
export const reviewCursor = z
  .string()
  .check(z.regex(/^(?:[5-9]|1\d|2[0-5])_[12]\d{3}-(0[1-9]|1[0-2])_[0-9a-z]{12}$/));

export const CHECKS = ['proof', 'declared', 'none'] as const;

const score = z.int().check(z.gte(1), z.lte(5));
const scores = z.object({
  pay: score,
  punctuality: score,
  fairness: score,
  communication: score,
  supply: score,
});

/** A review as everybody sees it. */
export const publishedReview = z.object({
  id,
  criteria: scores,
  text: z.nullable(z.string()),
  /** By a decision: then it counts nowhere, and removed its text stays here. */
  hiding,
  experiencedMonth: month,
  publishedMonth: month,
  edited: z.boolean(),
  /**
   * What its author brought on this platform: a payment received with a screenshot, a pay-out
   * without, or nothing. Pay-outs that were asked for check nothing.
   */
  checked: z.enum(CHECKS),
  solicited: z.boolean(),
  /** A finding of a campaign names its author here: it does not count for now. */
  suspect: z.boolean(),
  author: publicAuthor,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedReview = z.infer<typeof publishedReview>;

export const reviewsResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  sort: reviewSort,
  reviews: z.array(publishedReview),
  next: z.nullable(reviewCursor),
});
export type ReviewsResponse = z.infer<typeof reviewsResponse>;

/** A review as its author alone sees it. */
export const ownReview = z.object({
  id,
  platform: z.object({ slug, name: z.string() }),
  criteria: scores,
  text: z.nullable(z.string()),
  hiding,
  experiencedMonth: month,
  solicited: z.boolean(),
  signed: z.boolean(),
  publishedOn: day,
  editedOn: z.nullable(day),
});
export type OwnReview = z.infer<typeof ownReview>;

export const ownReviewsResponse = z.object({ reviews: z.array(ownReview) });
