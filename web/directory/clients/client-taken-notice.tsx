import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';

/** Notice that another client already has the typed name or id, with a link to it. */
export function ClientTakenNotice() {
  const { t, form, language } = usePage();
  const taken = Object.values(form?.fields ?? {}).find(({ code }) => code === 'taken');
  if (taken?.limit === undefined) return null;
  return (
    <p className="aside">
      {t.clients.add.taken}{' '}
      <a href={pathTo(language, 'client', { slug: taken.limit })}>{taken.limit}</a>
    </p>
  );
}
