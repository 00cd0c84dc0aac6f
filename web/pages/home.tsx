import { THREADS_SHOWN_OF_SUBJECT, threadsResponse } from '#shared/community/forum.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { ownClaimsResponse } from '#shared/evidence/claims.ts';
import { proofsResponse } from '#shared/evidence/proofs.ts';
import { homeResponse } from '#shared/site/home.ts';
import { threadsApiPath } from '#web/community/forum/api-paths.ts';
import { LatestThreads } from '#web/community/forum/latest-threads.tsx';
import { definePage } from '#web/page.ts';
import { BarometerHeadline } from '#web/site/home/barometer-headline.tsx';
import { Bulletin } from '#web/site/home/bulletin.tsx';
import { Hero, KnownPlatforms } from '#web/site/home/hero.tsx';
import { LatestProofs } from '#web/site/home/latest-proofs.tsx';
import { MemberHome } from '#web/site/home/member-home.tsx';
import { NeverAsked, WhoRuns } from '#web/site/home/never-asked.tsx';
import { StandingChanges, WaitingPlatforms } from '#web/site/home/standing-changes.tsx';
import { YearHeadline } from '#web/site/home/year-headline.tsx';

/**
 * For a visitor: what the site is, a search, what happened this week. For a member, first what
 * concerns her.
 */
export const home = definePage({
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: 'platforms',
  load: async (api, { viewer }) => {
    const [site, latest, threads, own] = await Promise.all([
      api.get('/api/home', homeResponse),
      api.get('/api/payouts?screenshot=on', proofsResponse),
      api.get(threadsApiPath({ limit: THREADS_SHOWN_OF_SUBJECT }), threadsResponse),
      viewer === null
        ? null
        : Promise.all([
            api.get('/api/me/claims', ownClaimsResponse),
            api.get('/api/me/inbox', inboxResponse),
          ]),
    ]);
    const mine =
      viewer === null || own === null
        ? null
        : { pseudonym: viewer.pseudonym, claims: own[0], inbox: own[1] };
    return { site, latest, threads, mine };
  },
  title: (_, { t }) => t.home.title,
  head: (_, { t }) => ({ description: t.home.description }),
  body: ({ site, latest, threads, mine }) => (
    <>
      {mine === null ? <Hero home={site} /> : <MemberHome {...mine} />}
      <Bulletin home={site} />
      {mine === null ? null : <KnownPlatforms known={site.known} total={site.counts.platforms} />}
      <LatestProofs payouts={latest.payouts} />
      <div className="two even">
        <div>
          {mine === null ? <BarometerHeadline edition={site.barometer} /> : null}
          <YearHeadline home={site} />
          <WaitingPlatforms waiting={site.waiting} />
        </div>
        <div>
          <StandingChanges changes={site.changes} />
          <LatestThreads threads={threads.threads} />
        </div>
      </div>
      {mine === null ? (
        <div className="two even home-end">
          <NeverAsked />
          <WhoRuns />
        </div>
      ) : null}
    </>
  ),
});
