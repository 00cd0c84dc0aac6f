import { usePage } from '#web/page-context.ts';

/** Links to the newest entries of a list, where this page `started` later, and to older ones. */
export function CursorPager(props: {
  started: boolean;
  next: string | null;
  here: (before?: string) => string;
  newest: string;
  older: string;
}) {
  const { t } = usePage();
  const { started, next, here } = props;
  if (!started && next === null) return null;
  return (
    <nav className="pager" aria-label={t.common.pages}>
      {started ? (
        <a className="button second" href={here()}>
          {props.newest}
        </a>
      ) : null}
      {next === null ? null : (
        <a className="button second" rel="next" href={here(next)}>
          {props.older}
        </a>
      )}
    </nav>
  );
}
