import type { ReactNode } from 'react';
import type { z } from 'zod/mini';
import { monthOf } from '#shared/core/days.ts';
import {
  ownClientReviewsResponse,
  type OwnClientReview,
} from '#shared/directory/client-reviews.ts';
import { ownIncidentsResponse } from '#shared/evidence/incidents.ts';
import { ownPayoutCursor, ownPayoutsResponse, type OwnPayout } from '#shared/evidence/payouts.ts';
import { ownReviewsResponse } from '#shared/evidence/reviews.ts';
import {
  ownTaskReportCursor,
  ownTaskReportsResponse,
  type OwnTaskReport,
} from '#shared/evidence/tasks.ts';
import { ownPageViewsResponse, type OwnPageViews } from '#shared/site/page-views.ts';
import { OwnPageViewLines } from '#web/site/page-views/own-page-views.tsx';
import { OwnClientReviews } from '#web/evidence/client-reviews/own-client-reviews.tsx';
import { usePage } from '#web/page-context.ts';
import { CoveredWordsNotice } from '#web/governance/case-decisions/covered-words.tsx';
import { HiddenContentNotice } from '#web/governance/case-decisions/hidden-content.tsx';
import { definePage } from '#web/page.ts';
import { OwnPayoutList } from '#web/evidence/payouts/own-payout-list.tsx';
import { FoldedByMonth } from '#web/evidence/folded-by-month.tsx';
import { DueMondayOrReceipts } from '#web/evidence/due-monday-or-receipts.tsx';
import { OwnTaskReports } from '#web/evidence/tasks/own-reports.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

/** Query parameter of the cursor of task reports. */
const TASKS_BEFORE = 'taches';

type Data = z.infer<typeof ownPayoutsResponse> &
  z.infer<typeof ownIncidentsResponse> &
  z.infer<typeof ownReviewsResponse> & {
    clientReviews: readonly OwnClientReview[];
    pages: OwnPageViews;
    tasks: { reports: readonly OwnTaskReport[]; next: string | null };
  };

/** A member's evidence with exact values, for her alone; pending payouts first. */
export const myEvidence = definePage<Data>({
  membersOnly: true,
  load: async (api, { query }) => {
    const before = ownPayoutCursor.safeParse(query['avant']);
    const page = before.success ? `?before=${before.data}` : '';
    const tasksBefore = ownTaskReportCursor.safeParse(query[TASKS_BEFORE]);
    const clients = await api.get('/api/me/client-reviews', ownClientReviewsResponse);
    const tasksPage = tasksBefore.success ? `?before=${tasksBefore.data}` : '';
    return {
      ...(await api.get(`/api/me/payouts${page}`, ownPayoutsResponse)),
      ...(await api.get('/api/me/incidents', ownIncidentsResponse)),
      ...(await api.get('/api/me/reviews', ownReviewsResponse)),
      ...(await api.get('/api/me/page-views', ownPageViewsResponse)),
      clientReviews: clients.reviews,
      tasks: await api.get(`/api/me/task-reports${tasksPage}`, ownTaskReportsResponse),
    };
  },
  title: (_, { t }) => t.payouts.mine.title,
  body: (data, { t, href }) => {
    const words = t.payouts.mine;
    const waiting = data.payouts.filter(({ state }) => state === 'waiting');
    const settled = data.payouts.filter(({ state }) => state !== 'waiting');
    return (
      <>
        <Done messages={{ ...t.payouts.done, ...t.tasks.done }} />
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <p className="buttons">
          <a className="button" href={href('reportPayout')}>
            {words.report}
          </a>
          <a className="button second" href={href('ownBoycotts')}>
            {t.boycotts.mine.title}
          </a>
        </p>
        <OwnPageViewLines pages={data.pages} />
        {waiting.length === 0 ? null : (
          <Section title={words.waiting}>
            <OwnPayoutList payouts={waiting} />
          </Section>
        )}
        <Section title={words.payouts} say={t.payouts.publication.rule}>
          {data.payouts.length === 0 ? <p>{words.none}</p> : <SettledPayouts payouts={settled} />}
          {data.next === null ? null : (
            <p>
              <a className="button second" href={href('myEvidence', {}, { avant: data.next })}>
                {words.more}
              </a>
            </p>
          )}
        </Section>
        <div className="two even">
          <Section id="tasks" title={t.tasks.mine.title}>
            <OwnTasks tasks={data.tasks} />
          </Section>
          <div>
            <Section title={words.incidents}>
              <OwnIncidents incidents={data.incidents} />
            </Section>
            <Section title={words.reviews}>
              <OwnReviews reviews={data.reviews} />
            </Section>
            {data.clientReviews.length === 0 ? null : (
              <Section title={t.clients.mine}>
                <OwnClientReviews reviews={data.clientReviews} />
              </Section>
            )}
          </div>
        </div>
      </>
    );
  },
});

