import type { BoycottsResponse } from '#shared/collective/boycotts.ts';
import { clientsResponse, type ClientsResponse } from '#shared/directory/clients.ts';
import type { ThreadsResponse } from '#shared/community/forum.ts';
import { incidentsResponse, type IncidentsResponse } from '#shared/evidence/incidents.ts';
import { findingsResponse, type FindingsResponse } from '#shared/evidence/manipulation-findings.ts';
import { proofsResponse, type ProofsResponse } from '#shared/evidence/proofs.ts';
import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import { reviewsResponse, type ReviewsResponse } from '#shared/evidence/reviews.ts';
import {
  CurrentBoycotts,
  BoycottsSection,
  findBoycottsOf,
} from '#web/collective/boycotts/boycotts-section.tsx';
import { ManipulationFindings } from '#web/evidence/manipulation-detection/findings.tsx';
import { referenceDataResponse, type ReferenceData } from '#shared/directory/reference-data.ts';
import { tasksResponse, type TasksResponse } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { ThreadsSection, findThreadsAbout } from '#web/community/forum/threads-section.tsx';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';
import { loadFollowing } from '#web/community/inbox/load-following.ts';
import { incidentsApiAddress } from '#web/evidence/incidents/incident-list-addresses.ts';
import { definePage } from '#web/page.ts';
import { ReportActionBar } from '#web/directory/platforms/report-action-bar.tsx';
import { PlatformSubtitle } from '#web/directory/platforms/platform-subtitle.tsx';
import { StandingSummary } from '#web/directory/platforms/standing-summary.tsx';
import { standingSummaryInWords } from '#web/directory/platforms/standing-summary-text.ts';
import { FiguresAsOfDate, loadFiguresAsOf } from '#web/directory/platforms/figures-as-of-date.tsx';
import { Citation } from '#web/directory/platforms/citation.tsx';
import { DelayChart } from '#web/directory/platforms/delay-chart.tsx';
import {
  IncidentsSection,
  PROOFS_SHOWN,
  ProofsSection,
  ReviewsSection,
} from '#web/directory/platforms/evidence-sections.tsx';
import { PlatformFactList } from '#web/directory/platforms/platform-facts.tsx';
import { ratingJsonLd } from '#web/directory/platforms/json-ld.ts';
import { MonthChart } from '#web/directory/platforms/month-chart.tsx';
import {
  EmptyPlatformFiguresPanel,
  PlatformFiguresPanel,
} from '#web/directory/platforms/platform-figures-panel.tsx';
import {
  ClientsSection,
  TasksSection,
  TASKS_AND_CLIENTS_SHOWN,
} from '#web/directory/platforms/task-and-client-sections.tsx';
import { StandingReasons } from '#web/directory/platforms/standing-reasons.tsx';
import { factDisputesResponse, type FactDisputesResponse } from '#shared/governance/disputes.ts';
import { repliesResponse, type RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { PlatformStatements } from '#web/governance/domain-verification/platform-statements.tsx';
import { FactDisputes } from '#web/governance/disputes/fact-disputes.tsx';
import { RepliesContext, loadRepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { PageReplies } from '#web/governance/right-of-reply/replies.tsx';
import { reviewsApiAddress } from '#web/evidence/reviews/review-list-addresses.ts';
import { platformImagePath } from '#web/site/share/image-path.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

type Today = {
  platform: PlatformResponse;
  payouts: ProofsResponse;
  incidents: IncidentsResponse;
  reviews: ReviewsResponse;
  findings: FindingsResponse;
  tasks: TasksResponse;
  clients: ClientsResponse;
  tables: ReferenceData;
  replies: RepliesResponse;
  /** Replies to the incidents and reviews on the page. */
  answers: RepliesResponse;
  disputes: FactDisputesResponse;
  threads: ThreadsResponse;
  boycotts: BoycottsResponse;
  following: boolean;
};

/** A platform: whether it pays now, the figures, and why. */
export const platform = definePage({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters, query, viewer }) => {
    const slug = parameters['slug'] ?? '';
    if (query['on'] !== undefined) return loadFiguresAsOf(api, slug, query['on']);
    const about = `platform=${encodeURIComponent(slug)}`;
    const [data, tables, following, ...lists] = await Promise.all([
      api.get(`/api/platforms/${encodeURIComponent(slug)}`, platformResponse),
      api.get('/api/tables', referenceDataResponse),
      loadFollowing(api, viewer, 'platform', slug),
      api.get(`/api/payouts?${about}&limit=${PROOFS_SHOWN}`, proofsResponse),
      api.get(incidentsApiAddress(slug, query), incidentsResponse),
      api.get(reviewsApiAddress(slug, query), reviewsResponse),
      api.get(`/api/platforms/${encodeURIComponent(slug)}/findings`, findingsResponse),
      api.get(`/api/tasks?${about}&limit=${TASKS_AND_CLIENTS_SHOWN}`, tasksResponse),
      api.get(`/api/clients?${about}&limit=${TASKS_AND_CLIENTS_SHOWN}`, clientsResponse),
      api.get(`/api/platforms/${encodeURIComponent(slug)}/replies`, repliesResponse),
      api.get(`/api/platforms/${encodeURIComponent(slug)}/fact-disputes`, factDisputesResponse),
      findThreadsAbout(api, 'platform', slug),
      findBoycottsOf(api, 'platform', slug),
    ]);
    const [payouts, incidents, reviews, findings, tasks, clients, replies, ...rest] = lists;
    const [disputes, threads, boycotts] = rest;
    const answers = await loadRepliesTo(api, [
      ...incidents.incidents.map(({ id }) => `incident/${id}`),
      ...reviews.reviews.map(({ id }) => `review/${id}`),
    ]);
    return {
      platform: data,
      tables,
      following,
      payouts,
      incidents,
      reviews,
      findings,
      tasks,
      clients,
      replies,
      answers,
      disputes,
      threads,
      boycotts,
    };
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
    const { platform: data } = shown;
    const { lead, rest } = standingSummaryInWords(data, context);
    const jsonLd = ratingJsonLd(data);
    return {
      description: context.t.answer.search({ name: data.name, text: `${lead} ${rest}` }),
      feed: feedPath('platform', { slug: data.slug }, context.language),
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

function Now({ data: { platform: data, ...evidence } }: { data: Today }) {
  const { t } = usePage();
  const { slips, proofs, incidents, tasks } = data.evidence;
  const blank =
    slips.until === null &&
    data.standing.lines.length === 0 &&
    proofs + incidents === 0 &&
    tasks === null;
  return (
    <>
      <Done messages={{ ...t.answer.done, ...t.inbox.follow.done }} />
      <h1>{t.platforms.question({ name: data.name })}</h1>
      <p className="sub">
        <PlatformSubtitle platform={data} />
      </p>
      <CurrentBoycotts boycotts={evidence.boycotts} />
      <div className="platform-grid">
        <div>
          <StandingSummary platform={data} />
          <ReportActionBar slug={data.slug} />
          {blank ? (
            <EmptyPlatformFiguresPanel platform={data} />
          ) : (
            <PlatformFiguresPanel platform={data} tables={evidence.tables} />
          )}
          <p className="note">{t.common.notSample}</p>
          <StandingReasons platform={data} />
          <IncidentLink slug={data.slug} />
        </div>
        <div>
          {slips.until === null ? null : (
            <>
              <DelayChart slips={slips} />
              <MonthChart months={slips.months} />
            </>
          )}
        </div>
      </div>
      <ManipulationFindings platform={data} findings={evidence.findings} />
      <ProofsSection platform={data} payouts={evidence.payouts} />
      <TasksSection slug={data.slug} tasks={evidence.tasks} />
      <ClientsSection slug={data.slug} clients={evidence.clients} />
      <RepliesContext value={evidence.answers.replies}>
        <div className="platform-grid">
          <IncidentsSection incidents={evidence.incidents} />
          <Section title={t.answer.facts}>
            <PlatformFactList platform={data} />
            <PlatformStatements replies={evidence.replies} />
            <FactDisputes slug={data.slug} disputes={evidence.disputes} />
          </Section>
        </div>
        <ReviewsSection platform={data} reviews={evidence.reviews} />
      </RepliesContext>
      <BoycottsSection kind="platform" about={data.slug} boycotts={evidence.boycotts} />
      <ThreadsSection kind="platform" about={data.slug} threads={evidence.threads} />
      <PageReplies replies={evidence.replies} about={{ plateforme: data.slug }} />
      <Citation platform={data} />
      <Follow slug={data.slug} following={evidence.following} />
    </>
  );
}

function IncidentLink({ slug }: { slug: string }) {
  const { t, href } = usePage();
  return (
    <p>
      <a href={href('reportIncident', {}, { plateforme: slug })}>{t.answer.act.incident}</a>
    </p>
  );
}

function Follow({ slug, following }: { slug: string; following: boolean }) {
  const { t, language } = usePage();
  return (
    <Section title={t.answer.follow.title} say={t.answer.follow.say}>
      <FollowButton kind="platform" subject={slug} following={following} />
      <p>
        {t.answer.follow.feed}{' '}
        <a href={feedPath('platform', { slug }, language)} data-turbo="false">
          {t.answer.follow.link}
        </a>
      </p>
    </Section>
  );
}
