import { monthOf, today } from '#shared/core/days.ts';
import {
  clientReviewCursor,
  type ClientReviewsResponse,
  type PublishedClientReview,
} from '#shared/directory/client-reviews.ts';
import { CLIENT_CRITERIA } from '#shared/directory/client-ratings.ts';
import { overallScore } from '#shared/evidence/platform-rating.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { RepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { ReviewHead } from '#web/evidence/reviews/review-head.tsx';
import { UserText } from '#web/ui/user-text.tsx';

export const REVIEW_CURSOR_PARAMETER = 'avis-avant';

/** The cursor of reviews in the page's address; null without a valid one. */
export function parseReviewCursor(query: Readonly<Record<string, string>>): string | null {
  const before = clientReviewCursor.safeParse(query[REVIEW_CURSOR_PARAMETER]);
  return before.success ? before.data : null;
}

/** Reviews of a client, each with platform and quarter. */
export function ClientReviewList({ reviews: data }: { reviews: ClientReviewsResponse }) {
  const { t, href, query } = usePage();
  const { client, reviews, next } = data;
  const here = (before?: string): string =>
    `${href('client', { slug: client.slug }, { [REVIEW_CURSOR_PARAMETER]: before })}#reviews`;
  return (
    <>
      {reviews.length === 0 ? <p>{t.clients.page.reviewsNone}</p> : null}
      <ul className="reviews">
        {reviews.map((review) => (
          <li key={review.id} id={`review-${review.id}`}>
            <HiddenContent hiding={review.hiding} mine={review.can.edit} counted>
              <Review review={review} slug={client.slug} />
            </HiddenContent>
            <RepliesTo subject={`client-review/${review.id}`} />
          </li>
        ))}
      </ul>
      <p className="more">
        {parseReviewCursor(query) === null ? null : (
          <a href={here()}>{t.clients.page.newerReviews}</a>
        )}
        {next === null ? null : (
          <a href={here(next)} rel="next">
            {t.clients.page.olderReviews}
          </a>
        )}
      </p>
    </>
  );
}

function Review({ review, slug }: { review: PublishedClientReview; slug: string }) {
  const { t, format, href, now } = usePage();
  const words = t.reviews.list;
  const { criteria, platform } = review;
  const score = overallScore(CLIENT_CRITERIA.map((criterion) => criteria[criterion])) ?? 0;
  const facts = [
    t.clients.page.onPlatform({ platform: platform.name }),
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
      <ul className="marks-given">
        {CLIENT_CRITERIA.map((criterion) => (
          <li key={criterion}>
            {t.clients.criteria[criterion].name} <b>{criteria[criterion]}</b>
          </li>
        ))}
      </ul>
      {review.solicited ? <p className="asked-for">{words.solicited}</p> : null}
      {review.suspect ? <p className="asked-for">{t.campaigns.card}</p> : null}
      {review.can.edit ? (
        <a className="act" href={href('reviewClient', { slug }, { plateforme: platform.slug })}>
          {words.mine}
        </a>
      ) : (
        <FlagLink subject={`client-review/${review.id}`} />
      )}
    </article>
  );
}
