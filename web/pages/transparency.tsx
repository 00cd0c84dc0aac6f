import type { ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import {
  transparencyQuery,
  transparencyResponse,
  type Transparency,
} from '#shared/governance/transparency-report.ts';
import { usePage } from '#web/context.ts';
import { formatDay } from '#web/format.ts';
import { definePage } from '#web/page.ts';
import {
  Appeals,
  Cases,
  Decisions,
  Flags,
  Juries,
  Times,
  Veils,
} from '#web/governance/transparency-report/case-sections.tsx';
import {
  Demands,
  Outside,
  Roles,
} from '#web/governance/transparency-report/notice-demand-role-sections.tsx';

/** Moderation statistics, by year. */
export const transparency = definePage<Transparency>({
  sameForVisitors: true,
  load: (api, { query }) => {
    const asked = transparencyQuery.safeParse({ year: query['year'] });
    return api.get(
      `/api/transparency${queryOf(asked.success ? (asked.data.year ?? null) : null)}`,
      transparencyResponse,
    );
  },
  title: ({ year }, { t }) =>
    year === null ? t.transparency.title : `${t.transparency.title} ${year}`,
  head: (_, { t }) => ({ description: t.transparency.description }),
  Page: ({ data }) => {
    const { t, language } = usePage();
    const words = t.transparency;
    const { year, from, to } = data;
    return (
      <>
        <h1>{year === null ? words.title : `${words.title} ${year}`}</h1>
        <p className="sub">{words.say}</p>
        <Years data={data} />
        <p>
          {words.counted({ from: formatDay(from, language), to: formatDay(to, language) })}{' '}
          {words.outcomes}
        </p>
        {data.empty ? (
          <p className="aside">
            {words.empty} {words.emptySay}
          </p>
        ) : (
          <>
            <Flags data={data} />
            <Cases data={data} />
            <Times data={data} />
            <Decisions data={data} />
            <Veils data={data} />
            <Appeals data={data} />
            <Juries data={data} />
            <Outside data={data} />
            <Demands data={data} />
          </>
        )}
        <Roles data={data} />
        <p className="links">
          <a href={`/api/transparency.csv${queryOf(year)}`} data-turbo="false">
            {words.links.csv}
          </a>
          <a href={`/api/transparency${queryOf(year)}`} data-turbo="false">
            {words.links.api}
          </a>
          <a href={pathTo(language, 'decisions')}>{words.links.decisions}</a>
          <a href={pathTo(language, 'moderation')}>{words.links.queue}</a>
          <a href={pathTo(language, 'publicRecord')}>{words.links.record}</a>
        </p>
      </>
    );
  },
});

/** Links to all years together, or to one. */
function Years({ data: { year, years } }: { data: Transparency }): ReactNode {
  const { t, language } = usePage();
  const words = t.transparency;
  return (
    <nav className="links" aria-label={words.years}>
      {[null, ...years].map((one) => (
        <a
          key={one ?? 'all'}
          href={pathTo(language, 'transparency', {}, one === null ? {} : { year: one })}
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
