import type { BoycottsResponse } from '#shared/collective/boycotts.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { referenceDataResponse, type ReferenceData } from '#shared/directory/reference-data.ts';
import { proofsResponse, type ProofsResponse } from '#shared/evidence/proofs.ts';
import { reviewsResponse, type ReviewsResponse } from '#shared/evidence/reviews.ts';
import { repliesResponse, type RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { pathTo } from '#shared/core/paths.ts';
import { CurrentBoycotts, findBoycottsOf } from '#web/collective/boycotts/boycotts-section.tsx';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';
import { followApiPath, loadFollowing } from '#web/community/inbox/load-following.ts';
import { AnswerSlip } from '#web/directory/platforms/answer-slip.tsx';
import { DelayChart } from '#web/directory/platforms/delay-chart.tsx';
import { FiguresAsOfDate, loadFiguresAsOf } from '#web/directory/platforms/figures-as-of-date.tsx';
import { FirstSteps } from '#web/directory/platforms/first-steps.tsx';
import { GoodToKnow } from '#web/directory/platforms/good-to-know.tsx';
import { ratingJsonLd } from '#web/directory/platforms/json-ld.ts';
import { LatestProofs } from '#web/directory/platforms/latest-proofs.tsx';
import { LatestReview } from '#web/directory/platforms/latest-review.tsx';
import { PaySection } from '#web/directory/platforms/pay-section.tsx';
import { EmptyPlatformFiguresPanel } from '#web/directory/platforms/platform-figures-panel.tsx';
import { loadPlatform, platformApiPath } from '#web/directory/platforms/platform-tab-page.ts';
import { PlatformTabs } from '#web/directory/platforms/platform-tabs.tsx';
import { ReportActionBar } from '#web/directory/platforms/report-action-bar.tsx';
import { SharePlatform } from '#web/directory/platforms/share-platform.tsx';
import { standingSummaryInWords } from '#web/directory/platforms/standing-summary-text.ts';
import { StandingSummary } from '#web/directory/platforms/standing-summary.tsx';
import { WhatBecame } from '#web/directory/platforms/what-became.tsx';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { Redirect, definePage, type PageViewer } from '#web/page.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { oEmbedPath } from '#web/site/share/embed-paths.ts';
import { platformImagePath } from '#web/site/share/image-path.ts';
import { Done } from '#web/ui/message-box.tsx';

/** Number of proofs asked for: those of the strip and as many for what does not count. */
const PROOFS_ASKED = 12;

type Today = {
  platform: PlatformResponse;
  tables: ReferenceData;
  proofs: ProofsResponse;
  reviews: ReviewsResponse;
  boycotts: BoycottsResponse;
  replies: RepliesResponse;
  following: boolean;
};

/** A platform's first tab: whether it pays now, how much and when, and what shows it. */
export const platform = definePage({
  sameForVisitors: true,
  countsViews: true,
  sheet: 'none',
  paintsFirst: 'platforms',
  own: ({ parameters, query }) => {
    const slug = parameters['slug'] ?? '';
    const isToday = query['on'] === undefined && slug === slug.toLowerCase();
    return isToday ? [followApiPath('platform', slug), platformApiPath(slug)] : null;
  },
  load: async (api, { parameters, query, viewer, language }) => {
    const asked = parameters['slug'] ?? '';
    const slug = asked.toLowerCase();
    if (query['on'] !== undefined) return loadFiguresAsOf(api, slug, query['on']);
    try {
      if (asked === slug) return await loadToday(api, slug, viewer);
    } catch (error) {
      const { slug: current } = await loadPlatform(api, slug);
      if (current === slug) throw error;
    }
    // Capitals, an alias or a former domain, written as an address, lead on.
    const { slug: current } = await loadPlatform(api, slug);
    return new Redirect(pathTo(language, 'platform', { slug: current }));
  },
  title: (data, { t, format }) => {
    const question = t.platforms.question({ name: data.platform.name });
    return 'on' in data
      ? t.figures.asOf.title({ question, day: format.weekday(data.on) })
      : question;
  },
  head: (shown, context) => {
    // Search engines index the current page.
    if ('on' in shown) return { noIndex: true };
    const { platform: data, tables } = shown;
    const { lead, rest } = standingSummaryInWords(data, context, tables);
    const jsonLd = ratingJsonLd(data);
    return {
      description: context.t.answer.search({ name: data.name, text: `${lead} ${rest}` }),
      feed: feedPath('platform', { slug: data.slug }, context.language),
      oEmbed: oEmbedPath(data.slug, context.language, context.origin),
      image: {
        path: platformImagePath(data.slug, context.language),
        alt: context.t.gallery.image.alt({
          title: context.t.platforms.question({ name: data.name }),
          facts: lead,
        }),
      },
      ...(jsonLd === undefined ? {} : { jsonLd }),
    };
  },
  body: (data) => ('on' in data ? <FiguresAsOfDate data={data} /> : <Now data={data} />),
});

async function loadToday(api: Api, slug: string, viewer: PageViewer | null): Promise<Today> {
  const shown = `platform=${encodeURIComponent(slug)}&limit=${PROOFS_ASKED}`;
  const [data, tables, following, proofs, reviews, boycotts, replies] = await Promise.all([
    loadPlatform(api, slug),
    api.get('/api/tables', referenceDataResponse),
    loadFollowing(api, viewer, 'platform', slug),
    api.get(`/api/payouts?${shown}`, proofsResponse),
    api.get(platformApiPath(slug, '/reviews'), reviewsResponse),
    findBoycottsOf(api, 'platform', slug),
    api.get(platformApiPath(slug, '/replies'), repliesResponse),
  ]);
  return { platform: data, tables, following, proofs, reviews, boycotts, replies };
}

function Now({ data }: { data: Today }) {
  const { t } = usePage();
  const { platform: shown, tables, proofs, reviews, boycotts, replies, following } = data;
  const { standing, evidence } = shown;
  return (
    <>
      <PlatformTabs platform={shown} current="answer" />
      <Done messages={{ ...t.answer.done, ...t.inbox.follow.done }} />
      <h1 className="question">{t.platforms.question({ name: shown.name })}</h1>
      <div className="two">
        <div>
          <StandingSummary platform={shown} tables={tables} besideSlip />
          <WhatBecame platform={shown} />
          <ReportActionBar slug={shown.slug} pendingFirst={standing.state === 'not-paying'} />
        </div>
        <div>
          {isBlank(shown) ? (
            <EmptyPlatformFiguresPanel platform={shown} />
          ) : (
            <AnswerSlip platform={shown} />
          )}
          <p className="note">
            {evidence.slips.until === null ? null : t.answer.thisWeek} {t.common.notSample}
          </p>
          <CurrentBoycotts boycotts={boycotts} />
          <Follow slug={shown.slug} following={following} />
        </div>
      </div>
      {standing.state === 'not-paying' ? <FirstSteps platform={shown} /> : null}
      <div className="two even">
        <DelayChart slips={evidence.slips} />
        <PaySection platform={shown} tables={tables} />
      </div>
      <LatestProofs platform={shown} proofs={proofs} />
      <div className="two even">
        <LatestReview platform={shown} reviews={reviews} />
        <div>
          <GoodToKnow platform={shown} replied={replies.replies.length > 0} />
          <SharePlatform slug={shown.slug} name={shown.name} />
        </div>
      </div>
    </>
  );
}

function isBlank({ standing, evidence }: PlatformResponse): boolean {
  return (
    evidence.slips.until === null &&
    standing.lines.length === 0 &&
    evidence.proofs + evidence.incidents === 0 &&
    evidence.tasks === null
  );
}

function Follow({ slug, following }: { slug: string; following: boolean }) {
  return (
    <div className="follow-platform">
      <FollowButton kind="platform" subject={slug} following={following} />
    </div>
  );
}
