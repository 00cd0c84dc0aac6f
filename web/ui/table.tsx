import type { ReactNode } from 'react';

export type TableRow = { readonly key: string; readonly cells: readonly ReactNode[] };

/** What is a number, with its unit or without: it stands at the end of its column. */
const FIGURE = /^(–|[^\p{L}]*\d[^\p{L}]*(\s(h|j|d|€|\$US))?)$/u;

function isFigure(cell: ReactNode): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && FIGURE.test(cell));
}

/** A table that scrolls horizontally on narrow screens; the first cell of a row is its header. */
export function Table(props: {
  caption: string;
  columns: readonly string[];
  rows: readonly TableRow[];
  /** The caption is for screen readers only, when the text above the table says the same. */
  captionHidden?: boolean;
}) {
  const ends = props.columns.map((_, index) =>
    index > 0 && props.rows.every(({ cells }) => isFigure(cells[index])) ? 'end' : undefined,
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls sideways must be reachable with the keyboard
    <div className="table" role="region" aria-label={props.caption} tabIndex={0}>
      <table>
        <caption className={props.captionHidden === true ? 'hidden-visually' : undefined}>
          {props.caption}
        </caption>
        <thead>
          <tr>
            {props.columns.map((column, index) => (
              <th key={column} scope="col" className={ends[index]}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th key={props.columns[index]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={props.columns[index]} className={ends[index]}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
