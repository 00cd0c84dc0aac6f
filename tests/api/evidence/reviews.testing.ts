import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import {
  ownReviewsResponse,
  reviewsResponse,
  type OwnReview,
  type ReviewsResponse,
} from '#shared/evidence/reviews.ts';
import type { TestApp } from '#tests/support/app.ts';

/** What everybody, or the member of the cookie, reads. */
export async function readReviews(
  site: TestApp,
  slug: string,
  query = '',
  cookie?: string,
): Promise<ReviewsResponse> {
  const response = await site.get(`/api/platforms/${slug}/reviews?${query}`, cookie);
  return reviewsResponse.parse(response.json());
}

/** What a member reads of her own. */
export async function readOwnReviews(site: TestApp, cookie: string): Promise<OwnReview[]> {
  return ownReviewsResponse.parse((await site.get('/api/me/reviews', cookie)).json()).reviews;
}

/** What the reviews of a platform come to. */
export async function readRating(site: TestApp, slug: string): Promise<PlatformResponse['rating']> {
  return platformResponse.parse((await site.get(`/api/platforms/${slug}`)).json()).rating;
}
