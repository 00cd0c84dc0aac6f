import {
  transparencyReportQuery,
  transparencyReportResponse,
  type TransparencyReport,
} from '#shared/governance/transparency-report.ts';
import { logState } from '#shared/transparency-log/log-entries.ts';
import { CheckpointCode } from '#web/transparency-log/checkpoint-code.tsx';
import { hoursInWords } from '#web/governance/transparency-report/duration-text.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import {
  AppealsSection,
  CasesSection,
  DecisionsSection,
  FlagsSection,
  JuriesSection,
  DecisionTimesSection,
  VeilsSection,
} from '#web/governance/transparency-report/case-sections.tsx';
import {
  LegalDemandsSection,
  NothingSection,
  NoticesDisputesRepliesSection,
  ModeratorRolesSection,
} from '#web/governance/transparency-report/notice-demand-role-sections.tsx';

/** Moderation statistics, by year. */
export const transparencyReport = definePage({
  sameForVisitors: true,
  load: async (api, { query }) => {
    const asked = transparencyReportQuery.safeParse({ year: query['year'] });
    const year = asked.success ? (asked.data.year ?? null) : null;
    return {
      ...(await api.get(`/api/transparency${queryOf(year)}`, transparencyReportResponse)),
      log: await api.get('/api/record/log', logState),
    };
  },
  title: ({ year }, { t }) =>
    year === null ? t.transparency.title : `${t.transparency.title} ${year}`,
  head: (_, { t }) => ({ description: t.transparency.description }),
  body: (data, { t, format, href }) => {
    const words = t.transparency;
    const { year, from, to } = data;
    return (
      <>
        <h1>{year === null ? words.title : `${words.title} ${year}`}</h1>
        <p className="sub">{words.say}</p>
        <Years data={data} />
        <p>
          {words.counted({ from: format.day(from), to: format.day(to) })} {words.outcomes}
        </p>
        {data.empty ? (
          <p className="aside">
            {words.empty} {words.emptySay}
          </p>
        ) : (
          <>
            <KeyFacts data={data} />
            <FlagsSection data={data} />
            <CasesSection data={data} />
            <DecisionTimesSection data={data} />
            <DecisionsSection data={data} />
            <VeilsSection data={data} />
            <AppealsSection data={data} />
            <JuriesSection data={data} />
            <NoticesDisputesRepliesSection data={data} />
            <LegalDemandsSection data={data} />
            <NothingSection data={data} />
          </>
        )}
        <ModeratorRolesSection data={data} />
        <CheckpointCode state={data.log} />
        <p className="links">
          <a href={`/api/transparency.csv${queryOf(year)}`} data-turbo="false">
            {words.links.csv}
          </a>
          <a href={`/api/transparency${queryOf(year)}`} data-turbo="false">
            {words.links.api}
          </a>
          <a href={href('decisions')}>{words.links.decisions}</a>
          <a href={href('moderation')}>{words.links.queue}</a>
          <a href={href('publicRecord')}>{words.links.record}</a>
        </p>
      </>
    );
  },
});

/** Flags, cases and decisions; how many of each wait, and how long half of the decisions took. */
function KeyFacts({
  data: { flags, cases, decisions, times, waiting },
}: {
  data: TransparencyReport;
}) {
  const { t, language, format } = usePage();
  const words = t.transparency;
  const columns = words.cases.monthColumns;
  const stillWaiting = (count: number): string =>
    t.charts.months.legend({ what: words.flags.states.waiting, count: format.number(count) });
  const flagsWaiting = flags.byReason.reduce((sum, one) => sum + one.waiting, 0);
  const { medianHours } = times.all;
  const half = `${words.times.columns.median} ${hoursInWords(medianHours, language, t)}`;
  const facts = [
    [columns.flags, flags.total, stillWaiting(flagsWaiting)],
    [words.cases.title, cases.opened, stillWaiting(waiting.count)],
    [columns.decisions, decisions.total, medianHours === null ? null : half],
  ] as const;
  return (
    <dl className="key-facts">
      {facts.map(([label, count, small]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <b>{format.number(count)}</b>
            {small === null ? null : <small>{small}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Links to all years together, or to one. */
function Years({ data: { year, years } }: { data: TransparencyReport }) {
  const { t, href } = usePage();
  const words = t.transparency;
  return (
    <nav className="links" aria-label={words.years}>
      {[null, ...years].map((one) => (
        <a
          key={one ?? 'all'}
          href={href('transparency', {}, one === null ? {} : { year: one })}
          aria-current={one === year ? 'page' : undefined}
        >
          {one ?? words.always}
        </a>
      ))}
    </nav>
  );
}

function queryOf(year: number | null): string {
  return year === null ? '' : `?year=${year}`;
}
