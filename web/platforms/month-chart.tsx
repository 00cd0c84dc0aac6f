import type { ReactNode } from 'react';
import type { PublishedEvidence } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { formatMonth, formatMonthShort } from '#web/format.ts';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';

const WIDTH = 360;
const HEIGHT = 170;
const BASE = 144;
const TALLEST = 118;
const STEP = WIDTH / 12;
const BAR = 20;
/** Always at least this high, so that one refusal among many pay-outs is seen. */
const MIN_HEIGHT = 3;

const OUTCOMES = ['received', 'waiting', 'refused'] as const;
type Outcome = (typeof OUTCOMES)[number];
type Month = PublishedEvidence['months'][number];

/** What became of the pay-outs, by the month they were asked for. */
export function MonthChart({ months }: { months: PublishedEvidence['months'] }): ReactNode {
  const { t, language } = usePage();
  const words = t.answer.months;
  if (months.every((month) => total(month) === 0)) {
    return (
      <Section title={words.title}>
        <p className="soft">{words.none}</p>
      </Section>
    );
  }
  return (
    <Section title={words.title} say={words.say} className="chart">
      <ul className="legend">
        {OUTCOMES.map((outcome) => (
          <li key={outcome}>
            <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
              <rect
                className={outcome}
                fill={fillOf(outcome)}
                x="0.75"
                y="0.75"
                width="12.5"
                height="12.5"
              />
            </svg>
            {words[outcome]}
          </li>
        ))}
      </ul>
      <Bars months={months} />
      <details>
        <summary>{t.answer.delay.table}</summary>
        <Table
          caption={words.alt}
          captionHidden
          columns={[words.month, words.received, words.waiting, words.refused]}
          rows={months.map((month) => ({
            key: month.month,
            cells: [
              formatMonth(month.month, language),
              ...OUTCOMES.map((outcome) => month[outcome]),
            ],
          }))}
        />
      </details>
    </Section>
  );
}

function Bars({ months }: { months: readonly Month[] }): ReactNode {
  const { t, language } = usePage();
  const most = Math.max(...months.map(total));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="months-alt months-say">
      <title id="months-alt">{t.answer.months.alt}</title>
      <desc id="months-say">{t.answer.months.say}</desc>
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect className="hatch-ground" width="5" height="5" />
          <path className="hatch" d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" />
        </pattern>
      </defs>
      {months.map((month, index) => (
        <Bar key={month.month} month={month} left={index * STEP + (STEP - BAR) / 2} most={most} />
      ))}
      <path className="base-line" d={`M0 ${BASE + 0.5}H${WIDTH}`} />
      <g className="axis">
        {months.map(({ month }, index) =>
          index % 3 === 2 ? (
            <text key={month} x={index * STEP + STEP / 2} y={BASE + 18} textAnchor="middle">
              {formatMonthShort(month, language)}
            </text>
          ) : null,
        )}
      </g>
    </svg>
  );
}

/** One month, from the ground up: received, waited for, refused; how many in all on top. */
function Bar({ month, left, most }: { month: Month; left: number; most: number }): ReactNode {
  const asked = total(month);
  if (asked === 0) return null;
  const heights = OUTCOMES.map((outcome) => ({ outcome, height: heightOf(month[outcome], most) }));
  const top = BASE - heights.reduce((sum, { height }) => sum + height, 0);
  return (
    <>
      {heights.map(({ outcome, height }, index) =>
        height === 0 ? null : (
          <rect
            key={outcome}
            className={outcome}
            fill={fillOf(outcome)}
            x={left}
            y={BASE - heights.slice(0, index + 1).reduce((sum, part) => sum + part.height, 0)}
            width={BAR}
            height={height}
          />
        ),
      )}
      <text className="count" x={left + BAR / 2} y={top - 5} textAnchor="middle">
        {asked}
      </text>
    </>
  );
}

/** Hatched, so that the three differ without their colours. An attribute: only it means this page. */
function fillOf(outcome: Outcome): string | undefined {
  return outcome === 'waiting' ? 'url(#hatch)' : undefined;
}

function heightOf(count: number, most: number): number {
  if (count === 0) return 0;
  return Math.max(MIN_HEIGHT, Math.round((count / most) * TALLEST * 10) / 10);
}

function total(month: Record<Outcome, number>): number {
  return month.received + month.waiting + month.refused;
}
