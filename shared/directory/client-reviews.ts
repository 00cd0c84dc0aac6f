import { z } from 'zod/mini';
import {
  checkbox,
  day,
  id,
  MAX_TEXT_LENGTH,
  month,
  ratingMark,
  signAllAlike,
  commonFormFields,
} from '#shared/core/form-fields.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { CLIENT_CRITERIA } from './client-ratings.ts';
import { clientLink, clientPlatform, namedPlatform } from './clients.ts';
import { publicAuthor } from './public-author.ts';
import { quarter, shownPostCursor, ownShowing } from './publication-mondays.ts';

export const CLIENT_REVIEWS_A_PAGE = 6;

const scores = z.object(recordFrom(CLIENT_CRITERIA, () => z.int()));

export const clientReviewForm = z.object({
  ...commonFormFields,
  ...recordFrom(CLIENT_CRITERIA, () => ratingMark),
  /** The platform on which the reviewer worked for the client. */
  platform: clientPlatform,
  experiencedMonth: month,
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_TEXT_LENGTH))),
  solicited: checkbox,
  signed: checkbox,
  alike: signAllAlike,
});

export const clientReviewCursor = shownPostCursor;

export const publishedClientReview = z.object({
  id,
  platform: namedPlatform,
  criteria: scores,
  text: z.nullable(z.string()),
  /** Hidden by a decision: it counts nowhere, and if removed its text is left out. */
  hiding,
  quarter,
  /** The Monday since which it is shown. */
  shownFrom: day,
  /** Whether its author changed it since. */
  edited: z.boolean(),
  solicited: z.boolean(),
  /** A finding names its author there as a suspect: it does not count for now. */
  suspect: z.boolean(),
  author: publicAuthor,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedClientReview = z.infer<typeof publishedClientReview>;

export const clientReviewsResponse = z.object({
  client: clientLink,
  reviews: z.array(publishedClientReview),
  next: z.nullable(clientReviewCursor),
});
export type ClientReviewsResponse = z.infer<typeof clientReviewsResponse>;

/** A review of a client for its author alone. */
export const ownClientReview = z.object({
  id,
  client: clientLink,
  platform: namedPlatform,
  criteria: scores,
  text: z.nullable(z.string()),
  hiding,
  experiencedMonth: month,
  solicited: z.boolean(),
  signed: z.boolean(),
  publishedOn: day,
  editedOn: z.nullable(day),
  ...ownShowing,
});
export type OwnClientReview = z.infer<typeof ownClientReview>;
export const ownClientReviewsResponse = z.object({ reviews: z.array(ownClientReview) });
