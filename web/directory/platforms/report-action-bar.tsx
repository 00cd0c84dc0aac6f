import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';

/**
 * A platform page's two acts, the likelier one first: above the bar of a phone, beside the answer on
 * a wide screen.
 */
export function ReportActionBar(props: { slug: string; pendingFirst?: boolean }) {
  const { t, href } = usePage();
  const { slug, pendingFirst = false } = props;
  const report = (outcome: string): string =>
    href('reportPayout', {}, { plateforme: slug, outcome });
  const style = (second: boolean): string => (second ? 'button second' : 'button');
  const paid = (
    <a key="paid" className={style(pendingFirst)} href={report('received')}>
      <Icon name="check" />
      {t.answer.act.paid}
    </a>
  );
  const pending = (
    <a key="pending" className={style(!pendingFirst)} href={report('waiting')}>
      <Icon name="clock" />
      {t.answer.act.waiting}
    </a>
  );
  return (
    <nav className="dock" aria-label={t.answer.act.label}>
      {pendingFirst ? [pending, paid] : [paid, pending]}
    </nav>
  );
}
