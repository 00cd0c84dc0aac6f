import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { MAX_QUERY_LENGTH } from '#shared/directory/platform-ranking.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import { standingName } from './standing-text.ts';

const MAX_SUGGESTIONS = 8;

/**
 * The site's search box: a plain form, with suggestions by script. It carries the script's
 * sentences, so that the script is language-independent. `compact` has an icon as its button.
 */
export function SiteSearchBox({ compact = false }: { compact?: boolean }) {
  const { language, href, t, query } = usePage();
  const words = Object.fromEntries(
    STANDING_STATES.map((state) => [state, standingName(state, language)]),
  );
  const counts = Array.from({ length: MAX_SUGGESTIONS + 1 }, (_, count) =>
    t.common.suggestions({ count }),
  );
  return (
    <form
      className="find"
      role="search"
      action={href('platforms')}
      data-enhance="suggest"
      data-standings={JSON.stringify(words)}
      data-counts={JSON.stringify(counts)}
      data-pages={JSON.stringify({ platform: href('platform', { slug: '-' }) })}
    >
      <input
        name="q"
        type="search"
        aria-label={t.common.search}
        placeholder={t.common.searchPlaceholder}
        defaultValue={query['q']}
        autoComplete="off"
        maxLength={MAX_QUERY_LENGTH}
      />
      {compact ? (
        <button aria-label={t.common.searchButton}>
          <Icon name="search" />
        </button>
      ) : (
        <button>{t.common.searchButton}</button>
      )}
    </form>
  );
}
