import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';

/** A platform page's two acts: above the bar of a phone, beside the answer on a wide screen. */
export function ReportActionBar({ slug }: { slug: string }) {
  const { t, href } = usePage();
  const report = (outcome?: string): string =>
    href('reportPayout', {}, { plateforme: slug, outcome });
  return (
    <nav className="dock" aria-label={t.answer.act.label}>
      <a className="button" href={report()}>
        <Icon name="check" />
        {t.answer.act.paid}
      </a>
      <a className="button second" href={report('waiting')}>
        <Icon name="clock" />
        {t.answer.act.waiting}
      </a>
    </nav>
  );
}
