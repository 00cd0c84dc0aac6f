import type { HomeResponse } from '#shared/site/home.ts';
import { usePage } from '#web/page-context.ts';

/** Totals of the whole site; counts only. */
export function SiteCounts({ counts }: { counts: HomeResponse['counts'] }) {
  const { t } = usePage();
  const words = t.home.counts;
  if (counts.payouts === 0) return null;
  // Written-off payouts are rare: named only when there are any, so that the counts add up.
  const outcomes = (['received', 'waiting', 'refused', 'givenUp'] as const)
    .filter((outcome) => outcome !== 'givenUp' || counts.givenUp > 0)
    .map((outcome) => words[outcome]({ count: counts[outcome] }));
  return (
    <section className="site-counts" aria-label={words.title}>
      <p>
        <strong>{words.payouts({ count: counts.payouts })}</strong> {outcomes.join(', ')}
        {' · '}
        {words.members({ count: counts.members })}
      </p>
      <p className="note">{t.common.notSample}</p>
    </section>
  );
}
