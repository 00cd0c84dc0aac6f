import { caseDecisionsQuery, decisionsResponse } from '#shared/governance/case-decisions.ts';
import { DecisionList } from '#web/governance/case-decisions/decision-list.tsx';
import { definePage } from '#web/page.ts';
import { CursorPager } from '#web/ui/cursor-pager.tsx';

/** All decisions on published content, for the public. */
export const decisions = definePage({
  layout: 'content-beside',
  sameForVisitors: true,
  load: (api, { query }) => {
    const asked = caseDecisionsQuery.safeParse({ before: query['before'] });
    const before = asked.success ? asked.data.before : undefined;
    return api.get(
      `/api/decisions${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`,
      decisionsResponse,
    );
  },
  title: (_, { t }) => t.moderation.decision.listTitle,
  head: (_, { t, query }) => ({
    description: t.moderation.decision.listSay,
    noIndex: query['before'] !== undefined,
  }),
  body: (data, { t, href, query }) => {
    const words = t.moderation.decision;
    return (
      <>
        <h1>{words.listTitle}</h1>
        <p className="sub">{words.listSay}</p>
        {data.decisions.length === 0 ? <p className="aside">{words.none}</p> : null}
        <DecisionList decisions={data.decisions} />
        <CursorPager
          started={query['before'] !== undefined}
          next={data.next}
          here={(before) => href('decisions', {}, { before })}
          newest={words.newest}
          older={words.older}
        />
        <p className="links">
          <a href={href('moderation')}>{t.moderation.queue.title}</a>
        </p>
      </>
    );
  },
});
