import type { OwnPageViews } from '#shared/site/page-views.ts';
import { usePage } from '#web/page-context.ts';

/** How often pages were opened on which evidence of the reader counts. */
export function OwnPageViewLines({ pages }: { pages: OwnPageViews }) {
  const { t, format, href } = usePage();
  const words = t.payouts.mine;
  return pages.map(({ slug, name, month, views }) => (
    <div className="opened" key={slug}>
      <span aria-hidden="true">{format.number(views)}</span>
      <p>
        <b>{words.opened({ name, views: format.number(views), month: format.month(month) })}</b>{' '}
        <a href={href('platform', { slug })}>{words.openedCounts}</a>
      </p>
    </div>
  ));
}
