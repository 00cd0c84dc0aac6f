import { CURRENCIES } from '#shared/core/money.ts';
import { PLATFORM_ACTIVITIES } from '#shared/directory/platforms.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { RANKING_SORTS } from '#shared/directory/platform-ranking.ts';
import { usePage } from '#web/page-context.ts';
import { FilterSelect, FilterText } from '#web/ui/filter-select.tsx';
import { countryOptions } from './country-options.ts';
import { NARROWING_FILTERS, type ParsedRankingFilters } from './ranking-filters.ts';
import { standingName } from './standing-text.ts';

/** Filters and order as a plain, collapsed form. */
export function RankingForm(props: ParsedRankingFilters & { countries: readonly string[] }) {
  const { t, language, href, query } = usePage();
  const words = t.platforms.ranking;
  const { filters, ignored } = props;
  const active = NARROWING_FILTERS.filter((name) => filters[name] !== undefined).length;
  return (
    <details className="filters" open={active > 0 || ignored.length > 0}>
      <summary>{active === 0 ? words.filters : words.filtersActive({ count: active })}</summary>
      <form action={href('platforms')}>
        {filters.q === undefined ? null : <input type="hidden" name="q" value={filters.q} />}
        <FilterSelect
          name="standing"
          label={words.standing}
          any={words.any}
          options={STANDING_STATES.map((state) => ({
            value: state,
            label: standingName(state, language),
          }))}
        />
        <FilterSelect
          name="activity"
          label={words.activity}
          any={words.any}
          options={PLATFORM_ACTIVITIES.map((activity) => ({
            value: activity,
            label: t.answer.activities[activity],
          }))}
        />
        <FilterSelect
          name="method"
          label={words.method}
          any={words.any}
          options={PAYMENT_METHODS.map((method) => ({
            value: method,
            label: t.platforms.methods[method],
          }))}
        />
        <FilterSelect
          name="country"
          label={words.country}
          any={words.any}
          options={countryOptions(language, props.countries)}
        />
        <div className="field side-by-side">
          <FilterText name="threshold" label={words.threshold} />
          <FilterSelect
            name="currency"
            label={words.currency}
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
        </div>
        <FilterSelect
          name="sort"
          label={words.sort}
          options={RANKING_SORTS.map((sort) => ({
            value: sort === 'standing' ? '' : sort,
            label: words.sorts[sort],
          }))}
        />
        <p className="filters-send">
          <button className="button">{words.apply}</button>
          {Object.keys(query).length === 0 ? null : (
            <a href={href('platforms', {}, { q: filters.q })}>{words.clear}</a>
          )}
        </p>
      </form>
    </details>
  );
}
