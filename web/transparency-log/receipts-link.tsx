import { usePage } from '#web/page-context.ts';

/**
 * Link to all acts on one of the viewer's subjects, with receipts; `subject` is e.g. review/3k9….
 */
export function ReceiptsLink({ subject }: { subject: string }) {
  const { t, href } = usePage();
  return <a href={href('publicRecord', {}, { subject })}>{t.record.receipts}</a>;
}
