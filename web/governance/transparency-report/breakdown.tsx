import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import { Bars } from '#web/ui/bars.tsx';
import { ChartTable } from '#web/ui/chart-parts.tsx';

export type BreakdownPart = {
  readonly key: string;
  readonly label: string;
  readonly count: number;
};

/** A breakdown: a bar for each part, and a table of the numbers. */
export function Breakdown(props: {
  title: string;
  parts: readonly BreakdownPart[];
  /** The total of which the parts are. */
  of: number;
  /** The columns and rows of the table, if it shows more than the bars. */
  table?: {
    readonly columns: readonly string[];
    readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  };
}) {
  const { t, format } = usePage();
  const { title, parts, of } = props;
  if (of === 0 || parts.length === 0) return null;
  const { columns } = t.transparency;
  const share = (count: number): string => format.share(count / of);
  const table = props.table ?? {
    columns: [columns.what, columns.count, columns.share],
    rows: parts.map(({ key, label, count }) => ({ key, cells: [label, count, share(count)] })),
  };
  return (
    <div className="breakdown">
      <h3>{title}</h3>
      <Bars
        of={parts.map(({ key, label, count }) => ({
          key,
          label,
          share: count / of,
          figure: t.transparency.ofAll({ count: format.number(count), share: share(count) }),
        }))}
      />
      <ChartTable caption={title} {...table} />
    </div>
  );
}
