import { Fragment } from 'react';
import {
  moderatorDeskResponse,
  type ListedCase,
  type ModeratorDeskResponse,
} from '#shared/governance/case-queue.ts';
import {
  ownProposalsResponse,
  type OwnProposalsResponse,
} from '#shared/governance/moderator-desk.ts';
import { ownJuriesResponse, type OwnJuriesResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { CaseItem } from '#web/governance/cases/case-item.tsx';
import { OwnProposals } from '#web/governance/cases/own-proposals.tsx';
import { countSecondReviews } from '#web/governance/cases/second-reviews.ts';
import type { Api } from '#web/in-process-api.ts';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { definePage } from '#web/page.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Section } from '#web/ui/section.tsx';

/**
 * `secondReviews` is the number of cases that wait for a second person; null for members who may not be
 * one yet.
 */
type Data = {
  own: OwnJuriesResponse;
  secondReviews: number | null;
  /** Urgent cases that a moderator can decide on. */
  urgent: readonly ListedCase[];
  proposals: OwnProposalsResponse;
};

/** More of them stand in the queue. */
const URGENT_SHOWN = 10;

/** The viewer's duties in moderation and juries, and the state of her appeals. */
export const moderationDuties = definePage<Data>({
  layout: 'titles-beside',
  sameForVisitors: true,
  membersOnly: true,
  load: async (api, { viewer }) => {
    return {
      own: await api.get('/api/me/juries', ownJuriesResponse),
      secondReviews: await countSecondReviews(api, viewer),
      urgent: viewer?.moderator === true ? await findUrgentCases(api) : [],
      proposals: await api.get('/api/me/proposals', ownProposalsResponse),
    };
  },
  title: (_, { t }) => t.juries.duties.title,
  body: ({ own, secondReviews, urgent, proposals }, { t, href }) => {
    const words = t.juries.duties;
    const { seats, draws, appeals } = own;
    const nothing =
      [seats, draws, appeals, urgent, proposals.cases, proposals.acts].every(
        (list) => list.length === 0,
      ) && !secondReviews;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {nothing ? <p className="aside">{words.none}</p> : null}
        {urgent.length === 0 ? null : (
          <Section
            title={words.urgent({ count: urgent.length })}
            all={{ href: href('moderation'), label: t.moderation.queue.title }}
          >
            <ol className="questions">
              {urgent.slice(0, URGENT_SHOWN).map((one) => (
                <CaseItem key={one.id} one={one} />
              ))}
            </ol>
          </Section>
        )}
        {seats.length === 0 ? null : <Seats seats={seats} />}
        {draws.length === 0 ? null : <Draws draws={draws} />}
        {secondReviews === null || secondReviews === 0 ? null : (
          <Section title={words.secondReviews}>
            <ul className="rows">
              <LinkRow
                page="secondPerson"
                label={words.secondReviewsWaiting({ count: secondReviews })}
              />
            </ul>
          </Section>
        )}
        {appeals.length === 0 ? null : <Appeals appeals={appeals} />}
        <OwnProposals {...proposals} />
        <p className="links">
          <a href={href('juries')}>{t.juries.list.title}</a>
          <a href={href('moderation')}>{t.moderation.queue.title}</a>
          <a href={href('inbox')}>{t.inbox.title}</a>
        </p>
      </>
    );
  },
});

async function findUrgentCases(api: Api): Promise<ModeratorDeskResponse['cases']> {
  const { cases } = await api.get('/api/moderation/cases', moderatorDeskResponse);
  return cases.filter(({ urgent, state }) => urgent && state === 'open');
}

function Seats({ seats }: Pick<OwnJuriesResponse, 'seats'>) {
  const { t, format } = usePage();
  const words = t.juries.duties;
  return (
    <Section title={words.seats}>
      <ol className="rows">
        {seats.map(({ jury, state, until, ended }) => {
          const open = state === 'asked' && !ended;
          return (
            <LinkRow
              key={jury}
              page="ownJury"
              parameters={{ id: jury }}
              label={open ? words.vote : words.seen}
            >
              <small>
                {open
                  ? words.until({ moment: format.moment(until) })
                  : t.juries.own.state[state === 'asked' ? 'silent' : state]}
              </small>
            </LinkRow>
          );
        })}
      </ol>
    </Section>
  );
}

function Draws({ draws }: Pick<OwnJuriesResponse, 'draws'>) {
  const { t, format } = usePage();
  const words = t.juries.duties;
  return (
    <Section title={words.draws}>
      <ol className="rows">
        {draws.map(({ jury, drawHour, revealUntil, can }) => (
          <LinkRow
            key={jury}
            page={can.give || can.reveal ? 'ownJury' : 'jury'}
            parameters={{ id: jury }}
            label={can.give ? words.give : can.reveal ? words.reveal : words.seeDraw}
          >
            <small>
              {can.reveal
                ? words.until({ moment: format.moment(revealUntil) })
                : words.drawOn({ moment: format.moment(drawHour) })}
            </small>
          </LinkRow>
        ))}
      </ol>
    </Section>
  );
}

function Appeals({ appeals }: Pick<OwnJuriesResponse, 'appeals'>) {
  const { t, language, format } = usePage();
  const words = t.juries.duties;
  return (
    <Section title={words.appeals}>
      <ol className="rows">
        {appeals.map(({ id, decision, state, on, jury }) => (
          <Fragment key={id}>
            <li>
              <a href={decisionPath(language, decision)}>
                <span className="row-words">
                  <b>{words.decision}</b>
                  <small>
                    {t.juries.appeal.states[state]} {words.appealOn({ day: format.day(on) })}
                  </small>
                </span>
                <Icon name="next" />
              </a>
            </li>
            {jury === null ? null : (
              <LinkRow page="jury" parameters={{ id: jury }} label={words.seeDraw} />
            )}
          </Fragment>
        ))}
      </ol>
    </Section>
  );
}
