import { usePage } from '#web/page-context.ts';

/** Links to the previous and next page, if there is more than one. */
export function Pager(props: { page: number; pages: number; href: (page: number) => string }) {
  const { t } = usePage();
  const { page, pages, href } = props;
  if (pages < 2) return null;
  return (
    <nav className="pager" aria-label={t.common.pages}>
      {page > 1 ? (
        <a className="button second" rel="prev" href={href(Math.min(page, pages + 1) - 1)}>
          {t.common.previous}
        </a>
      ) : null}
      {page < pages ? (
        <a className="button second" rel="next" href={href(page + 1)}>
          {t.common.next}
        </a>
      ) : null}
    </nav>
  );
}
