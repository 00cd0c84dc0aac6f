import { THREADS_SHOWN_OF_SUBJECT, threadsResponse } from '#shared/community/forum.ts';
import { homeResponse } from '#shared/site/home.ts';
import { proofsResponse } from '#shared/evidence/proofs.ts';
import { usePage } from '#web/page-context.ts';
import { threadsApiPath } from '#web/community/forum/api-paths.ts';
import { LatestThreads } from '#web/community/forum/latest-threads.tsx';
import { ReportInvitation } from '#web/site/home/report-invitation.tsx';
import { LatestProofs } from '#web/site/home/latest-proofs.tsx';
import { SiteCounts } from '#web/site/home/site-counts.tsx';
import { StandingChanges, WaitingPlatforms } from '#web/site/home/standing-changes.tsx';
import { definePage } from '#web/page.ts';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** The search box, then the latest: proofs, changed standings, pending payouts. */
export const home = definePage({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api) => {
    const [site, latest, threads] = await Promise.all([
      api.get('/api/home', homeResponse),
      api.get('/api/payouts?screenshot=on', proofsResponse),
      api.get(threadsApiPath({ limit: THREADS_SHOWN_OF_SUBJECT }), threadsResponse),
    ]);
    return { site, latest, threads };
  },
  title: (_, { t }) => t.home.title,
  head: (_, { t }) => ({ description: t.home.description }),
  body: ({ site, latest, threads }) => (
    <>
      <Hero platforms={site.counts.platforms} />
      <SiteCounts counts={site.counts} />
      <div className="home-grid">
        <StandingChanges changes={site.changes} />
        <WaitingPlatforms waiting={site.waiting} />
      </div>
      <LatestProofs payouts={latest.payouts} />
      <LatestThreads threads={threads.threads} />
      <ReportInvitation />
    </>
  ),
});

function Hero({ platforms }: { platforms: number }) {
  const { t, href } = usePage();
  return (
    <div className="hero">
      <h1>{t.common.motto}</h1>
      <p className="ask">{t.home.ask}</p>
      <SiteSearchBox />
      <p>
        <a href={href('platforms')}>{t.home.all({ count: platforms })}</a>
      </p>
      <Lines className="what" of={t.home.what} />
    </div>
  );
}
