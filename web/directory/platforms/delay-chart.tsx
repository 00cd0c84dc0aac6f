import { DELAY_INTERVAL_LEVEL, type DelayCurveStep } from '#shared/evidence/payment-delay.ts';
import type { PublishedEvidence } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { Section } from '#web/ui/section.tsx';
import { ChartTable, round } from '#web/ui/chart-parts.tsx';
import { computeDelayAxis, type DelayAxis } from './delay-scale.ts';

const WIDTH = 360;
const HEIGHT = 228;
const LEFT = 46;
const RIGHT = 346;
const TOP = 26;
const BOTTOM = 194;
const LETTER_WIDTH = 6.8;
const LINE_HEIGHT = 19;
const DOT_GAP = 9;
const MARKS = [0, 0.25, 0.5, 0.75, 1];

/** The Kaplan–Meier curve of delays with its interval, labelled on the curve. */
export function DelayChart({ evidence }: { evidence: PublishedEvidence }) {
  const { t, format } = usePage();
  const { curve, medianDelayDays: median, delay95Days: most } = evidence;
  if (!hasDelayCurve(evidence)) return null;
  const words = t.charts.delay;
  const { say, waiting } = delayInWords(evidence, t);
  const share = (value: number): string => format.share(value);
  return (
    <Section title={words.title} say={[say, ...waiting].join(' ')} className="chart">
      <Curve
        curve={curve}
        scale={computeDelayAxis(curve, most)}
        median={median}
        most={most}
        say={say}
      />
      <p className="note">
        {words.band({ level: share(DELAY_INTERVAL_LEVEL) })} {words.differs}
        {evidence.givenUp === 0 ? null : ` ${words.givenUp}`}
      </p>
      <ChartTable
        caption={words.alt}
        columns={[words.columns.day, words.columns.share, words.columns.low, words.columns.high]}
        rows={curve.map((step) => ({
          key: String(step.day),
          cells: [step.day, share(step.share), share(step.low), share(step.high)],
        }))}
      />
    </Section>
  );
}

/** Whether there are enough receipts for a statement on delays. */
export function hasDelayCurve({ curve }: PublishedEvidence): boolean {
  return curve.length > 0;
}

/**
 * "Half are paid within 4 days, 95 % within 19." Then, if any, how long members are still waiting.
 */
export function delayInWords(
  { medianDelayDays, delay95Days, longestWaitDays, waitingMembers }: PublishedEvidence,
  t: Messages,
): { say: string; waiting: string[] } {
  const words = t.charts.delay;
  return {
    say: words.say({
      half:
        medianDelayDays === null ? words.halfNotPaid : words.halfPaid({ count: medianDelayDays }),
      most: delay95Days === null ? words.mostNotPaid : words.mostPaid({ count: delay95Days }),
    }),
    waiting:
      longestWaitDays === null
        ? []
        : [words.stillWaiting({ members: waitingMembers, longest: longestWaitDays })],
  };
}

function Curve(props: {
  curve: readonly DelayCurveStep[];
  scale: DelayAxis;
  median: number | null;
  most: number | null;
  say: string;
}) {
  const { t, format } = usePage();
  const words = t.charts.delay;
  const { curve, scale, median, most } = props;
  const x = (day: number): number =>
    round(LEFT + (Math.min(day, scale.lastDay) / scale.lastDay) * (RIGHT - LEFT));
  const y = (share: number): number => round(BOTTOM - share * (BOTTOM - TOP));
  const shown = curve.filter(({ day }) => day <= scale.lastDay);
  const on = (day: number): DelayCurveStep | undefined => shown.findLast((step) => step.day <= day);
  const shareOn = (day: number): number => on(day)?.share ?? 0;
  const top = y(shown.at(-1)?.high ?? 0);
  const clear = (abscissa: number): number =>
    y(on(((abscissa - LEFT) / (RIGHT - LEFT)) * scale.lastDay)?.low ?? 0);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="delay-alt delay-say">
      <title id="delay-alt">{words.alt}</title>
      <desc id="delay-say">{props.say}</desc>
      <path
        className="grid-lines"
        d={MARKS.map((mark) => `M${LEFT} ${y(mark)}H${RIGHT}`).join('')}
      />
      <g className="axis">
        {[0, 0.5, 1].map((mark) => (
          <text key={mark} x={LEFT - 6} y={y(mark) + 4} textAnchor="end">
            {format.share(mark)}
          </text>
        ))}
        {scale.ticks.map((tick, index) => (
          <text
            key={tick}
            x={index === scale.ticks.length - 1 ? RIGHT + 10 : x(tick)}
            y={BOTTOM + 19}
            textAnchor={index === scale.ticks.length - 1 ? 'end' : 'middle'}
          >
            {index === scale.ticks.length - 1 ? words.days({ count: tick }) : tick}
          </text>
        ))}
      </g>
      <path className="band" d={bandPath(shown, x, y)} />
      <path className="curve" d={stairs(shown, ({ share }) => share, x, y)} />
      {median === null ? null : (
        <path className="guide" d={`M${LEFT} ${y(0.5)}H${x(median)}V${BOTTOM}`} />
      )}
      <Words
        at={median === null ? null : { x: x(median), y: y(0.5), className: 'half' }}
        text={median === null ? words.halfMissing : words.half({ count: median })}
        clear={clear}
        top={top}
      />
      {median === null ? null : (
        <Words
          at={most === null ? null : { x: x(most), y: y(shareOn(most)), className: 'most' }}
          text={most === null ? words.mostMissing : words.most({ count: most })}
          clear={clear}
          top={top}
        />
      )}
    </svg>
  );
}

/**
 * Labels on the curve where they cross nothing: it only rises, so there is room below it to the
 * right of a dot and above it to the left. Without a dot: the unreached share, above the curve's
 * end.
 */
function Words(props: {
  at: { x: number; y: number; className: string } | null;
  text: string;
  /** The band's lowest y right of an x. */
  clear: (x: number) => number;
  /** The band's highest y. */
  top: number;
}) {
  const { at, text, clear, top } = props;
  if (at === null) {
    return (
      <text className="said" x={WIDTH} y={top - DOT_GAP} textAnchor="end">
        {text}
      </text>
    );
  }
  const roomAtRight = at.x + DOT_GAP + text.length * LETTER_WIDTH <= WIDTH;
  return (
    <>
      <circle className={at.className} cx={at.x} cy={at.y} r="5" />
      <text
        className="said"
        x={roomAtRight ? at.x + DOT_GAP : at.x - DOT_GAP}
        y={roomAtRight ? Math.max(clear(at.x), at.y) + LINE_HEIGHT : at.y - DOT_GAP}
        textAnchor={roomAtRight ? 'start' : 'end'}
      >
        {text}
      </text>
    </>
  );
}

type Scale = (value: number) => number;

function stairs(
  curve: readonly DelayCurveStep[],
  pick: (step: DelayCurveStep) => number,
  x: Scale,
  y: Scale,
): string {
  const steps = curve.map((step) => `H${x(step.day)}V${y(pick(step))}`).join('');
  return `M${x(0)} ${y(0)}${steps}H${RIGHT}`;
}

function bandPath(curve: readonly DelayCurveStep[], x: Scale, y: Scale): string {
  const back = curve
    .toReversed()
    .map((step) => `V${y(step.low)}H${x(step.day)}`)
    .join('');
  return `${stairs(curve, ({ high }) => high, x, y)}${back}V${y(0)}Z`;
}
