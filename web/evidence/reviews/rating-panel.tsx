import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { usePage } from '#web/page-context.ts';
import { ShareBar } from './share-bar.tsx';

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
      <dl className="bars">
        {PLATFORM_REVIEW_CRITERIA.map((criterion) => {
          const mark = criteria[criterion];
          return (
            <div key={criterion}>
              <dt>{t.reviews.criteria[criterion].name}</dt>
              <dd>
                <ShareBar share={(mark ?? 0) / BEST} />
                <b>{mark === null ? '–' : format.number(mark, 1)}</b>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

function Distribution(props: { counts: readonly number[]; total: number }) {
  const { t, format } = usePage();
  return (
    <dl className="bars">
      {props.counts
        .map((count, index) => ({ count, mark: index + 1 }))
        .toReversed()
        .map(({ count, mark }) => (
          <div key={mark}>
            <dt>{t.reviews.outOf({ mark: String(mark) })}</dt>
            <dd>
              <ShareBar share={count / Math.max(1, props.total)} />
              <b>{format.number(count)}</b>
            </dd>
          </div>
        ))}
    </dl>
  );
}
