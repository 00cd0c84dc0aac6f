import { THREADS_SHOWN_OF_SUBJECT, threadsResponse } from '#shared/community/forum.ts';
import { proofsResponse } from '#shared/evidence/proofs.ts';
import { homeResponse } from '#shared/site/home.ts';
import { threadsApiPath } from '#web/community/forum/api-paths.ts';
import { LatestThreads } from '#web/community/forum/latest-threads.tsx';
import { definePage } from '#web/page.ts';
import { BarometerHeadline } from '#web/site/home/barometer-headline.tsx';
import { Bulletin } from '#web/site/home/bulletin.tsx';
import { Hero } from '#web/site/home/hero.tsx';
import { LatestProofs } from '#web/site/home/latest-proofs.tsx';
import { MemberHome, loadMemberHome } from '#web/site/home/member-home.tsx';
import { NeverAsked, WhoRuns } from '#web/site/home/never-asked.tsx';
import { StandingChanges, WaitingPlatforms } from '#web/site/home/standing-changes.tsx';
import { YearHeadline } from '#web/site/home/year-headline.tsx';

const LATEST_THREADS_PATH = threadsApiPath({ limit: THREADS_SHOWN_OF_SUBJECT });

/**
 * For a visitor: what the site is, a search, what happened this week. For a member, first what
 * concerns her.
 */
export const home = definePage({
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: 'platforms',
  own: () => [LATEST_THREADS_PATH],
  load: async (api) => {
    const [site, latest, threads] = await Promise.all([
      api.get('/api/home', homeResponse),
      api.get('/api/payouts?screenshot=on', proofsResponse),
      api.get(LATEST_THREADS_PATH, threadsResponse),
    ]);
    return { site, latest, threads };
  },
  hers: loadMemberHome,
  title: (_, { t }) => t.home.title,
  head: (_, { t }) => ({ description: t.home.description }),
  body: ({ site, latest, threads }, { viewer }) => (
    <>
      {viewer === null ? <Hero home={site} /> : <MemberHome />}
      <Bulletin home={site} />
      <LatestProofs payouts={latest.payouts} />
      <div className="two even">
        <div>
          {viewer === null ? (
            <>
              <BarometerHeadline edition={site.barometer} />
              <YearHeadline home={site} />
            </>
          ) : null}
          <WaitingPlatforms waiting={site.waiting} />
          {viewer === null ? null : <StandingChanges changes={site.changes} />}
        </div>
        <div>
          {viewer === null ? <StandingChanges changes={site.changes} /> : null}
          <LatestThreads threads={threads.threads} />
        </div>
      </div>
      {viewer === null ? (
        <div className="two even home-end">
          <NeverAsked />
          <WhoRuns />
        </div>
      ) : null}
    </>
  ),
});
