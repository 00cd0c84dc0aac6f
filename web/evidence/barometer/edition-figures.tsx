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
import { CHART_HEIGHT, CHART_WIDTH, ChartDrawing, pointsOf } from './edition-chart.tsx';
import { boundsText, chartTitle, figureText, shortText, wageLine } from './edition-text.ts';

/** The figures with a chart, in order. */
export const CHARTED = ['hourly', 'notPaid', 'unpaidRuns', 'delay'] as const;

/** The five figures of all platforms, each with its bounds and the members behind it. */
export function KeyFigures({ figures }: { figures: EditionFigures }) {
  const context = usePage();
  const { t, format } = context;
  const { minimumWage } = figures;
  return (
    <dl className="edition-keys">
      {EDITION_FIGURES.map((name) => {
        const figure = figures.all[name];
        const words = t.barometer.figures[name];
        return (
          <div key={name}>
            <dt>
              {words.label}
              {name === 'hourly' && minimumWage !== null
                ? ` ${t.barometer.wage({ wage: format.money(minimumWage, 'EUR') })}`
                : null}
            </dt>
            <dd>
              {figure === null ? (
                <>
                  <b className="none" aria-hidden="true">
                    –
                  </b>
                  <small>{t.barometer.few}</small>
                </>
              ) : (
                <>
                  <b>{figureText(name, figure.value, context)}</b>
                  <small>{boundsText(name, figure, context)}</small>
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** One figure over 24 months, as a chart and as a table; nothing of a single month. */
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
      <p className="links">
        <a href={chartPath(data.edition.id, name, language)} data-turbo="false" download>
          {t.barometer.picture}
        </a>
      </p>
    </Section>
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
