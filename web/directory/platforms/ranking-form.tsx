import type { ReactNode } from 'react';
import { CURRENCIES } from '#shared/core/money.ts';
import { pathTo } from '#shared/core/paths.ts';
import { ACTIVITIES, METHODS, STANDING_STATES } from '#shared/directory/platforms.ts';
import { SORTS } from '#shared/directory/platform-ranking.ts';
import { usePage } from '#web/context.ts';
import { FilterSelect, FilterText } from '#web/ui/filters.tsx';
import { countryOptions } from './country-options.ts';
import { NARROWING, type ReadFilters } from './ranking-filters.ts';
import { standingWords } from './standing-text.ts';

/** Filters and order as a plain, collapsed form. */
export function RankingForm(props: ReadFilters & { countries: readonly string[] }): ReactNode {
  const { t, language, query } = usePage();
  const words = t.platforms.ranking;
  const { filters, ignored } = props;
  const active = NARROWING.filter((name) => filters[name] !== undefined).length;
  const any = { value: '', label: words.any };
  return (
    <details className="filters" open={active > 0 || ignored.length > 0}>
      <summary>{active === 0 ? words.filters : words.filtersActive({ count: active })}</summary>
      <form action={pathTo(language, 'platforms')}>
        {filters.q === undefined ? null : <input type="hidden" name="q" value={filters.q} />}
        <FilterSelect
          name="standing"
          label={words.standing}
          options={[
            any,
            ...STANDING_STATES.map((state) => ({
              value: state,
              label: standingWords(state, language),
            })),
          ]}
        />
        <FilterSelect
          name="activity"
          label={words.activity}
          options={[
            any,
            ...ACTIVITIES.map((activity) => ({
              value: activity,
              label: t.answer.activities[activity],
            })),
          ]}
        />
        <FilterSelect
          name="method"
          label={words.method}
          options={[
            any,
            ...METHODS.map((method) => ({ value: method, label: t.platforms.methods[method] })),
          ]}
        />
        <FilterSelect
          name="country"
          label={words.country}
          options={[any, ...countryOptions(language, props.countries)]}
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
          options={SORTS.map((sort) => ({
            value: sort === 'standing' ? '' : sort,
            label: words.sorts[sort],
          }))}
        />
        <p className="filters-send">
          <button className="button">{words.apply}</button>
          {Object.keys(query).length === 0 ? null : (
            <a href={pathTo(language, 'platforms', {}, { q: filters.q })}>{words.clear}</a>
          )}
        </p>
      </form>
    </details>
  );
}
