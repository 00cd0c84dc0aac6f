import type { TransparencyMonth } from '#shared/governance/transparency-report.ts';
import { usePage } from '#web/page-context.ts';
import { chooseLabelledBars } from '#web/directory/platforms/month-labels.ts';
import { ChartTable, Legend, MonthName, round } from '#web/ui/chart-parts.tsx';

const WIDTH = 360;
const HEIGHT = 172;
const BASE = 144;
const TALLEST = 118;
/** Minimum height of a bar, so that one case among many is visible. */
const MIN_HEIGHT = 3;
const AIR = 3;
const INKS = ['opened', 'closed'] as const;

/** Cases opened and closed per month; flags, decisions and appeals in the table. */
export function CaseMonthsTable({ months }: { months: readonly TransparencyMonth[] }) {
  const { t, format } = usePage();
  const words = t.transparency.cases;
  const { monthColumns } = words;
  const rows = months.filter(({ month: _, ...acts }) => Object.values(acts).some((n) => n > 0));
  if (rows.length === 0) return null;
  const sum = (ink: (typeof INKS)[number]): number =>
    months.reduce((all, one) => all + one[ink], 0);
  return (
    <div className="breakdown">
      <h3>{words.months}</h3>
      <Legend
        entries={INKS.map((ink) => ({ ink: `case-${ink}`, what: words[ink], count: sum(ink) }))}
      />
      <Columns months={months} />
      <ChartTable
        caption={words.months}
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
          cells: [format.month(month), flags, opened, closed, decisions, appeals],
        }))}
      />
    </div>
  );
}

function Columns({ months }: { months: readonly TransparencyMonth[] }) {
  const { t, format } = usePage();
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
              {format.number(highest[index] ?? 0)}
            </text>
          ) : null,
        )}
      </g>
      <path className="base-line" d={`M0 ${BASE + 0.5}H${WIDTH}`} />
      <g className="axis">
        {months.map(({ month }, index) => (
          <MonthName
            key={month}
            month={month}
            x={centre(index)}
            y={BASE + 19}
            width={WIDTH}
            all={months.length < 4}
          />
        ))}
      </g>
    </svg>
  );
}
