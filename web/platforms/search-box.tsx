import type { ReactNode } from 'react';
import { pathTo } from '#shared/paths.ts';
import { usePage } from '#web/context.ts';

/** The one box of the site: a plain form, with suggestions where scripts run. */
export function SearchBox(): ReactNode {
  const { language, t, query } = usePage();
  return (
    <form
      className="find"
      role="search"
      action={pathTo(language, 'platforms')}
      data-enhance="suggest"
      data-suggestions={t.common.suggestions(8)}
    >
      <input
        name="q"
        type="search"
        aria-label={t.common.search}
        placeholder={t.common.searchPlaceholder}
        defaultValue={query['q']}
        autoComplete="off"
        maxLength={100}
      />
      <button>{t.common.searchButton}</button>
    </form>
  );
}
