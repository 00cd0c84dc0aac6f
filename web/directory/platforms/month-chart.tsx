import { FIGURES_MONTHS, type SlipFigures } from '#shared/directory/slip-figures.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { ChartTable, Legend, MonthName, round } from '#web/ui/chart-parts.tsx';
import { chooseLabelledBars } from './month-labels.ts';

const WIDTH = 360;
const HEIGHT = 172;
const BASE = 144;
const TALLEST = 118;
const STEP = WIDTH / FIGURES_MONTHS;
const BAR = 11;
/** Minimum height, so that one refusal among many payouts is visible. */
const MIN_HEIGHT = 3;

/** Classes of the style sheet that colour the two parts. */
const INKS = ['received', 'refused'] as const;
type Ink = (typeof INKS)[number];
type Column = { readonly month: string; readonly parts: Record<Ink, number> };

/** Released slips of two years, by the month of their Monday. */
export function MonthChart({ months }: { months: SlipFigures['months'] }) {
  const { t, format } = usePage();
  const words = t.charts.months;
  const columns = months.map(({ month, paid, notPaid }) => ({
    month,
    parts: { received: paid, refused: notPaid },
  }));
  const names: Record<Ink, string> = { received: words.paid, refused: words.notPaid };
  if (columns.every((column) => total(column) === 0)) {
    return (
      <Section title={words.title}>
        <p className="soft">{words.none}</p>
      </Section>
    );
  }
  const sum = (ink: Ink): number => columns.reduce((all, { parts }) => all + parts[ink], 0);
  return (
    <Section title={words.title} say={words.say} className="chart">
      <Legend
        entries={INKS.map((ink) => ({
          ink,
          fill: fillOf(ink),
          what: names[ink],
          count: sum(ink),
        }))}
      />
      <Bars columns={columns} />
      <ChartTable
        caption={`${words.alt}. ${words.leftOut}`}
        columns={[words.month, words.paid, words.notPaid]}
        rows={months
          .filter((_, index) => total(columns[index]) > 0)
          .map(({ month, paid, notPaid }) => ({
            key: month,
            cells: [format.month(month), paid, notPaid],
          }))}
      />
    </Section>
  );
}

function Bars({ columns }: { columns: readonly Column[] }) {
  const { t, format } = usePage();
  const most = Math.max(...columns.map(total));
  const labelled = chooseLabelledBars(columns.map(total), STEP);
  const bars = columns.map((column, index) => stack(column, centre(index) - BAR / 2, most));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="months-alt months-say">
      <title id="months-alt">{t.charts.months.alt}</title>
      <desc id="months-say">{t.charts.months.say}</desc>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect className="hatch-ground" width="5" height="5" />
          <path className="hatch" d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" />
        </pattern>
      </defs>
      {INKS.map((ink) => {
        const path = bars.map(({ parts }) => parts[ink]).join('');
        return path === '' ? null : <path key={ink} className={ink} fill={fillOf(ink)} d={path} />;
      })}
      <g className="count" textAnchor="middle">
        {columns.map((column, index) =>
          labelled.has(index) ? (
            <text key={column.month} x={centre(index)} y={(bars[index]?.top ?? BASE) - 5}>
              {format.number(total(column))}
            </text>
          ) : null,
        )}
      </g>
      <path className="base-line" d={`M0 ${BASE + 0.5}H${WIDTH}`} />
      <g className="axis">
        {columns.map(({ month }, index) => (
          <MonthName key={month} month={month} x={centre(index)} y={BASE + 19} width={WIDTH} />
        ))}
      </g>
    </svg>
  );
}

/** One month, stacked upwards: paid, not paid. */
function stack(
  { parts }: Column,
  left: number,
  most: number,
): { parts: Record<Ink, string>; top: number } {
  let top = BASE;
  const draw = (ink: Ink): string => {
    const height = heightOf(parts[ink], most);
    if (height === 0) return '';
    top = round(top - height);
    return `M${round(left)} ${top}h${BAR}v${height}h-${BAR}z`;
  };
  const drawn = { received: draw('received'), refused: draw('refused') };
  return { parts: drawn, top };
}

function centre(index: number): number {
  return (index + 0.5) * STEP;
}

/**
 * Pattern fill, so that both differ without colour. An attribute, since its id is local to
 * this page.
 */
function fillOf(ink: Ink): string | undefined {
  return ink === 'refused' ? 'url(#hatch)' : undefined;
}

function heightOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(MIN_HEIGHT, round((count / most) * TALLEST));
}

function total(column: Column | undefined): number {
  return INKS.reduce((sum, ink) => sum + (column?.parts[ink] ?? 0), 0);
}