const listPayouts = (payouts: readonly OwnPayout[]): ReactNode => (
  <OwnPayoutList payouts={payouts} />
);

const listTaskReports = (reports: readonly OwnTaskReport[]): ReactNode => (
  <OwnTaskReports reports={reports} />
);

function SettledPayouts({ payouts }: { payouts: readonly OwnPayout[] }) {
  return (
    <FoldedByMonth
      dated={payouts.map((payout) => ({
        item: payout,
        month: payout.askedMonth,
        name: payout.platform.name,
        open: payout.hiding !== null,
      }))}
      list={listPayouts}
    />
  );
}

function OwnTasks({ tasks: { reports, next } }: Pick<Data, 'tasks'>) {
  const { t, href } = usePage();
  const words = t.tasks.mine;
  return (
    <>
      {reports.length === 0 ? (
        <p className="soft">{words.none}</p>
      ) : (
        <FoldedByMonth
          dated={reports.map((report) => ({
            item: report,
            month: monthOf(report.workedOn),
            name: report.platform.name,
            open: report.hiding !== null,
          }))}
          list={listTaskReports}
          closed
        />
      )}
      <p className="more">
        <a href={href('reportTask')}>{words.report}</a>
        {next === null ? null : (
          <a href={`${href('myEvidence', {}, { [TASKS_BEFORE]: next })}#tasks`}>{words.more}</a>
        )}
      </p>
    </>
  );
}

function OwnIncidents({ incidents }: Pick<Data, 'incidents'>) {
  const { t, format, href } = usePage();
  if (incidents.length === 0) return <p className="soft">{t.payouts.mine.noneIncident}</p>;
  return (
    <ul className="mine">
      {incidents.map((incident) => (
        <li key={incident.id}>
          <p className="mine-head">
            <a href={`${href('platformAbout', { slug: incident.platform.slug })}#incidents`}>
              <b>{incident.platform.name}</b>
            </a>
            {incident.lost === null ? null : (
              <b className="mine-amount">
                {format.money(incident.lost.minor, incident.lost.currency)}
              </b>
            )}
          </p>
          <p className="soft">
            {t.incidents.kinds[incident.kind]}, {format.day(incident.happenedOn)}
          </p>
          <DueMondayOrReceipts post={incident} subject={`incident/${incident.id}`} />
          <HiddenContentNotice hiding={incident.hiding} mine counted />
          <div className="mine-acts">
            <a href={href('reportIncident', {}, { incident: incident.id })}>
              {t.incidents.list.edit}
            </a>
          </div>
        </li>
      ))}
    </ul>
  );
}

function OwnReviews({ reviews }: Pick<Data, 'reviews'>) {
  const { t, format, href } = usePage();
  if (reviews.length === 0) return <p className="soft">{t.payouts.mine.noneReview}</p>;
  return (
    <ul className="mine">
      {reviews.map((review) => (
        <li key={review.id}>
          <p className="mine-head">
            <a href={href('writeReview', { slug: review.platform.slug })}>
              <b>{review.platform.name}</b>
            </a>
          </p>
          <p className="soft">{format.month(review.experiencedMonth)}</p>
          <DueMondayOrReceipts post={review} subject={`review/${review.id}`} />
          <HiddenContentNotice hiding={review.hiding} mine counted />
          <CoveredWordsNotice covering={review.covering} mine />
          {review.text === null ? null : <p>{review.text}</p>}
        </li>
      ))}
    </ul>
  );
}
