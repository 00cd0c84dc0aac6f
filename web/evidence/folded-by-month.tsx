import type { ReactNode } from 'react';
import { groupBy } from '#shared/core/group-by.ts';
import { usePage } from '#web/page-context.ts';

/** Evidence as it is grouped: its month, and the name that stands for it on a closed month. */
export type Dated<Item> = { item: Item; month: string; name: string; open?: boolean };

/** So many stand without sections. */
const FEW = 3;

/**
 * A member's evidence in collapsible months, latest first. The latest is open unless `closed`, as
 * are those with something to be answered. A short list stands whole.
 */
export function FoldedByMonth<Item>(props: {
  dated: readonly Dated<Item>[];
  list: (items: readonly Item[]) => ReactNode;
  closed?: boolean;
}): ReactNode {
  const { format } = usePage();
  const { dated, list, closed = false } = props;
  const months = [...groupBy(dated, ({ month }) => month)].toSorted(([a], [b]) => (a < b ? 1 : -1));
  if (dated.length <= FEW || months.length === 1) return list(dated.map(({ item }) => item));
  return (
    <div className="folds months">
      {months.map(([month, those], nth) => (
        <details
          key={month}
          className="fold"
          open={(nth === 0 && !closed) || those.some(({ open }) => open === true)}
        >
          <summary>
            <h3>
              {format.month(month)}
              <small> {[...new Set(those.map(({ name }) => name))].join(', ')}</small>
            </h3>
          </summary>
          {list(those.map(({ item }) => item))}
        </details>
      ))}
    </div>
  );
}
