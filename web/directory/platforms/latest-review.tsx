import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { overallScore } from '#shared/evidence/platform-rating.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { PublishedReview, ReviewsResponse } from '#shared/evidence/reviews.ts';
import { usePage } from '#web/page-context.ts';
import { Face } from '#web/ui/face.tsx';
import { LanguageMark } from '#web/ui/language-mark.tsx';
import { Section } from '#web/ui/section.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';

/** Characters of a review on the first tab; the whole is one tap away. */
const EXCERPT_LENGTH = 240;

/** The newest review that counts and says something; the way to all. */
export function LatestReview(props: { platform: PlatformResponse; reviews: ReviewsResponse }) {
  const { t, format, href } = usePage();
  const words = t.answer.latestReview;
  const { slug, rating } = props.platform;
  const review = props.reviews.reviews.find(isTelling);
  const all = href('platformReviews', { slug });
  return (
    <Section
      title={words.title}
      {...(rating.count === 0
        ? {}
        : { all: { href: all, label: words.all({ count: rating.count }) } })}
    >
      {review === undefined ? (
        <p>
          {words.none} <a href={href('writeReview', { slug })}>{t.reviews.list.write}</a>
        </p>
      ) : (
        <Excerpt review={review} address={`${all}#review-${review.id}`} />
      )}
      {rating.overall === null ? null : (
        <p className="note">
          {words.rating({ mark: format.number(rating.overall, 1), count: rating.count })}
        </p>
      )}
    </Section>
  );
}

function isTelling({ hiding, text, solicited, suspect, repeats }: PublishedReview): boolean {
  return hiding === null && text !== null && text !== '' && !solicited && !suspect && !repeats;
}

function Excerpt({ review, address }: { review: PublishedReview; address: string }) {
  const { t, format } = usePage();
  const writtenIn = useTextLanguage();
  const text = review.text ?? '';
  const marks = PLATFORM_REVIEW_CRITERIA.map((criterion) => review.criteria[criterion]);
  return (
    <figure className="review-excerpt">
      <blockquote lang={writtenIn(text)}>
        {text.length <= EXCERPT_LENGTH ? text : `${cutAtWord(text)} …`}
        <LanguageMark text={text} />
      </blockquote>
      <figcaption className="soft">
        {review.author.pseudonym === null ? null : <Face pseudonym={review.author.pseudonym} />}
        <span>
          {t.reviews.outOf({ mark: format.number(overallScore(marks) ?? 0, 1) })} ·{' '}
          {review.author.pseudonym === null ? null : `${review.author.pseudonym} · `}
          <a href={address}>{t.answer.latestReview.read}</a>
        </span>
      </figcaption>
    </figure>
  );
}

function cutAtWord(text: string): string {
  return text.slice(0, EXCERPT_LENGTH).replace(/\s+\S*$/, '');
}
