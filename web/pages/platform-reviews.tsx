import { reviewsResponse, type ReviewsResponse } from '#shared/evidence/reviews.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { loadPlatform, tabHead, tabTitle } from '#web/directory/platforms/platform-tab-page.ts';
import { PlatformTabPage } from '#web/directory/platforms/platform-tabs.tsx';
import { RatingPanel } from '#web/evidence/reviews/rating-panel.tsx';
import {
  isReviewsPageAfterFirst,
  reviewsApiAddress,
} from '#web/evidence/reviews/review-list-addresses.ts';
import { ReviewList } from '#web/evidence/reviews/review-list.tsx';
import { RepliesContext, loadRepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { definePage } from '#web/page.ts';

type Data = { platform: PlatformResponse; reviews: ReviewsResponse; answers: RepliesResponse };

/** A platform's rating and reviews, labelled as opinion. */
export const platformReviews = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters, query }) => {
    const slug = parameters['slug'] ?? '';
    const [platform, reviews] = await Promise.all([
      loadPlatform(api, slug),
      api.get(reviewsApiAddress(slug, query), reviewsResponse),
    ]);
    const answers = await loadRepliesTo(
      api,
      reviews.reviews.map(({ id }) => `review/${id}`),
    );
    return { platform, reviews, answers };
  },
  title: ({ platform }, context) => tabTitle('reviews', platform, context),
  head: ({ platform }, context) => ({
    ...tabHead('reviews', platform, context),
    noIndex: isReviewsPageAfterFirst(context.query),
  }),
  body: ({ platform, reviews, answers }, { t, query }) => (
    <PlatformTabPage platform={platform} tab="reviews">
      <p className="say">
        {t.answer.reviews.say} {t.rules.pictures.voices.caption}
      </p>
      <div className="reviews-beside">
        {platform.rating.count === 0 || isReviewsPageAfterFirst(query) ? null : (
          <RatingPanel rating={platform.rating} />
        )}
        <RepliesContext value={answers.replies}>
          <ReviewList reviews={reviews} />
        </RepliesContext>
      </div>
    </PlatformTabPage>
  ),
});
