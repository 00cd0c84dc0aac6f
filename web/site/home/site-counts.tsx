import type { ReactNode } from 'react';
import type { HomeResponse } from '#shared/site/home.ts';
import { usePage } from '#web/context.ts';

/** How much stands here in all; counts only, of everybody together. */
export function SiteCounts({ counts }: { counts: HomeResponse['counts'] }): ReactNode {
  const { t } = usePage();
  const words = t.home.counts;
  if (counts.payouts === 0) return null;
  // Few are given up: named only where there are any, and then all of them add up.
  const outcomes = (['received', 'waiting', 'refused', 'givenUp'] as const)
    .filter((outcome) => outcome !== 'givenUp' || counts.givenUp > 0)
    .map((outcome) => words[outcome](counts[outcome]));
  return (
    <section className="site-counts" aria-label={words.title}>
      <p>
        <strong>{words.payouts(counts.payouts)}</strong> {outcomes.join(', ')}
        {' · '}
        {words.members(counts.members)}
      </p>
      <p className="note">{t.common.notSample}</p>
    </section>
  );
}
