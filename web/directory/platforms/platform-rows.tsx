import type { RankedPlatform } from '#shared/directory/platform-ranking.ts';
import { PICKED } from '#web/directory/comparison/comparison-address.ts';
import { usePage } from '#web/page-context.ts';
import { Tile } from '#web/ui/tile.tsx';
import { factText } from './fact-text.ts';
import { PaidShareBar } from './paid-share-bar.tsx';
import { StandingStamp } from './standing-stamp.tsx';

/** Platforms as rows: tile, name, stamp, four figures in fixed places, and a tick to compare. */
export function PlatformRows(props: {
  platforms: readonly RankedPlatform[];
  start: number;
  picked: readonly string[];
  withRating: boolean;
}) {
  return (
    <ol className="figure-rows" start={props.start}>
      {props.platforms.map((platform) => (
        <PlatformRow
          key={platform.slug}
          platform={platform}
          picked={props.picked.includes(platform.slug)}
          withRating={props.withRating}
        />
      ))}
    </ol>
  );
}

function PlatformRow(props: { platform: RankedPlatform; picked: boolean; withRating: boolean }) {
  const { t, format, href } = usePage();
  const { platform } = props;
  const { name, slug, state, activity, lines, shareReceived, rating, ratingCount } = platform;
  const words = t.platforms.ranking;
  const [line] = lines;
  return (
    <li>
      <div className="row-name">
        <Tile name={name} />
        <div>
          <h2>
            <a href={href('platform', { slug })}>{name}</a>
          </h2>
          <small>
            {t.answer.activities[activity]}
            {props.withRating && rating !== null
              ? ` · ${words.ratingOf({ rating: format.number(rating, 1), count: ratingCount })}`
              : null}
          </small>
        </div>
      </div>
      <StandingStamp state={state} size="small" />
      {shareReceived === null && line !== undefined ? (
        <p className="row-line">{t.answer.lines[line]}</p>
      ) : null}
      <Figures platform={platform} />
      <label className="tick">
        <input type="checkbox" name={PICKED} value={slug} defaultChecked={props.picked} />
        <span>
          {words.compare}
          <span className="hidden-visually"> {name}</span>
        </span>
      </label>
    </li>
  );
}

function Figures({ platform }: { platform: RankedPlatform }) {
  const page = usePage();
  const { t, format } = page;
  const words = t.platforms.ranking;
  const { hourly, shareReceived, paid, slips, medianDelayDays, threshold } = platform;
  const minimum = threshold?.minor === 0 ? words.noMinimum : factText('threshold', threshold, page);
  const none = (
    <>
      <span aria-hidden="true">–</span>
      <span className="hidden-visually">{t.platforms.nothing}</span>
    </>
  );
  const isUnknown = hourly === null && shareReceived === null && medianDelayDays === null;
  return (
    <dl className={isUnknown ? 'figures unknown' : 'figures'}>
      <div>
        <dt>{words.perHour}</dt>
        <dd>{hourly === null ? none : format.money(hourly.minor, hourly.currency)}</dd>
      </div>
      <div>
        <dt>
          {shareReceived === null ? (
            words.paid
          ) : (
            <>
              {words.paidOf({ count: slips })}
              <PaidShareBar share={shareReceived} />
            </>
          )}
        </dt>
        <dd>{shareReceived === null ? none : words.paidCount({ count: paid })}</dd>
      </div>
      <div>
        <dt>{words.wait}</dt>
        <dd>{medianDelayDays === null ? none : words.days({ count: medianDelayDays })}</dd>
      </div>
      <div className={minimum === null ? 'none' : undefined}>
        <dt>{words.thresholdShort}</dt>
        <dd>{minimum ?? none}</dd>
      </div>
    </dl>
  );
}
