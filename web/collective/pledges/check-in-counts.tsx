import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { FoldedSection } from '#web/ui/folded-section.tsx';
import { ChartTable } from '#web/ui/chart-parts.tsx';

const WIDTH = 360;
const ROW = 20;
const LEFT = 62;
const RIGHT = 40;
/** Minimum width of a bar in percent, so that one answer among many is visible. */
const MIN_WIDTH = 3;

type Day = BoycottResponse['checkIns'][number];

/** Daily check-ins: how many held, and how many could not. */
export function CheckInCounts({ days }: { days: readonly Day[] }) {
  const { t, format } = usePage();
  const words = t.boycotts.one.checkIns;
  if (days.length === 0) {
    return (
      <FoldedSection id="days" title={words.title} say={words.say}>
        <p>{words.none}</p>
      </FoldedSection>
    );
  }
  return (
    <FoldedSection id="days" title={words.title} say={words.say} className="chart boycott-days">
      <ul className="legend">
        {(['held', 'couldNot'] as const).map((kind) => (
          <li key={kind}>
            <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
              <path className={kind} d="M1 1h12v12H1z" />
            </svg>
            {words[kind]}
          </li>
        ))}
      </ul>
      <Bars days={days} />
      <ChartTable
        summary={words.table}
        caption={words.caption}
        columns={[words.dayHead, words.held, words.couldNot]}
        rows={days.map(({ day, held, couldNot }) => ({
          key: String(day),
          cells: [words.day({ count: day }), format.number(held), format.number(couldNot)],
        }))}
      />
    </FoldedSection>
  );
}

function Bars({ days }: { days: readonly Day[] }) {
  const { t } = usePage();
  const words = t.boycotts.one.checkIns;
  const most = Math.max(1, ...days.map(({ held, couldNot }) => held + couldNot));
  const wide = (count: number): number =>
    count === 0 ? 0 : Math.max(MIN_WIDTH, (count / most) * (WIDTH - LEFT - RIGHT));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${days.length * ROW}`} role="img" aria-label={words.caption}>
      {days.map(({ day, held, couldNot }, index) => {
        const top = index * ROW;
        const end = LEFT + wide(held);
        return (
          <g key={day}>
            <text className="axis" x="0" y={top + 14}>
              {words.day({ count: day })}
            </text>
            <rect className="held" x={LEFT} y={top + 3} width={wide(held)} height={ROW - 6} />
            <rect
              className="couldNot"
              x={end}
              y={top + 3}
              width={wide(couldNot)}
              height={ROW - 6}
            />
            <text className="said" x={end + wide(couldNot) + 5} y={top + 14}>
              {held + couldNot}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
