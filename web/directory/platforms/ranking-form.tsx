import { CURRENCIES } from '#shared/core/money.ts';
import { PLATFORM_ACTIVITIES } from '#shared/directory/platforms.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import { RANKING_SORTS, STANDING_GROUP_NAMES } from '#shared/directory/platform-ranking.ts';
import { usePage } from '#web/page-context.ts';
import { FilterSelect, FilterText } from '#web/ui/filter-select.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { countryOptions } from './country-options.ts';
import { NARROWING_FILTERS, type ParsedRankingFilters } from './ranking-filters.ts';
import { standingName } from './standing-text.ts';

/** Id of the sheet of filters, which its address opens on a phone. */
const SHEET = 'filters';
/** Id of the list, whose address closes the sheet. */
export const LIST = 'list';

/** The button that opens the filters on a phone, and the order of the list. */
export function RankingBar({ filters }: ParsedRankingFilters) {
  const { t } = usePage();
  const words = t.platforms.ranking;
  const active = NARROWING_FILTERS.filter((name) => filters[name] !== undefined).length;
  return (
    <div className="list-bar">
      {/* The browser follows it by itself: `:target` matches only then. */}
      <a className="button quiet" href={`#${SHEET}`} data-turbo="false">
        <Icon name="filter" />
        {active === 0 ? words.filters : words.filtersActive({ count: active })}
      </a>
      <select name="sort" aria-label={words.sort} defaultValue={filters.sort}>
        {RANKING_SORTS.map((sort) => (
          <option key={sort} value={sort === 'standing' ? '' : sort}>
            {words.sorts[sort]}
          </option>
        ))}
      </select>
      <button className="button quiet">{words.sortApply}</button>
    </div>
  );
}

/** The filters: a column on a wide screen, a sheet from below on a phone. */
export function RankingFilters(
  props: ParsedRankingFilters & { countries: readonly string[]; clearHref: string | null },
) {
  const { t, language } = usePage();
  const words = t.platforms.ranking;
  const { standing } = props.filters;
  const group = STANDING_GROUP_NAMES.find((name) => name === standing);
  return (
    <>
      <section className="filters" id={SHEET} aria-label={words.filtersTitle} tabIndex={-1}>
        <fieldset className="field">
          <legend>{words.doesItPay}</legend>
          <div className="choices">
            {(['', ...STANDING_GROUP_NAMES] as const).map((value) => (
              <label key={value}>
                <input
                  type="radio"
                  name="standing"
                  value={value}
                  defaultChecked={value === (group ?? '')}
                />
                {value === '' ? words.allStandings : words.standingGroups[value]}
              </label>
            ))}
            {standing === undefined || standing === 'pays' || standing === 'avoid' ? null : (
              <label>
                <input type="radio" name="standing" value={standing} defaultChecked />
                {standingName(standing, language)}
              </label>
            )}
          </div>
        </fieldset>
        <h2 className="kicker">{words.likeMe}</h2>
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
          options={[
            { value: 'mobile-money', label: words.mobileMoney },
            ...PAYMENT_METHODS.map((method) => ({
              value: method,
              label: t.platforms.methods[method],
            })),
          ]}
        />
        <div className="side-by-side">
          <FilterText name="threshold" label={words.threshold} />
          <FilterSelect
            name="currency"
            label={words.currency}
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
        </div>
        <FilterSelect
          name="country"
          label={words.country}
          any={words.any}
          options={countryOptions(language, props.countries)}
        />
        <p className="filters-send">
          <button className="button">{words.apply}</button>
          {props.clearHref === null ? null : <a href={props.clearHref}>{words.clear}</a>}
        </p>
      </section>
      <a className="shade" href={`#${LIST}`} data-turbo="false" aria-label={words.closeFilters}></a>
    </>
  );
}
