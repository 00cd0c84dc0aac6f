import type { ReactNode } from 'react';
import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import { findBest } from '#shared/directory/platform-comparison.ts';
import type { RankedPlatform } from '#shared/directory/platform-ranking.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { factText } from '#web/directory/platforms/fact-text.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Tile } from '#web/ui/tile.tsx';

type Cell = {
  readonly text: ReactNode;
  readonly small?: string;
  /** What the row compares; null where it is unknown. */
  readonly value?: number | null;
};
type Row = {
  readonly label: string;
  readonly better?: 'high' | 'low';
  readonly cells: readonly Cell[];
};

/** Platforms side by side: on a phone each label stands above its values. */
export function ComparisonTable(props: {
  platforms: readonly RankedPlatform[];
  rates: readonly ExchangeRate[];
  /** The address of this page without one of the platforms. */
  hrefWithout: (slug: string) => string;
}) {
  const page = usePage();
  const { t, href } = page;
  const words = t.comparison;
  const { platforms } = props;
  return (
    <table className={`comparison of-${platforms.length}`}>
      <caption className="hidden-visually">{words.caption}</caption>
      <thead>
        <tr>
          <td>
            <span className="hidden-visually">{t.common.platforms}</span>
          </td>
          {platforms.map(({ slug, name, state }) => (
            <th key={slug} scope="col">
              <Tile name={name} size="large" />
              <a href={href('platform', { slug })}>{name}</a>
              <StandingStamp state={state} size="small" />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(platforms, props.rates, page).map((row) => (
          <ComparedRow key={row.label} {...row} />
        ))}
        <tr>
          <th scope="row">
            <span className="hidden-visually">{words.remove}</span>
          </th>
          {platforms.map(({ slug, name }) => (
            <td key={slug}>
              <a className="remove" href={props.hrefWithout(slug)}>
                {words.remove}
                <span className="hidden-visually"> {name}</span>
              </a>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function ComparedRow({ label, better, cells }: Row) {
  const { t } = usePage();
  const best =
    better === undefined
      ? []
      : findBest(
          cells.map(({ value }) => value ?? null),
          better,
        );
  return (
    <tr>
      <th scope="row">{label}</th>
      {cells.map(({ text, small }, nth) => (
        // oxlint-disable-next-line react/no-array-index-key -- a column has no other name here
        <td key={nth}>
          {best[nth] === true ? (
            <strong className="best">
              <Icon name="check" />
              {text}
              <span className="hidden-visually">{t.comparison.best}</span>
            </strong>
          ) : (
            text
          )}
          {small === undefined ? null : <small>{small}</small>}
        </td>
      ))}
    </tr>
  );
}

function rowsOf(
  platforms: readonly RankedPlatform[],
  rates: readonly ExchangeRate[],
  page: PageContext,
): readonly Row[] {
  const { t, format } = page;
  const words = t.comparison.rows;
  const ranking = t.platforms.ranking;
  const none: Cell = { text: <None />, value: null };
  return [
    {
      label: words.paid,
      better: 'high',
      cells: platforms.map(({ shareReceived, paid, slips }) =>
        shareReceived === null
          ? none
          : { text: words.paidOf({ paid: format.number(paid), of: slips }), value: shareReceived },
      ),
    },
    {
      label: words.delay,
      better: 'low',
      cells: platforms.map(({ medianDelayDays: days }) =>
        days === null ? none : { text: ranking.days({ count: days }), value: days },
      ),
    },
    {
      label: words.hourly,
      better: 'high',
      cells: platforms.map(({ hourly }) =>
        hourly === null
          ? none
          : {
              text: format.money(hourly.minor, hourly.currency),
              value: convertCurrency(hourly.minor, hourly.currency, 'EUR', rates),
            },
      ),
    },
    {
      label: words.minimum,
      better: 'low',
      cells: platforms.map(({ threshold }) =>
        threshold === null
          ? none
          : {
              text:
                threshold.minor === 0
                  ? ranking.noMinimum
                  : format.money(threshold.minor, threshold.currency),
              value:
                threshold.minor === 0
                  ? 0
                  : convertCurrency(threshold.minor, threshold.currency, 'EUR', rates),
            },
      ),
    },
    {
      label: words.methods,
      cells: platforms.map(({ methods }) => {
        const text = factText('methods', methods, page);
        return { text: text === null ? <None /> : <small>{text}</small> };
      }),
    },
    {
      label: words.reviews,
      better: 'high',
      cells: platforms.map(({ rating, ratingCount }) =>
        rating === null
          ? none
          : {
              text: format.number(rating, 1),
              small: words.reviewCount({ count: ratingCount }),
              value: rating,
            },
      ),
    },
  ];
}

function None() {
  const { t } = usePage();
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="hidden-visually">{t.platforms.nothing}</span>
    </>
  );
}
