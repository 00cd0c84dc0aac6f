import { usePage } from '#web/page-context.ts';
import { quartersCaption } from '#web/collective/boycotts/boycott-text.ts';

const WIDTH = 320;
const HEIGHT = 34;
const GAP = 6;
const PART = (WIDTH - 3 * GAP) / 4;

/** Progress in quarters of the threshold; anything finer could reveal who came last. */
export function PledgeProgress(props: { quarters: number; threshold: number }) {
  const { quarters } = props;
  const { t } = usePage();
  const words = t.boycotts.one;
  return (
    <figure className="boycott-quarters">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={quartersCaption(props, t)}>
        {[0, 1, 2, 3].map((part) => (
          <Part key={part} left={part * (PART + GAP)} full={part < quarters} />
        ))}
      </svg>
      <figcaption>
        {words.quarters[quarters]} {quarters === 4 ? null : words.quartersWhy}
      </figcaption>
    </figure>
  );
}

/** An envelope, filled once its quarter is reached. */
function Part({ left, full }: { left: number; full: boolean }) {
  const right = left + PART;
  return (
    <g className={full ? 'full' : 'empty'}>
      <rect x={left + 1} y="1" width={PART - 2} height={HEIGHT - 2} />
      <path d={`M${left + 1} 2L${left + PART / 2} ${HEIGHT * 0.62}L${right - 1} 2`} />
    </g>
  );
}
