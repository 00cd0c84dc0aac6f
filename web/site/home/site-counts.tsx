import type { HomeResponse } from '#shared/site/home.ts';
import { usePage } from '#web/page-context.ts';

/** Totals of the whole site; counts only. */
export function SiteCounts({ counts }: { counts: HomeResponse['counts'] }) {
  const { t } = usePage();
  const words = t.home.counts;
  const slips = counts.paid + counts.notPaid;
  return (
    <section className="site-counts" aria-label={words.title}>
      <p>
        {slips === 0 ? null : (
          <>
            <strong>{words.slips({ count: slips })}</strong> {words.paid({ count: counts.paid })},{' '}
            {words.notPaid({ count: counts.notPaid })}
            {' · '}
          </>
        )}
        {words.members({ count: counts.members })}
      </p>
      <p className="note">{t.common.notSample}</p>
    </section>
  );
}
