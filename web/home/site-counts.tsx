import type { ReactNode } from 'react';
import type { HomeResponse } from '#shared/home.ts';
import { usePage } from '#web/context.ts';

/** How much stands here in all; counts only, of everybody together. */
export function SiteCounts({ counts }: { counts: HomeResponse['counts'] }): ReactNode {
  const { t } = usePage();
  const words = t.home.counts;
  if (counts.payouts === 0) return null;
  const outcomes = (['received', 'waiting', 'refused'] as const).map((outcome) =>
    words[outcome](counts[outcome]),
  );
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
