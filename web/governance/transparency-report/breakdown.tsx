import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import { Bars } from '#web/ui/bars.tsx';
import { ChartTable } from '#web/ui/chart-parts.tsx';

export type BreakdownPart = {
  readonly key: string;
  readonly label: string;
  readonly count: number;
};

/** A breakdown: a bar for each part that occurred, and the others in one line. */
export function Breakdown(props: {
  /** Left out where the section's title says it. */
  title?: string;
  parts: readonly BreakdownPart[];
  /** The total of which the parts are. */
  of: number;
  /** A table of the numbers, where it shows more than the bars. */
  table?: {
    readonly columns: readonly string[];
    readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  };
}) {
  const { t, format } = usePage();
  const { title, parts, of, table } = props;
  if (of === 0 || parts.length === 0) return null;
  const never = parts.filter(({ count }) => count === 0).map(({ label }) => label);
  return (
    <div className="breakdown">
      {title === undefined ? null : <h3>{title}</h3>}
      <Bars
        of={parts
          .filter(({ count }) => count > 0)
          .map(({ key, label, count }) => ({
            key,
            label,
            share: count / of,
            figure: t.transparency.ofAll({
              count: format.number(count),
              share: format.share(count / of),
            }),
          }))}
      />
      {never.length === 0 ? null : (
        <p className="note">{t.transparency.never({ parts: never.join(' · ') })}</p>
      )}
      {table === undefined ? null : <ChartTable caption={title ?? ''} {...table} />}
    </div>
  );
}
