import { usePage } from '#web/page-context.ts';

/** Notice that another client already has the typed name or id, with a link to it. */
export function ClientTakenNotice() {
  const { t, form, href } = usePage();
  const taken = Object.values(form?.fields ?? {}).find(({ code }) => code === 'taken');
  if (taken?.limit === undefined) return null;
  return (
    <p className="aside">
      {t.clients.add.taken} <a href={href('client', { slug: taken.limit })}>{taken.limit}</a>
    </p>
  );
}
