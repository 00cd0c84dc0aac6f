import type { TransparencyMonth } from '#shared/governance/transparency-report.ts';
import { usePage } from '#web/page-context.ts';
import { formatMonth, formatMonthShort, formatNumber } from '#web/format.ts';
import { chooseLabelledBars } from '#web/directory/platforms/month-labels.ts';
import { Table } from '#web/ui/table.tsx';

const WIDTH = 360;
const HEIGHT = 172;
const BASE = 144;
const TALLEST = 118;
/** Minimum height, so that one case among many is visible. */
const MIN_HEIGHT = 3;
const AIR = 3;
/** January shows the year instead, to tell two years apart. */
const NAMED_MONTHS = ['04', '07', '10'];
const INKS = ['opened', 'closed'] as const;

/** Cases opened and closed per month; flags, decisions and appeals in the table. */
export function CaseMonthsTable({ months }: { months: readonly TransparencyMonth[] }) {
  const { t, language } = usePage();
  const words = t.transparency.cases;
  const { monthColumns } = words;
  const rows = months.filter(({ month: _, ...acts }) => Object.values(acts).some((n) => n > 0));
  if (rows.length === 0) return null;
  const sum = (ink: (typeof INKS)[number]): number =>
    months.reduce((all, one) => all + one[ink], 0);
  return (
    <div className="breakdown">
      <h3>{words.months}</h3>
      <ul className="legend">
        {INKS.map((ink) => (
          <li key={ink}>
            <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
              <path className={`case-${ink}`} d="M.75 .75h12.5v12.5H.75z" />
            </svg>
            {t.charts.months.legend({ what: words[ink], count: formatNumber(sum(ink), language) })}
          </li>
        ))}
      </ul>
      <Columns months={months} />
      <details>
        <summary>{t.charts.table}</summary>
        <Table
          caption={words.months}
          captionHidden
          columns={[
            t.transparency.columns.month,
            monthColumns.flags,
            monthColumns.opened,
            monthColumns.closed,
            monthColumns.decisions,
            monthColumns.appeals,
          ]}
          rows={rows.map(({ month, flags, opened, closed, decisions, appeals }) => ({
            key: month,
            cells: [formatMonth(month, language), flags, opened, closed, decisions, appeals],
          }))}
        />
      </details>
    </div>
  );
}

function Columns({ months }: { months: readonly TransparencyMonth[] }) {
  const { t, language } = usePage();
  const step = WIDTH / months.length;
  const bar = Math.min(18, (step - AIR) / 2);
  const most = Math.max(1, ...months.flatMap(({ opened, closed }) => [opened, closed]));
  const highest = months.map(({ opened, closed }) => Math.max(opened, closed));
  const labelled = chooseLabelledBars(highest, step);
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(MIN_HEIGHT, round((count / most) * TALLEST));
  const centre = (index: number): number => round((index + 0.5) * step);
  const path = (ink: (typeof INKS)[number]): string =>
    months
      .map((one, index) => {
        const height = heightOf(one[ink]);
        const left = round(centre(index) - (ink === 'opened' ? bar : 0));
        return height === 0
          ? ''
          : `M${left} ${round(BASE - height)}h${round(bar)}v${height}h-${round(bar)}z`;
      })
      .join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="case-months">
      <title id="case-months">{t.transparency.cases.months}</title>
      {INKS.map((ink) => (
        <path key={ink} className={`case-${ink}`} d={path(ink)} />
      ))}
      <g className="count" textAnchor="middle">
        {months.map(({ month }, index) =>
          labelled.has(index) ? (
            <text key={month} x={centre(index)} y={round(BASE - heightOf(highest[index] ?? 0) - 5)}>
              {formatNumber(highest[index] ?? 0, language)}
            </text>
          ) : null,
        )}
      </g>
      <path className="base-line" d={`M0 ${BASE + 0.5}H${WIDTH}`} />
      <g className="axis">
        {months.map(({ month }, index) => (
          <MonthName key={month} month={month} x={centre(index)} alone={months.length < 4} />
        ))}
      </g>
    </svg>
  );
}

/** Below the bars: the year in January, every third month's name in between. */
function MonthName(props: { month: string; x: number; alone: boolean }) {
  const { language } = usePage();
  const { month, x, alone } = props;
  const number = month.slice(5);
  const begins = number === '01';
  if (!begins && !alone && !NAMED_MONTHS.includes(number)) return null;
  // Labels at the edges stay inside the picture.
  const anchor = x < 20 ? 'start' : x > WIDTH - 20 ? 'end' : 'middle';
  return (
    <text
      className={begins ? 'year' : undefined}
      x={anchor === 'start' ? 0 : anchor === 'end' ? WIDTH : x}
      textAnchor={anchor}
      y={BASE + 19}
    >
      {begins ? month.slice(0, 4) : formatMonthShort(month, language)}
    </text>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
