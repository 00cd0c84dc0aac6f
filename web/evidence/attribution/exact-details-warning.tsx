import { usePage } from '#web/page-context.ts';

/**
 * Placeholder below a text under a pseudonym: its script warns when the text tells both a day and
 * an amount.
 */
export function ExactDetailsWarning() {
  const { t } = usePage();
  return (
    <div
      className="exact-details"
      data-enhance="exact-details"
      data-words={JSON.stringify(t.writing.exact)}
    />
  );
}
