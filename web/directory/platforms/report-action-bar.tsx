import { usePage } from '#web/page-context.ts';

/** A platform page's three main actions, at the foot of the screen. */
export function ReportActionBar({ slug }: { slug: string }) {
  const { t, href } = usePage();
  const report = (outcome?: string): string =>
    href('reportPayout', {}, { plateforme: slug, outcome });
  return (
    <nav className="act-bar" aria-label={t.answer.act.label}>
      <div>
        <a href={report()}>{t.answer.act.paid}</a>
        <a href={report('waiting')}>{t.answer.act.waiting}</a>
        <a href={href('reportTask', {}, { plateforme: slug })}>{t.answer.act.task}</a>
      </div>
    </nav>
  );
}
