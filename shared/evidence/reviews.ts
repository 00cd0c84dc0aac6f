import { accountFields } from '#shared/identity/accounts.ts';
import { z } from 'zod/mini';
import { publicAuthor } from '#shared/directory/public-author.ts';
import {
  checkbox,
  day,
  commonFormFields,
  id,
  ratingMark,
  MAX_TEXT_LENGTH,
  month,
  slug,
} from '#shared/core/form-fields.ts';
import { covering, hiding } from '#shared/core/moderation-decisions.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { ownShowing, quarter } from '#shared/directory/publication-mondays.ts';

export const MAX_REVIEW_TEXT_LENGTH = MAX_TEXT_LENGTH;
/** Reviews per page. */
export const REVIEWS_PAGE_SIZE = 6;

export const reviewFacts = z.object({
  ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => ratingMark),
  experiencedMonth: month,
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_REVIEW_TEXT_LENGTH))),
  solicited: checkbox,
  signed: checkbox,
});
export type ReviewFacts = z.infer<typeof reviewFacts>;

export const reviewForm = z.extend(reviewFacts, commonFormFields);
/** A review with the account of a visitor, made or opened by the same form. */
export const reviewWithAccountForm = z.extend(reviewForm, accountFields);

export const REVIEW_SORTS = ['newest', 'lowest', 'highest'] as const;
export const reviewSort = z.enum(REVIEW_SORTS);
export type ReviewSort = z.infer<typeof reviewSort>;

/** Cursor of the next page: sum of ratings, day shown, id; published values only. */
export const reviewCursor = z
  .string()
  .check(
    z.regex(/^(?:[5-9]|1\d|2[0-5])_[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])_[0-9a-z]{12}$/),
  );

const score = z.int().check(z.gte(1), z.lte(5));
const scores = z.object(recordFrom(PLATFORM_REVIEW_CRITERIA, () => score));

/** A review as the public sees it. */
export const publishedReview = z.object({
  id,
  criteria: scores,
  text: z.nullable(z.string()),
  /** Hidden by a decision: it counts nowhere, and if removed its text is left out. */
  hiding,
  /** The decision that covers words of its text; null where none are covered. */
  covering,
  /** The quarter of experience; its month is not published. */
  quarter,
  /** The Monday since which it is shown. */
  shownFrom: day,
  /** Whether its author changed it since. */
  edited: z.boolean(),
  solicited: z.boolean(),
  /** A finding names its author as a suspect: it does not count for now. */
  suspect: z.boolean(),
  /** Another review counts for its author's voice: their accounts post in step. */
  repeats: z.boolean(),
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

/** A review for its author alone. */
export const ownReview = z.object({
  id,
  platform: z.object({ slug, name: z.string() }),
  criteria: scores,
  /** As she wrote it, also where a decision covers words of it. */
  text: z.nullable(z.string()),
  hiding,
  covering,
  experiencedMonth: month,
  solicited: z.boolean(),
  signed: z.boolean(),
  publishedOn: day,
  editedOn: z.nullable(day),
  ...ownShowing,
});
export type OwnReview = z.infer<typeof ownReview>;

export const ownReviewsResponse = z.object({ reviews: z.array(ownReview) });
