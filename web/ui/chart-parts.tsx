import { usePage } from '#web/page-context.ts';
import { Table, type TableRow } from './table.tsx';

/** Months that are named below their bars; January shows the year, which tells two years apart. */
const NAMED_MONTHS = ['04', '07', '10'];

/** The legend of a chart: each colour with its meaning and count. */
export function Legend(props: {
  entries: readonly {
    readonly ink: string;
    readonly what: string;
    readonly count: number;
    readonly fill?: string | undefined;
  }[];
}) {
  const { t, format } = usePage();
  return (
    <ul className="legend">
      {props.entries.map(({ ink, what, count, fill }) => (
        <li key={ink}>
          <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
            <path className={ink} fill={fill} d="M.75 .75h12.5v12.5H.75z" />
          </svg>
          {t.charts.months.legend({ what, count: format.number(count) })}
        </li>
      ))}
    </ul>
  );
}

/**
 * The label below a bar: the year in January, every third month's name in between, or all names.
 */
export function MonthName(props: {
  month: string;
  x: number;
  y: number;
  width: number;
  all?: boolean;
}) {
  const { format } = usePage();
  const { month, x, y, width } = props;
  const number = month.slice(5);
  const begins = number === '01';
  if (!begins && props.all !== true && !NAMED_MONTHS.includes(number)) return null;
  // Labels at the edges stay inside the picture.
  const anchor = x < 20 ? 'start' : x > width - 20 ? 'end' : 'middle';
  return (
    <text
      className={begins ? 'year' : undefined}
      x={anchor === 'start' ? 0 : anchor === 'end' ? width : x}
      textAnchor={anchor}
      y={y}
    >
      {begins ? month.slice(0, 4) : format.monthShort(month)}
    </text>
  );
}

/** The numbers behind a chart, collapsed; its caption is for screen readers. */
export function ChartTable(props: {
  caption: string;
  columns: readonly string[];
  rows: readonly TableRow[];
  summary?: string;
}) {
  const { t } = usePage();
  const { summary = t.charts.table, ...table } = props;
  return (
    <details>
      <summary>{summary}</summary>
      <Table captionHidden {...table} />
    </details>
  );
}

/** Rounds a coordinate to a tenth of a unit of the picture. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
