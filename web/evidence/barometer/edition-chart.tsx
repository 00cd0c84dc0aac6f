import { addMonths, monthsBetween } from '#shared/core/days.ts';
import {
  EDITIONS_SHOWN,
  type EditionFigure,
  type EditionFigureName,
  type EditionInList,
} from '#shared/evidence/barometer/edition.ts';
import type { PageContext } from '#web/page.ts';
import { round } from '#web/ui/chart-parts.tsx';
import { figureText } from './edition-text.ts';

/** Units of the picture; a letter is 13 high. */
export const CHART_WIDTH = 340;
export const CHART_HEIGHT = 190;
const TOP = 34;
const BASE = 160;
/** Months from which the picture is full: the first editions do not stand at its edge. */
const LEAST_MONTHS = 6;
/** Room for the last value at the right. */
const RIGHT = 300;

/** The months of a figure that have one, oldest first. */
export type ChartPoint = { readonly month: string; readonly figure: EditionFigure };

export function pointsOf(history: readonly EditionInList[], name: EditionFigureName): ChartPoint[] {
  return history.flatMap(({ month, all }) => {
    const figure = all[name];
    return figure === null ? [] : [{ month, figure }];
  });
}

/**
 * A figure over 24 months: a dot for each month with its interval as a bar. Colours are custom
 * properties, which the page has, and a picture of its own states.
 * @param line a value to compare with, and its name: the minimum wage.
 */
export function ChartDrawing(props: {
  readonly name: EditionFigureName;
  readonly points: readonly ChartPoint[];
  /** The month of the edition, at the right. */
  readonly until: string;
  readonly line?: { readonly value: number; readonly label: string } | undefined;
  readonly words: Pick<PageContext, 't' | 'format'>;
}) {
  const { name, points, until, line, words } = props;
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const span = monthsBetween(first.month, until) + 1;
  const months = Math.min(EDITIONS_SHOWN, Math.max(LEAST_MONTHS, span));
  const begin = addMonths(until, 1 - months);
  const highest = Math.max(line?.value ?? 0, ...points.map(({ figure }) => figure.high));
  const xOf = (month: string): number =>
    round(8 + (monthsBetween(begin, month) / (months - 1)) * (RIGHT - 8));
  const yOf = (value: number): number =>
    round(BASE - (highest === 0 ? 0 : (value / highest) * (BASE - TOP)));
  const labelY = Math.max(TOP - 14, yOf(last.figure.high) - 8);
  return (
    <g fill="var(--ink)">
      <path d={`M0 ${BASE}.5H${CHART_WIDTH}`} stroke="var(--ink)" fill="none" />
      {line === undefined ? null : (
        <>
          <path
            d={`M0 ${yOf(line.value)}H${CHART_WIDTH}`}
            stroke="var(--ink)"
            strokeWidth="2"
            strokeDasharray="2 4"
            fill="none"
          />
          <text x="0" y={yOf(line.value) - 8} fontWeight="700">
            {line.label}
          </text>
        </>
      )}
      {points.map(({ month, figure }) => (
        <path
          key={month}
          d={`M${xOf(month)} ${yOf(figure.low)}V${yOf(figure.high)}`}
          stroke="var(--rule)"
          strokeWidth="6"
          fill="none"
        />
      ))}
      {points.map(({ month, figure }) => (
        <circle
          key={month}
          cx={xOf(month)}
          cy={yOf(figure.value)}
          r={month === last.month ? 6 : 4}
          fill={month === last.month ? 'var(--brick)' : 'var(--ink)'}
        />
      ))}
      <text
        x={Math.min(CHART_WIDTH, xOf(last.month) + 40)}
        y={labelY}
        textAnchor="end"
        fontWeight="700"
      >
        {figureText(name, last.figure.value, words)}
      </text>
      <text x="0" y={BASE + 20} fill="var(--soft)">
        {words.format.month(begin)}
      </text>
      <text x={CHART_WIDTH} y={BASE + 20} textAnchor="end" fill="var(--soft)">
        {words.format.month(until)}
      </text>
    </g>
  );
}
