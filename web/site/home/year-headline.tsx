import type { HomeResponse } from '#shared/site/home.ts';
import { PaidBar } from '#web/directory/platforms/paid-bar.tsx';
import { usePage } from '#web/page-context.ts';

/** The share of a year's reports that say paid, as a newspaper's headline; nothing without any. */
export function YearHeadline({ home }: { home: Pick<HomeResponse, 'bulletin' | 'counts'> }) {
  const { t } = usePage();
  const words = t.home.year;
  const { paid, notPaid, members } = home.counts;
  const all = paid + notPaid;
  const { monday } = home.bulletin;
  if (monday === null || all === 0) return null;
  return (
    <section className="press" aria-labelledby="press-title">
      <p className="kicker">
        <span>{words.mast}</span>
        <span>{words.until({ monday })}</span>
      </p>
      <h2 id="press-title">{words.headline({ all, paid })}</h2>
      <PaidBar paid={paid} notPaid={notPaid} />
      <p className="lead">{words.say({ notPaid, members })}</p>
    </section>
  );
}
