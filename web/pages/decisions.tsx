import { caseDecisionsQuery, decisionsResponse } from '#shared/governance/case-decisions.ts';
import { pathTo } from '#shared/core/paths.ts';
import { DecisionList } from '#web/governance/case-decisions/decision-list.tsx';
import { definePage } from '#web/page.ts';

/** All decisions on published content, for the public. */
export const decisions = definePage({
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
  body: (data, { t, language, query }) => {
    const words = t.moderation.decision;
    return (
      <>
        <h1>{words.listTitle}</h1>
        <p className="sub">{words.listSay}</p>
        {data.decisions.length === 0 ? <p className="aside">{words.none}</p> : null}
        <DecisionList decisions={data.decisions} />
        <nav className="pager" aria-label={t.common.pages}>
          {query['before'] === undefined ? null : (
            <a className="button second" href={pathTo(language, 'decisions')}>
              {words.newest}
            </a>
          )}
          {data.next === null ? null : (
            <a
              className="button second"
              rel="next"
              href={pathTo(language, 'decisions', {}, { before: data.next })}
            >
              {words.older}
            </a>
          )}
        </nav>
        <p className="links">
          <a href={pathTo(language, 'moderation')}>{t.moderation.queue.title}</a>
        </p>
      </>
    );
  },
});
