import { formatIn } from '#web/format.ts';
import { usePage } from '#web/page-context.ts';
import { quartersCaption } from '#web/collective/boycotts/boycott-text.ts';

const ROW = 6;
/** Above this goal an envelope stands for several pledges. */
const MOST_ENVELOPES = 24;
const FEWER = 12;
const WIDTH = 56;
const HEIGHT = 40;
const GAP = 10;

/**
 * Progress in quarters of the threshold, as envelopes; anything finer could reveal who came last. The
 * sentences have the same number.
 */
export function PledgeProgress(props: {
  quarters: number;
  threshold: number;
  until: string | null;
}) {
  const { quarters, threshold, until } = props;
  const { t, language, now } = usePage();
  const words = t.boycotts.screen;
  const count = threshold > MOST_ENVELOPES ? FEWER : threshold;
  const full = quarters === 0 ? 0 : Math.ceil((quarters * count) / 4);
  const bound = Math.ceil((Math.max(quarters, 1) * threshold) / 4);
  const rows = Math.ceil(count / ROW);
  return (
    <section className="section boycott-quarters" aria-labelledby="way">
      <h2 id="way">{words.way[quarters]}</h2>
      <svg
        viewBox={`0 0 ${ROW * (WIDTH + GAP) - GAP} ${rows * (HEIGHT + GAP) - GAP}`}
        role="img"
        aria-label={quartersCaption(props, t)}
      >
        {Array.from({ length: count }, (_, nth) => (
          <Envelope
            key={nth}
            left={(nth % ROW) * (WIDTH + GAP)}
            top={Math.floor(nth / ROW) * (HEIGHT + GAP)}
            full={nth < full}
          />
        ))}
      </svg>
      <p>
        <b>{words.envelopes({ quarters, bound, goal: threshold })}</b>{' '}
        {until === null ? null : words.until({ moment: formatIn(until, now, language) })}
      </p>
      {quarters === 4 ? null : <p className="note">{words.byQuarters}</p>}
    </section>
  );
}

function Envelope({ left, top, full }: { left: number; top: number; full: boolean }) {
  return (
    <g className={full ? 'full' : 'empty'} transform={`translate(${left} ${top})`}>
      <rect x="2" y="2" width={WIDTH - 4} height={HEIGHT - 4} />
      <path d="M2 3l26 19L54 3" />
      {full ? <circle cx="28" cy="22" r="5" /> : null}
    </g>
  );
}
