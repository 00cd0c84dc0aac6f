import { usePage } from '#web/page-context.ts';

const WIDTH = 320;
const HEIGHT = 150;
const PUBLICATIONS = 8;
/** The publication that is changed, from the left. */
const CHANGED = 2;
/** Height of the levels, from the publications to the root. */
const LEVELS = [118, 84, 54, 24] as const;
const LAST = LEVELS.length - 1;

/** How one changed publication changes the checkpoint that others kept. */
export function RecordPicture() {
  const { t } = usePage();
  const words = t.record.picture;
  const levels = LEVELS.map((_, level) =>
    Array.from({ length: PUBLICATIONS / 2 ** level }, (__, nth) => nth),
  );
  return (
    <figure className="record-picture">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.label}>
        {levels
          .slice(0, LAST)
          .map((nodes, level) =>
            nodes.map((nth) => (
              <line
                key={`${level}-${nth}`}
                className={changedAt(level, nth)}
                {...{ x1: xOf(level, nth), y1: yOf(level) }}
                {...{ x2: xOf(level + 1, nth >> 1), y2: yOf(level + 1) }}
              />
            )),
          )}
        {levels.map((nodes, level) =>
          nodes.map((nth) =>
            level === 0 ? (
              <Publication key={nth} nth={nth} />
            ) : (
              <circle
                key={`${level}-${nth}`}
                className={changedAt(level, nth)}
                {...{ cx: xOf(level, nth), cy: yOf(level), r: level === LAST ? 13 : 5 }}
              />
            ),
          ),
        )}
        <path className="changed mark" d={`M${xOf(LAST, 0) - 5} 19l10 10m0-10l-10 10`} />
      </svg>
      <figcaption>
        <span className="changed">{words.changed}</span>
        <span>{words.checkpoint}</span>
        <span className="kept">{words.kept}</span>
      </figcaption>
    </figure>
  );
}

function Publication({ nth }: { nth: number }) {
  const [x, y] = [xOf(0, nth) - 10, yOf(0)];
  return (
    <g className={changedAt(0, nth)}>
      <rect {...{ x, y, width: 20, height: 26, rx: 2 }} />
      <path d={`M${x + 4} ${y + 8}h12m-12 5h12m-12 5h8`} />
    </g>
  );
}

function xOf(level: number, nth: number): number {
  const step = (WIDTH / PUBLICATIONS) * 2 ** level;
  return (nth + 0.5) * step;
}

function yOf(level: number): number {
  return LEVELS[level] ?? 0;
}

function changedAt(level: number, nth: number): string | undefined {
  return nth === CHANGED >> level ? 'changed' : undefined;
}
