import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import { CURSOR_PARAMETER } from './page-addresses.ts';

/** Links to older threads, and back to the newest. */
export function OlderThreads(props: {
  next: string | null;
  here: (before?: string) => string;
}): ReactNode {
  const { t, query } = usePage();
  const started = query[CURSOR_PARAMETER] !== undefined;
  if (!started && props.next === null) return null;
  return (
    <nav className="pager" aria-label={t.common.pages}>
      {started ? (
        <a className="button second" href={props.here()}>
          {t.forum.list.newest}
        </a>
      ) : null}
      {props.next === null ? null : (
        <a className="button second" rel="next" href={props.here(props.next)}>
          {t.forum.list.older}
        </a>
      )}
    </nav>
  );
}
