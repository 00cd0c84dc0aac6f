import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';

/** Link to all acts on a subject of hers, with receipts; `subject` is e.g. review/3k9…. */
export function ReceiptsLink({ subject }: { subject: string }) {
  const { t, language } = usePage();
  return <a href={pathTo(language, 'publicRecord', {}, { subject })}>{t.record.receipts}</a>;
}
