import { pathTo } from '#shared/paths.ts';
import { platformResponse, type PlatformResponse } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { definePage } from '#web/page.ts';
import { CorrectionForm } from '#web/platforms/correction-form.tsx';
import { CorrectionIssue } from '#web/platforms/correction-issue.tsx';
import { DecisionForm } from '#web/platforms/decision-form.tsx';
import { Facts } from '#web/platforms/facts.tsx';

/** The facts of a platform, to be corrected by who knows better. */
export const correctPlatform = definePage<PlatformResponse>({
  membersOnly: true,
  load: (api, { parameters }) =>
    api.get(`/api/platforms/${encodeURIComponent(parameters['slug'] ?? '')}`, platformResponse),
  title: ({ name }, { t }) => t.platforms.correction.title(name),
  head: () => ({ noIndex: true }),
  Page: ({ data }) => {
    const { t, language, form } = usePage();
    const words = t.platforms.correction;
    return (
      <>
        <h1>{words.title(data.name)}</h1>
        <p className="sub">{words.say}</p>
        <CorrectionIssue />
        {form?.code === 'conflict' ? (
          <details open>
            <summary>{words.today}</summary>
            <Facts platform={data} />
          </details>
        ) : null}
        <CorrectionForm platform={data} />
        {data.can.decide ? <DecisionForm slug={data.slug} closed={data.closedOn !== null} /> : null}
        <p>
          <a href={pathTo(language, 'platform', { slug: data.slug })}>
            {t.platforms.revisions.back(data.name)}
          </a>
        </p>
      </>
    );
  },
});
