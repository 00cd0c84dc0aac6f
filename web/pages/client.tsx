import type { BoycottsResponse } from '#shared/collective/boycotts.ts';
import { clientResponse, type ClientResponse } from '#shared/directory/clients.ts';
import {
  clientReviewsResponse,
  type ClientReviewsResponse,
} from '#shared/directory/client-reviews.ts';
import { id as taskId } from '#shared/core/form-fields.ts';
import type { ThreadsResponse } from '#shared/community/forum.ts';
import { pathTo } from '#shared/core/paths.ts';
import { repliesResponse, type RepliesResponse } from '#shared/governance/right-of-reply.ts';
import { referenceDataResponse, type ReferenceData } from '#shared/directory/reference-data.ts';
import { tasksResponse, type TasksResponse } from '#shared/evidence/tasks.ts';
import {
  CurrentBoycotts,
  BoycottsSection,
  findBoycottsOf,
} from '#web/collective/boycotts/boycotts-section.tsx';
import { ClientSummary } from '#web/directory/clients/client-summary.tsx';
import {
  ClientFlags,
  ClientRatings,
  ClientFiguresPanel,
} from '#web/directory/clients/client-figures-panel.tsx';
import { IdentityGuesses } from '#web/directory/clients/identity-guesses.tsx';
import { ClientPaidPosts, KnownNamesAndIds } from '#web/directory/clients/known-names-and-ids.tsx';
import {
  ClientReviewList,
  parseReviewCursor,
} from '#web/evidence/client-reviews/client-review-list.tsx';
import { UnconfirmedChanges } from '#web/directory/clients/unconfirmed-changes.tsx';
import { clientHourlyPaySentence } from '#web/directory/clients/client-text.ts';
import { usePage } from '#web/page-context.ts';
import { ThreadsSection, findThreadsAbout } from '#web/community/forum/threads-section.tsx';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';
import { loadFollowing } from '#web/community/inbox/load-following.ts';
import { Redirect, definePage } from '#web/page.ts';
import { RepliesContext, loadRepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { PageReplies } from '#web/governance/right-of-reply/replies.tsx';
import { TaskList } from '#web/evidence/tasks/task-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { Section } from '#web/ui/section.tsx';
import { WageOfChosenCountry } from '#web/evidence/hourly-pay/wage-country-select.tsx';
import { MinimumWageComparison } from '#web/evidence/hourly-pay/minimum-wage-comparison.tsx';

const TASKS_AFTER = 'apres';

type Data = {
  client: ClientResponse;
  reviews: ClientReviewsResponse;
  tasks: TasksResponse;
  tables: ReferenceData;
  replies: RepliesResponse;
  /** Replies to the reviews on the page. */
  answers: RepliesResponse;
  threads: ThreadsResponse;
  boycotts: BoycottsResponse;
  following: boolean;
};

/** A client: what its tasks pay, how it rejects, and what members say. */
export const client = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters, query, language, viewer }) => {
    const slug = parameters['slug'] ?? '';
    const address = `/api/clients/${encodeURIComponent(slug)}`;
    const before = parseReviewCursor(query);
    const after = taskId.safeParse(query[TASKS_AFTER]);
    const search = new URLSearchParams({ client: slug });
    if (after.success) search.set('after', after.data);
    const found = await api.get(address, clientResponse);
    if (found.slug !== slug) return new Redirect(pathTo(language, 'client', { slug: found.slug }));
    const [reviews, tasks, tables, replies, threads, boycotts, following] = await Promise.all([
      api.get(
        `${address}/reviews${before === null ? '' : `?before=${before}`}`,
        clientReviewsResponse,
      ),
      api.get(`/api/tasks?${search}`, tasksResponse),
      api.get('/api/tables', referenceDataResponse),
      api.get(`${address}/replies`, repliesResponse),
      findThreadsAbout(api, 'client', slug),
      findBoycottsOf(api, 'client', slug),
      loadFollowing(api, viewer, 'client', slug),
    ]);
    const answers = await loadRepliesTo(
      api,
      reviews.reviews.map(({ id }) => `client-review/${id}`),
    );
    const lists = { reviews, tasks, replies, answers, threads, boycotts };
    return { client: found, tables, ...lists, following };
  },
  title: ({ client: { name } }, { t }) => t.clients.page.title({ name }),
  head: ({ client: data }, context) => ({
    description: context.t.clients.page.description({
      name: data.name,
      hourly: clientHourlyPaySentence(data.figures, context),
    }),
    noIndex: parseReviewCursor(context.query) !== null || context.query[TASKS_AFTER] !== undefined,
  }),
  body: (data, page) => {
    const { t, language } = page;
    const words = t.clients.page;
    const { client: found } = data;
    const { slug, figures } = found;
    const hourly = figures.tasks?.hourly ?? null;
    const paid = hourly === null ? null : { minor: hourly.median, currency: hourly.currency };
    return (
      <>
        <Done messages={{ ...t.clients.done, ...t.inbox.follow.done }} />
        <div className="me-head">
          <Tile name={found.name} size="large" />
          <h1 className="question">{words.title({ name: found.name })}</h1>
        </div>
        <p className="sub">
          <About client={found} />
        </p>
        <UnconfirmedChanges client={found} />
        <CurrentBoycotts boycotts={data.boycotts} />
        <div className="platform-grid">
          <div>
            <p className="answer">{clientHourlyPaySentence(figures, page)}</p>
            {paid === null ? null : (
              <p className="client-wage">
                <WageOfChosenCountry short hourly={paid} tables={data.tables} />
              </p>
            )}
            <ClientSummary figures={figures} />
            <ClientFlags tasks={figures.tasks} />
            <div className="client-acts">
              <a
                className="button"
                href={pathTo(
                  language,
                  'reportTask',
                  {},
                  { plateforme: found.platforms[0]?.slug, client: found.name },
                )}
              >
                {words.reportTask}
              </a>
              <a className="button second" href={pathTo(language, 'reviewClient', { slug })}>
                {words.rate}
              </a>
              <FollowButton kind="client" subject={slug} following={data.following} />
            </div>
            {paid === null ? null : (
              <Section title={t.taskPages.task.beside}>
                <MinimumWageComparison hourly={paid} tables={data.tables} />
              </Section>
            )}
          </div>
          <div>
            {figures.tasks === null ? null : <ClientFiguresPanel tasks={figures.tasks} />}
            <p className="note">{t.common.notSample}</p>
          </div>
        </div>
        <Tasks slug={slug} tasks={data.tasks} />
        <Section id="reviews" title={words.reviews}>
          <ClientRatings rating={figures.rating} />
          <RepliesContext value={data.answers.replies}>
            <ClientReviewList reviews={data.reviews} />
          </RepliesContext>
        </Section>
        <div className="two even">
          <BoycottsSection kind="client" about={slug} boycotts={data.boycotts} />
          <ThreadsSection kind="client" about={slug} threads={data.threads} />
        </div>
        <PageReplies replies={data.replies} about={{ client: slug }} />
        {found.boughtPosts.length === 0 ? null : (
          <Section title={words.bought} say={words.boughtSay}>
            <ClientPaidPosts client={found} />
          </Section>
        )}
        <div className="platform-grid">
          <Section id="guesses" title={words.guesses} say={words.guessesSay}>
            <IdentityGuesses client={found} />
          </Section>
          <Section title={words.known}>
            <KnownNamesAndIds client={found} />
          </Section>
        </div>
      </>
    );
  },
});

