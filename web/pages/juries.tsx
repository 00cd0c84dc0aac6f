import { juriesQuery, juriesResponse, type ListedJury } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { LinkRow } from '#web/ui/link-row.tsx';
import { CursorPager } from '#web/ui/cursor-pager.tsx';

/** All juries, for the public: their state and outcome. */
export const juries = definePage({
  layout: 'content-beside',
  sameForVisitors: true,
  load: (api, { query }) => {
    const asked = juriesQuery.safeParse({ before: query['before'] });
    const before = asked.success ? asked.data.before : undefined;
    const from = before === undefined ? '' : `?before=${encodeURIComponent(before)}`;
    return api.get(`/api/juries${from}`, juriesResponse);
  },
  title: (_, { t }) => t.juries.list.title,
  head: (_, { t, query }) => ({
    description: t.juries.list.say,
    noIndex: query['before'] !== undefined,
  }),
  body: (data, { t, href, query, viewer }) => {
    const words = t.juries.list;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Lines className="prose" of={words.why} />
        {data.juries.length === 0 ? <p className="aside">{words.none}</p> : null}
        <ol className="rows">
          {data.juries.map((one) => (
            <Listed key={one.id} jury={one} />
          ))}
        </ol>
        <CursorPager
          started={query['before'] !== undefined}
          next={data.next}
          here={(before) => href('juries', {}, { before })}
          newest={words.newest}
          older={words.older}
        />
        <p className="links">
          {viewer === null ? null : <a href={href('duties')}>{words.mine}</a>}
          <a href={href('moderation')}>{t.moderation.queue.title}</a>
        </p>
      </>
    );
  },
});

function Listed({ jury }: { jury: ListedJury }) {
  const { t, format } = usePage();
  const words = t.juries.list;
  const { id, appeal, state, seats, calledAt } = jury;
  return (
    <LinkRow page="jury" parameters={{ id }} label={appeal ? words.appeal : words.contested}>
      <small>
        {t.juries.jury.states[state]} · {words.called({ day: format.day(calledAt.slice(0, 10)) })} ·{' '}
        {words.seats({ count: seats })}
      </small>
    </LinkRow>
  );
}
