import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { usePage } from '#web/page-context.ts';
import { Bars } from '#web/ui/bars.tsx';

/** The best possible rating. */
const BEST = 5;

type Rating = PlatformResponse['rating'];

/** A platform's rating: overall, by criterion, its distribution, and recent against all-time. */
export function RatingPanel({ rating }: { rating: Rating }) {
  const { t, format } = usePage();
  const words = t.reviews.panel;
  if (rating.overall === null) {
    return (
      <div className="rating">
        <p>{words.none}</p>
        <p className="note">{words.solicited}</p>
      </div>
    );
  }
  const overall = format.number(rating.overall, 1);
  return (
    <div className="rating">
      <p className="overall">
        <b>{t.reviews.outOf({ mark: overall })}</b>{' '}
        <span>{t.reviews.count({ reviews: rating.count })}</span>
      </p>
      <p>
        {rating.recent === null
          ? words.noneRecent
          : words.recent({
              mark: format.number(rating.recent, 1),
              reviews: rating.recentCount,
            })}{' '}
        {words.allTime({ mark: overall, reviews: rating.count })}
      </p>
      <Marks criteria={rating.criteria} />
      <details className="fold">
        <summary>{words.distribution}</summary>
        <Distribution counts={rating.distribution} total={rating.count} />
        <p className="note">
          {words.weights} {words.prior} {words.solicited}
        </p>
      </details>
    </div>
  );
}

function Marks({ criteria }: { criteria: Rating['criteria'] }) {
  const { t, format } = usePage();
  return (
    <div>
      <h2 className="kicker">{t.reviews.panel.marks}</h2>
      <Bars
        of={PLATFORM_REVIEW_CRITERIA.map((criterion) => {
          const mark = criteria[criterion];
          return {
            key: criterion,
            label: t.reviews.criteria[criterion].name,
            share: (mark ?? 0) / BEST,
            figure: mark === null ? '–' : format.number(mark, 1),
          };
        })}
      />
    </div>
  );
}

function Distribution(props: { counts: readonly number[]; total: number }) {
  const { t, format } = usePage();
  return (
    <Bars
      of={props.counts
        .map((count, index) => ({
          key: String(index),
          label: t.reviews.outOf({ mark: String(index + 1) }),
          share: count / Math.max(1, props.total),
          figure: format.number(count),
        }))
        .toReversed()}
    />
  );
}