/** One line: platforms and other names. */
function About({ client: { name, names, platforms } }: { client: ClientResponse }) {
  const { t, href } = usePage();
  const words = t.clients.page;
  const others = names.map(({ text }) => text).filter((text) => text !== name);
  return (
    <>
      {platforms.length === 0 ? words.aboutUnknown : `${words.aboutOn} `}
      {platforms.map(({ slug, name: platform }, index) => (
        <span key={slug}>
          {index === 0 ? null : ', '}
          <a href={href('platform', { slug })}>{platform}</a>
        </span>
      ))}
      {others.length === 0
        ? null
        : ` · ${words.alsoCalled({ names: others.slice(0, 4).join(', ') })}`}
    </>
  );
}

function Tasks({ slug, tasks: { tasks, next } }: { slug: string; tasks: TasksResponse }) {
  const { t, href, query } = usePage();
  const words = t.clients.page;
  const here = (after?: string): string =>
    `${href('client', { slug }, { [TASKS_AFTER]: after })}#tasks`;
  return (
    <Section id="tasks" title={words.tasks}>
      {tasks.length === 0 ? <p>{words.tasksNone}</p> : null}
      <TaskList tasks={tasks} heading="h3" withPlatform />
      <p className="more">
        {query[TASKS_AFTER] === undefined ? null : <a href={here()}>{t.taskPages.first}</a>}
        {next === null ? null : (
          <a href={here(next)} rel="next">
            {t.taskPages.next}
          </a>
        )}
      </p>
    </Section>
  );
}
