import {
  transparencyReportQuery,
  transparencyReportResponse,
  type TransparencyReport,
} from '#shared/governance/transparency-report.ts';
import { logState } from '#shared/transparency-log/log-entries.ts';
import { CheckpointCode } from '#web/transparency-log/checkpoint-code.tsx';
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
            <FlagsSection data={data} />
            <CasesSection data={data} />
            <DecisionTimesSection data={data} />
            <DecisionsSection data={data} />
            <VeilsSection data={data} />
            <AppealsSection data={data} />
            <JuriesSection data={data} />
            <NoticesDisputesRepliesSection data={data} />
            <LegalDemandsSection data={data} />
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
