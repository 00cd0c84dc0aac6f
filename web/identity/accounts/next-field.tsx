import type { ReactNode } from 'react';
import { Hidden } from '#web/ui/form.tsx';

/** Carries where to go afterwards through a form. */
export function NextField({ next }: { next: string | null }): ReactNode {
  return next === null ? null : <Hidden name="next" value={next} />;
}

/** The same for a link. */
export function nextQuery(next: string | null): Record<string, string> {
  return next === null ? {} : { next };
}
