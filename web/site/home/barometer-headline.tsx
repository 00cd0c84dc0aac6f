import type { HomeResponse } from '#shared/site/home.ts';
import { headlineText, leadText } from '#web/evidence/barometer/edition-text.ts';
import { usePage } from '#web/page-context.ts';

/** The headline of the newest edition of the barometer; nothing before the first. */
export function BarometerHeadline({ edition }: { edition: HomeResponse['barometer'] }) {
  const context = usePage();
  const { t, format, href } = context;
  if (edition === null) return null;
  return (
    <section className="press" aria-labelledby="barometer-title">
      <p className="kicker">
        <span>{t.barometer.title}</span>
        <span>{format.month(edition.month)}</span>
      </p>
      <h2 id="barometer-title">{headlineText(edition, context)}</h2>
      <p className="lead">{leadText(edition, context)}</p>
      <a className="see-all" href={href('barometer')}>
        {t.barometer.home.read}
      </a>
    </section>
  );
}
