import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';

/** Below a text under a pseudonym: its script warns of a day and an amount. Empty without one. */
export function ExactDetailsWarning(): ReactNode {
  const { t } = usePage();
  return (
    <div
      className="exact-details"
      data-enhance="exact-details"
      data-words={JSON.stringify(t.writing.exact)}
    />
  );
}
