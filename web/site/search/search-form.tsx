import { useId } from 'react';
import { MAX_SEARCH_LENGTH, MAX_SUGGESTIONS, SEARCH_KINDS } from '#shared/site/search.ts';
import { usePage } from '#web/page-context.ts';
import { FilterPlatform, FilterSelect } from '#web/ui/filter-select.tsx';
import { SEARCH_FILTERS } from './search-filters.ts';

/**
 * The search box with collapsed filters: a GET form, so that results have an address. Carries the
 * sentences and addresses for the suggestions' script.
 */
export function SearchForm(props: { open: boolean }) {
  const { t, href, query } = usePage();
  const words = t.search;
  const box = useId();
  const active = SEARCH_FILTERS.filter((name) => (query[name] ?? '').trim() !== '').length;
  const counts = Array.from({ length: MAX_SUGGESTIONS + 1 }, (_, count) =>
    t.common.suggestions({ count }),
  );
  const pages = {
    platform: href('platform', { slug: '-' }),
    client: href('client', { slug: '-' }),
    thread: href('thread', { id: '-' }),
    boycott: href('boycott', { id: '-' }),
    word: href('search', {}, { q: '-' }),
  };
  const labels = {
    platform: words.platform,
    client: words.kindOf.client,
    thread: words.kindOf.thread,
    boycott: words.kindOf.boycott,
  };
  return (
    <form className="search-all" role="search" action={href('search')}>
      <label htmlFor={box}>{words.label}</label>
      <div
        className="find"
        data-enhance="suggest"
        data-source="/api/search/suggest"
        data-standings={JSON.stringify(labels)}
        data-counts={JSON.stringify(counts)}
        data-pages={JSON.stringify(pages)}
      >
        <input
          id={box}
          name="q"
          type="search"
          defaultValue={query['q']}
          autoComplete="off"
          maxLength={MAX_SEARCH_LENGTH}
        />
        <button>{words.button}</button>
      </div>
      <details className="search-filters" open={props.open}>
        <summary>{active === 0 ? words.filters : words.filtersActive({ count: active })}</summary>
        <div>
          <FilterSelect
            name="kind"
            label={words.kind}
            any={words.any}
            options={SEARCH_KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          />
          <FilterPlatform name="platform" label={words.platform} />
          <Field name="member" label={words.member} />
          <Field name="from" label={words.from} type="date" />
          <Field name="to" label={words.to} type="date" />
          <p className="filters-send">
            <button className="button second">{words.apply}</button>
            {active === 0 ? null : (
              <a href={href('search', {}, { q: query['q'] })}>{words.clear}</a>
            )}
          </p>
        </div>
      </details>
    </form>
  );
}

function Field(props: { name: string; label: string; type?: 'date' }) {
  const { query } = usePage();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        name={props.name}
        type={props.type ?? 'text'}
        defaultValue={query[props.name]}
        autoComplete="off"
        maxLength={100}
      />
    </div>
  );
}
