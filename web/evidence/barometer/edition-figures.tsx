import {
  EDITION_FIGURES,
  type EditionCell,
  type EditionFigureName,
  type EditionFigures,
  type EditionResponse,
} from '#shared/evidence/barometer/edition.ts';
import { usePage } from '#web/page-context.ts';
import { ChartTable } from '#web/ui/chart-parts.tsx';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { chartPath } from './edition-paths.ts';
import {
  CHART_HEIGHT,
  CHART_WIDTH,
  ChartDrawing,
  pointsOf,
  type ChartPoint,
} from './edition-chart.tsx';
import { boundsText, chartTitle, figureText, shortText, wageLine } from './edition-text.ts';

/** With fewer months a chart is empty for the most part. */
const MONTHS_OF_A_CHART = 4;

/** The figures with a chart, in order. */
export const CHARTED = ['hourly', 'notPaid', 'unpaidRuns', 'delay'] as const;

/** The figures of all platforms, each with its bounds and the members behind it; which have too few. */
export function KeyFigures({ figures }: { figures: EditionFigures }) {
  const context = usePage();
  const { t, format } = context;
  const { minimumWage } = figures;
  const missing = EDITION_FIGURES.filter((name) => figures.all[name] === null);
  return (
    <>
      <dl className="edition-keys">
        {EDITION_FIGURES.map((name) => {
          const figure = figures.all[name];
          if (figure === null) return null;
          return (
            <div key={name}>
              <dt>
                {t.barometer.figures[name].label}
                {name === 'hourly' && minimumWage !== null
                  ? ` ${t.barometer.wage({ wage: format.money(minimumWage, 'EUR') })}`
                  : null}
              </dt>
              <dd>
                <b>{figureText(name, figure.value, context)}</b>
                <small>{boundsText(name, figure, context)}</small>
              </dd>
            </div>
          );
        })}
      </dl>
      {missing.length === 0 ? null : (
        <p className="note">
          {t.barometer.few({
            figures: missing.map((name) => t.barometer.figures[name].missing).join(', '),
          })}
        </p>
      )}
    </>
  );
}

/** One figure over 24 months, as a chart and a table, or as bars; nothing of a single month. */
export function FigureOverMonths(props: { name: EditionFigureName; data: EditionResponse }) {
  const context = usePage();
  const { t, format, language } = context;
  const { name, data } = props;
  const words = t.barometer.figures[name];
  const points = pointsOf(data.history, name);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return null;
  const line = wageLine(name, data.edition.figures, context);
  const title = chartTitle(name, points, context);
  return (
    <Section title={title} say={words.say} className="edition-chart">
      {points.length < MONTHS_OF_A_CHART ? (
        <MonthBars name={name} points={points} line={line} />
      ) : (
        <>
          <svg
            viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`}
            role="img"
            aria-label={t.barometer.chartAlt({
              what: words.name,
              first: format.month(points[0]?.month ?? last.month),
              last: format.month(last.month),
            })}
          >
            <ChartDrawing
              name={name}
              points={points}
              until={data.edition.month}
              line={line}
              words={context}
            />
          </svg>
          <ChartTable
            caption={title}
            columns={t.barometer.monthColumns}
            rows={points.toReversed().map(({ month, figure }) => ({
              key: month,
              cells: [
                format.month(month),
                figureText(name, figure.value, context),
                boundsText(name, figure, context),
              ],
            }))}
          />
        </>
      )}
      <p className="links">
        <a href={chartPath(data.edition.id, name, language)} data-turbo="false" download>
          {t.barometer.picture}
        </a>
      </p>
    </Section>
  );
}

/** Two or three months as bars that begin at zero, each with its bounds: two dots show no course. */
function MonthBars(props: {
  name: EditionFigureName;
  points: readonly ChartPoint[];
  line: ReturnType<typeof wageLine>;
}) {
  const context = usePage();
  const { name, points, line } = props;
  const highest = Math.max(line?.value ?? 0, ...points.map(({ figure }) => figure.high));
  const partOf = (value: number): number =>
    highest === 0 ? 0 : Math.round((value / highest) * 1000) / 10;
  return (
    <dl className="month-bars">
      {points.toReversed().map(({ month, figure }) => (
        <div key={month}>
          <dt>{context.format.month(month)}</dt>
          <dd>
            <b>{figureText(name, figure.value, context)}</b>
            <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
              <rect className="bar-whole" width="100" height="18" />
              <rect className="bar-part" width={partOf(figure.value)} height="18" />
              <rect
                className="bar-past"
                x={partOf(figure.low)}
                y="20"
                width={partOf(figure.high - figure.low)}
                height="4"
              />
            </svg>
            <small>{boundsText(name, figure, context)}</small>
          </dd>
        </div>
      ))}
      {line === undefined ? null : (
        <div>
          <dt>{line.label}</dt>
          <dd>
            <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
              <rect className="bar-past" width={partOf(line.value)} height="18" />
            </svg>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The figures of each kind of platforms of which enough members tell. */
export function KindsTable({ figures }: { figures: EditionFigures }) {
  const context = usePage();
  const { t } = context;
  if (figures.kinds.length === 0) return null;
  const row = (name: string, cell: EditionCell) => ({
    key: name,
    cells: [
      name,
      ...CHARTED.map((figure) => {
        const value = cell[figure]?.value;
        return value === undefined ? t.barometer.none : shortText(figure, value, context);
      }),
    ],
  });
  return (
    <Section title={t.barometer.kinds} say={t.barometer.kindsSay}>
      <Table
        captionHidden
        caption={t.barometer.kindsSay}
        columns={[
          t.barometer.kindColumn,
          ...CHARTED.map((name) => t.barometer.figures[name].column),
        ]}
        rows={[
          ...figures.kinds.map(({ kind, ...cell }) => row(t.answer.activities[kind], cell)),
          row(t.barometer.allKinds, figures.all),
        ]}
      />
    </Section>
  );
}

/** Incidents of the month by kind; nothing where fewer than ten members reported them. */
export function EditionIncidents({ figures: { incidents } }: { figures: EditionFigures }) {
  const { t, format } = usePage();
  const words = t.barometer.incidents;
  if (incidents === null) return null;
  return (
    <Section
      title={words.title}
      say={words.say({ count: incidents.count, members: incidents.members })}
    >
      <Table
        captionHidden
        caption={words.title}
        columns={words.columns}
        rows={incidents.kinds.map(({ kind, count }) => ({
          key: kind,
          cells: [t.incidents.kinds[kind], format.number(count)],
        }))}
      />
    </Section>
  );
}
