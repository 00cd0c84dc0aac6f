import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { findPlatformByName } from '#web/directory/platforms/find-platform-by-name.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { Redirect } from '#web/page.ts';
import { FilterPlatform } from '#web/ui/filter-select.tsx';

type Page = 'reply' | 'dispute';

const TYPED = 'nom';

/** Leads to the page of the platform whose name was typed; null where none was, or none is known. */
export async function findTypedPlatform(
  api: Api,
  page: Page,
  { language, query }: { language: Language; query: Readonly<Record<string, string>> },
): Promise<Redirect | null> {
  const typed = query[TYPED]?.trim() ?? '';
  const found = typed === '' ? null : await findPlatformByName(api, typed);
  if (found === null) return null;
  return new Redirect(pathTo(language, page, {}, { plateforme: found.slug }));
}

/** Asks for which platform a reply or a dispute is, by its name. */
export function ChoosePlatform({ page }: { page: Page }) {
  const { t, href, query } = usePage();
  const words = t.replies.form;
  const typed = query[TYPED]?.trim() ?? '';
  return (
    <form className="form" action={href(page)}>
      {typed === '' ? null : (
        <p className="alert" role="alert">
          {words.unknown({ typed: typed.slice(0, 80) })}
        </p>
      )}
      <FilterPlatform name={TYPED} label={words.whose} />
      <button className="button">{words.next}</button>
      <p className="hint">
        {words.isClient} <a href={href('clients')}>{words.clients}</a>
      </p>
    </form>
  );
}
