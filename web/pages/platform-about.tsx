import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { incidentsResponse, type IncidentsResponse } from '#shared/evidence/incidents.ts';
import { findingsResponse, type FindingsResponse } from '#shared/evidence/manipulation-findings.ts';
import { factDisputesResponse, type FactDisputesResponse } from '#shared/governance/disputes.ts';
import { repliesResponse, type RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { Citation } from '#web/directory/platforms/citation.tsx';
import { EmbedPlatform } from '#web/directory/platforms/embed-platform.tsx';
import { IncidentsSection } from '#web/directory/platforms/incidents-section.tsx';
import { MonthChart } from '#web/directory/platforms/month-chart.tsx';
import { PlatformFactList } from '#web/directory/platforms/platform-facts.tsx';
import { PlatformSubtitle } from '#web/directory/platforms/platform-subtitle.tsx';
import {
  loadPlatform,
  platformApiPath,
  tabHead,
  tabTitle,
} from '#web/directory/platforms/platform-tab-page.ts';
import { PlatformTabPage } from '#web/directory/platforms/platform-tabs.tsx';
import {
  incidentsApiAddress,
  isIncidentsPageAfterFirst,
} from '#web/evidence/incidents/incident-list-addresses.ts';
import { ManipulationFindings } from '#web/evidence/manipulation-detection/findings.tsx';
import { FactDisputes } from '#web/governance/disputes/fact-disputes.tsx';
import { PlatformStatements } from '#web/governance/domain-verification/platform-statements.tsx';
import { PageReplies } from '#web/governance/right-of-reply/replies.tsx';
import { RepliesContext, loadRepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { definePage } from '#web/page.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';

type Data = {
  platform: PlatformResponse;
  incidents: IncidentsResponse;
  findings: FindingsResponse;
  replies: RepliesResponse;
  disputes: FactDisputesResponse;
  /** Replies to the incidents on the page. */
  answers: RepliesResponse;
};

/** Facts of a platform, what happened there, what it replied, and how to cite the figures. */
export const platformAbout = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters, query }) => {
    const slug = parameters['slug'] ?? '';
    const [platform, incidents, findings, replies, disputes] = await Promise.all([
      loadPlatform(api, slug),
      api.get(incidentsApiAddress(slug, query), incidentsResponse),
      api.get(platformApiPath(slug, '/findings'), findingsResponse),
      api.get(platformApiPath(slug, '/replies'), repliesResponse),
      api.get(platformApiPath(slug, '/fact-disputes'), factDisputesResponse),
    ]);
    const answers = await loadRepliesTo(
      api,
      incidents.incidents.map(({ id }) => `incident/${id}`),
    );
    return { platform, incidents, findings, replies, disputes, answers };
  },
  title: ({ platform }, context) => tabTitle('about', platform, context),
  head: ({ platform }, context) => ({
    ...tabHead('about', platform, context),
    noIndex: isIncidentsPageAfterFirst(context.query),
  }),
  body: ({ platform, incidents, findings, replies, disputes, answers }, { t, href, language }) => {
    const here = { slug: platform.slug };
    return (
      <PlatformTabPage platform={platform} tab="about">
        <p className="sub">
          <PlatformSubtitle platform={platform} />
        </p>
        <div className="two even">
          <div>
            <section className="slip facts" aria-labelledby="facts">
              <h2 id="facts">{t.answer.facts}</h2>
              <PlatformFactList platform={platform} />
            </section>
            <p className="buttons">
              <a className="button second small" href={href('correctPlatform', here)}>
                {t.platforms.correct}
              </a>
              <a className="button second small" href={href('platformRevisions', here)}>
                {t.platforms.history}
              </a>
            </p>
            <PlatformStatements replies={replies} />
            <FactDisputes slug={platform.slug} disputes={disputes} />
          </div>
          <div className="beside-slip">
            <RepliesContext value={answers.replies}>
              <IncidentsSection incidents={incidents} />
            </RepliesContext>
          </div>
        </div>
        <ManipulationFindings platform={platform} findings={findings} />
        <PageReplies replies={replies} about={{ plateforme: platform.slug }} />
        <details className="fold">
          <summary>
            <h2>{t.answer.overTime}</h2>
          </summary>
          {platform.evidence.slips.until === null ? null : (
            <MonthChart months={platform.evidence.slips.months} />
          )}
          <p className="links">
            <a href={href('platformStandings', here)}>{t.answer.why.history}</a>
            <a href={feedPath('platform', here, language)} data-turbo="false">
              {t.answer.follow.link}
            </a>
          </p>
          <Citation platform={platform} />
          <EmbedPlatform slug={platform.slug} name={platform.name} />
        </details>
      </PlatformTabPage>
    );
  },
});
