import { useId, type ReactNode } from 'react';
import { CURRENCIES } from '#shared/money.ts';
import { pathTo } from '#shared/paths.ts';
import { ACTIVITIES, METHODS, SORTS, STANDING_STATES } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import type { Option } from '#web/ui/form.tsx';
import { countryOptions } from './country-options.ts';
import { NARROWING, type ReadFilters } from './ranking-filters.ts';
import { standingWords } from './standing-words.ts';

/** Filters and order as a plain form, folded away until it is asked for. */
export function RankingForm(props: ReadFilters & { countries: readonly string[] }): ReactNode {
  const { t, language, query } = usePage();
  const words = t.platforms.ranking;
  const { filters, ignored } = props;
  const active = NARROWING.filter((name) => filters[name] !== undefined).length;
  const any = { value: '', label: words.any };
  return (
    <details className="filters" open={active > 0 || ignored.length > 0}>
      <summary>{active === 0 ? words.filters : words.filtersActive(active)}</summary>
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

function FilterSelect(props: {
  name: string;
  label: string;
  options: readonly Option[];
}): ReactNode {
  const id = useId();
  const { query } = usePage();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select id={id} name={props.name} defaultValue={query[props.name]}>
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function FilterText(props: { name: string; label: string }): ReactNode {
  const id = useId();
  const { query } = usePage();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        name={props.name}
        defaultValue={query[props.name]}
        inputMode="decimal"
        maxLength={20}
        autoComplete="off"
      />
    </div>
  );
}
