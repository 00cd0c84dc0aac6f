import { MIN_RECEIPTS_OF_METHOD, type MethodGroup } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { ChartTable, round } from '#web/ui/chart-parts.tsx';

const WIDTH = 360;
const HEIGHT = 36;
const LINE = 26;
const BAR = 10;
const LETTER_WIDTH = 8;
const GAP = 6;
/** Maximum strips of the chart; the table lists all methods. */
const STRIPS_SHOWN = 6;

type Strip = MethodGroup & { readonly amounts: NonNullable<MethodGroup['amounts']> };

/** Amounts by payment method: the middle half and the median. */
export function MethodChart({ methods }: { methods: readonly MethodGroup[] }) {
  const { t } = usePage();
  const words = t.charts.methods;
  if (methods.length === 0) return null;
  const strips = methods.flatMap((group): Strip[] =>
    group.amounts === null ? [] : [{ ...group, amounts: group.amounts }],
  );
  const few = methods.filter(({ amounts }) => amounts === null);
  // Currencies in order of their first strip; each has its own scale.
  const currencies = new Set(strips.slice(0, STRIPS_SHOWN).map(({ currency }) => currency));
  return (
    <Section title={words.title} say={words.say} className="chart">
      {[...currencies].map((currency) => (
        <Strips
          key={currency}
          strips={strips.slice(0, STRIPS_SHOWN).filter((strip) => strip.currency === currency)}
        />
      ))}
      {strips.length === 0 ? null : <p className="note">{words.how}</p>}
      {few.length === 0 ? null : (
        <p className="note">
          {words.few({
            min: MIN_RECEIPTS_OF_METHOD,
            list: few
              .map(({ method, currency, received }) =>
                words.fewOf({ method: t.platforms.methods[method], currency, count: received }),
              )
              .join(', '),
          })}
        </p>
      )}
      {strips.length === 0 ? null : <MethodTable strips={strips} />}
    </Section>
  );
}

/** The methods of one currency, on one scale from zero. */
function Strips({ strips }: { strips: readonly Strip[] }) {
  const { t, format } = usePage();
  const words = t.charts.methods;
  const say = ({ currency, amounts }: Strip): Record<keyof Strip['amounts'], string> => ({
    low: format.money(amounts.low, currency),
    median: format.money(amounts.median, currency),
    high: format.money(amounts.high, currency),
  });
  const room = (end: 'low' | 'high'): number =>
    Math.max(...strips.map((strip) => say(strip)[end].length)) * LETTER_WIDTH + 2 * GAP;
  const left = room('low');
  const right = WIDTH - room('high');
  const most = Math.max(1, ...strips.map(({ amounts }) => amounts.high));
  const x = (minor: number): number => round(left + (minor / most) * (right - left));
  return (
    <ul className="strips">
      {strips.map((strip) => {
        const { method, received, medianDelayDays } = strip;
        const { low, median, high } = say(strip);
        const [from, middle, to] = [
          x(strip.amounts.low),
          x(strip.amounts.median),
          x(strip.amounts.high),
        ];
        const half = (median.length * LETTER_WIDTH) / 2;
        return (
          <li key={method}>
            <p>
              <b>{t.platforms.methods[method]}</b> {words.received({ count: received })}
              {', '}
              {medianDelayDays === null
                ? words.delayMissing
                : words.delay({ count: medianDelayDays })}
            </p>
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              role="img"
              aria-label={words.alt({ low, median, high })}
            >
              <path className="grid-lines" d={`M${x(0)} ${LINE}H${right}`} />
              <path
                className="half-band"
                d={`M${from} ${LINE - BAR / 2}H${Math.max(to, from + 2)}v${BAR}H${from}z`}
              />
              <path className="tick" d={`M${middle} ${LINE - BAR / 2 - 4}v${BAR + 8}`} />
              <text
                className="said"
                x={Math.min(Math.max(middle, half), WIDTH - half)}
                y="12"
                textAnchor="middle"
              >
                {median}
              </text>
              <g className="axis">
                <text x={from - GAP} y={LINE + 4} textAnchor="end">
                  {low}
                </text>
                <text x={to + GAP} y={LINE + 4}>
                  {high}
                </text>
              </g>
            </svg>
          </li>
        );
      })}
    </ul>
  );
}

function MethodTable({ strips }: { strips: readonly Strip[] }) {
  const { t, format } = usePage();
  const { columns, say } = t.charts.methods;
  return (
    <ChartTable
      caption={say}
      columns={[
        columns.method,
        columns.received,
        columns.low,
        columns.median,
        columns.high,
        columns.delay,
      ]}
      rows={strips.map(({ method, currency, received, amounts, medianDelayDays }) => ({
        key: `${method} ${currency}`,
        cells: [
          t.platforms.methods[method],
          received,
          format.money(amounts.low, currency),
          format.money(amounts.median, currency),
          format.money(amounts.high, currency),
          medianDelayDays ?? '–',
        ],
      }))}
    />
  );
}
