import { monthOf, today } from '#shared/core/days.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { overallScore } from '#shared/evidence/platform-rating.ts';
import {
  REVIEW_SORTS,
  type PublishedReview,
  type ReviewsResponse,
} from '#shared/evidence/reviews.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { CoveredWordsNotice } from '#web/governance/case-decisions/covered-words.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { RepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { ReviewHead } from './review-head.tsx';
import { isReviewsPageAfterFirst, reviewsPageAddress } from './review-list-addresses.ts';

/** Reviews of a platform, with sort links; each with the quarter of experience. */
export function ReviewList({ reviews: data }: { reviews: ReviewsResponse }) {
  const { t, language, href, query } = usePage();
  const { platform, reviews, sort, next } = data;
  const words = t.reviews.list;
  return (
    <div id="reviews">
      <p>
        <a className="button second" href={href('writeReview', { slug: platform.slug })}>
          {words.write}
        </a>
      </p>
      {reviews.length === 0 ? <p>{words.empty}</p> : <Order reviews={data} />}
      <ul className="reviews">
        {reviews.map((review) => (
          <li key={review.id} id={`review-${review.id}`}>
            <HiddenContent hiding={review.hiding} mine={review.can.edit} counted>
              <Review review={review} slug={platform.slug} />
            </HiddenContent>
            <RepliesTo subject={`review/${review.id}`} />
          </li>
        ))}
      </ul>
      <p className="more">
        {isReviewsPageAfterFirst(query) ? (
          <a href={reviewsPageAddress(language, platform.slug, sort)}>{words.first}</a>
        ) : null}
        {next === null ? null : (
          <a href={reviewsPageAddress(language, platform.slug, sort, next)} rel="next">
            {words.next}
          </a>
        )}
      </p>
    </div>
  );
}

function Order({ reviews: { platform, sort } }: { reviews: ReviewsResponse }) {
  const { t, language, href } = usePage();
  const words = t.reviews.list;
  return (
    <>
      <nav className="choices" aria-label={words.sorted}>
        {REVIEW_SORTS.map((other) => (
          <a
            key={other}
            href={reviewsPageAddress(language, platform.slug, other)}
            aria-current={other === sort ? 'true' : undefined}
          >
            {words.sorts[other]}
          </a>
        ))}
      </nav>
      <p className="note with-link">
        <a href={href('reviewChecks')}>{words.checks}</a>
      </p>
    </>
  );
}

function Review({ review, slug }: { review: PublishedReview; slug: string }) {
  const { t, format, href, now } = usePage();
  const words = t.reviews.list;
  const score =
    overallScore(PLATFORM_REVIEW_CRITERIA.map((criterion) => review.criteria[criterion])) ?? 0;
  const facts = [
    words.lived(
      format.quarter(review.quarter, monthOf(review.edited ? today(now) : review.shownFrom)),
    ),
    words.published({ day: format.day(review.shownFrom) }),
    review.edited ? words.edited : null,
  ].filter((fact) => fact !== null);
  return (
    <article className="review">
      <ReviewHead author={review.author} score={score} facts={facts} />
      <UserText text={review.text} />
      <CoveredWordsNotice covering={review.covering} mine={review.can.edit} />
      <ul className="marks-given">
        {PLATFORM_REVIEW_CRITERIA.map((criterion) => (
          <li key={criterion}>
            {t.reviews.criteria[criterion].name} <b>{review.criteria[criterion]}</b>
          </li>
        ))}
      </ul>
      {review.solicited ? <p className="asked-for">{words.solicited}</p> : null}
      {review.suspect ? <p className="asked-for">{t.campaigns.card}</p> : null}
      {review.repeats ? <p className="asked-for">{words.repeats}</p> : null}
      {review.can.edit ? (
        <a className="act" href={href('writeReview', { slug })}>
          {words.mine}
        </a>
      ) : (
        <FlagLink subject={`review/${review.id}`} />
      )}
    </article>
  );
}
