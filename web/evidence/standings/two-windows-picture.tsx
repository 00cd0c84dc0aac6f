import type { StandingState } from '#shared/evidence/standing.ts';
import { usePage } from '#web/page-context.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { round } from '#web/ui/chart-parts.tsx';
import { Hatch, PICTURE_WIDTH, RulePicture } from './rule-picture.tsx';
import { BAD_WEEKS, STOP_WEEK, WEEKS, computeStoppedPlatform } from './stopped-platform.ts';
import type { Week } from './stopped-platform.ts';

const HEIGHT = 232;
/** Y of a share paid of 1, and of 0. */
const TOP = 20;
const BASE = 160;
const STRIP = 178;
const STRIP_HEIGHT = 16;

/** A platform that stops paying, over a year: two curves, and the words that the rule gave. */
export function TwoWindowsPicture() {
  const { t, language } = usePage();
  const words = t.rules.pictures.windows;
  const weeks = computeStoppedPlatform();
  const spans = spansOf(weeks);
  const weeksUntil = (state: StandingState): number =>
    (spans.find((span) => span.state === state)?.from ?? WEEKS) - STOP_WEEK;
  const desc = words.desc({
    doubtful: standingName('doubtful', language),
    toDoubtful: weeksUntil('doubtful'),
    notPaying: standingName('not-paying', language),
    toNotPaying: weeksUntil('not-paying'),
  });
  const lowest = Math.min(...weeks.slice(BAD_WEEKS.from, STOP_WEEK).map(({ lately }) => lately));
  return (
    <RulePicture height={HEIGHT} alt={words.alt} desc={desc} caption={words.caption}>
      <Hatch id="two-windows" ink="doubt" />
      <path
        className="grid"
        d={[1, 0.5].map((share) => `M0 ${yOf(share)}H${PICTURE_WIDTH}`).join('')}
      />
      <path className="base" d={`M0 ${BASE}H${PICTURE_WIDTH}`} />
      <g className="axis">
        <text y={yOf(1) - 5}>{words.everybody}</text>
        <text y={yOf(0.5) + 14}>{words.half}</text>
        <text y={BASE - 5}>{words.nobody}</text>
      </g>
      <path className="limit" d={`M${xOf(STOP_WEEK)} ${TOP}V${STRIP + STRIP_HEIGHT}`} />
      <path className="curve season" d={curve(weeks, 'season')} />
      <path className="curve" d={curve(weeks, 'lately')} />
      <g className="said">
        <text x="2" y={yOf(lowest) + 18}>
          {words.badWeeks}
        </text>
        <text textAnchor="end" x={xOf(STOP_WEEK) - 5} y={yOf(0.24)}>
          {words.stop}
        </text>
        <text textAnchor="end" className="season" x={PICTURE_WIDTH} y={yOf(0.6)}>
          {words.season}
        </text>
        <text textAnchor="end" x={PICTURE_WIDTH} y={BASE - 18}>
          {words.lately}
        </text>
      </g>
      {spans.map((span) => (
        <Span key={span.state} {...span} />
      ))}
    </RulePicture>
  );
}

type StateSpan = { readonly state: StandingState; readonly from: number; readonly to: number };

/**
 * A bar for the weeks of one standing, with its name below: centred for the first one, else at its end.
 */
function Span({ state, from, to }: StateSpan) {
  const { language } = usePage();
  const [left, right] = [xOf(from), xOf(to)];
  const isFirst = from === 0;
  return (
    <g className={`span ${state}`}>
      <rect
        fill={state === 'doubtful' ? 'url(#two-windows)' : undefined}
        x={left}
        y={STRIP}
        width={round(right - left)}
        height={STRIP_HEIGHT}
      />
      <text
        textAnchor={isFirst ? 'middle' : 'end'}
        x={isFirst ? right / 2 : right}
        y={STRIP + STRIP_HEIGHT + 16}
      >
        {standingName(state, language)}
      </text>
    </g>
  );
}

function spansOf(weeks: readonly Week[]): StateSpan[] {
  const starts = weeks.flatMap(({ state }, week) =>
    weeks[week - 1]?.state === state ? [] : [{ state, from: week }],
  );
  return starts.map((start, nth) => ({ ...start, to: starts[nth + 1]?.from ?? WEEKS }));
}

function curve(weeks: readonly Week[], share: 'lately' | 'season'): string {
  const points = weeks.map((week, nth) => `${xOf(nth + 0.5)} ${yOf(week[share])}`);
  return `M${points.join('L')}`;
}

function xOf(week: number): number {
  return round((week / WEEKS) * PICTURE_WIDTH);
}

function yOf(share: number): number {
  return round(BASE - share * (BASE - TOP));
}
