import { secondReviewsResponse } from '#shared/governance/case-handling.ts';
import { ownJuriesResponse, type OwnJuriesResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { definePage } from '#web/page.ts';
import { Section } from '#web/ui/section.tsx';

/**
 * `secondReviews` is the number of cases that wait for a second person; null for members who may not be
 * one yet.
 */
type Data = { own: OwnJuriesResponse; secondReviews: number | null };

/** The viewer's duties in moderation and juries, and the state of her appeals. */
export const moderationDuties = definePage<Data>({
  layout: 'titles-beside',
  sameForVisitors: true,
  membersOnly: true,
  load: async (api, { viewer }) => {
    const own = await api.get('/api/me/juries', ownJuriesResponse);
    if (viewer?.established !== true && viewer?.moderator !== true)
      return { own, secondReviews: null };
    const waiting = await api.get('/api/moderation/seconds', secondReviewsResponse);
    const { cases, guarded, mine } = waiting;
    return { own, secondReviews: cases.length + guarded.length + (mine === null ? 0 : 1) };
  },
  title: (_, { t }) => t.juries.duties.title,
  body: ({ own, secondReviews }, { t, href }) => {
    const words = t.juries.duties;
    const { seats, draws, appeals } = own;
    const nothing = [seats, draws, appeals].every((list) => list.length === 0) && !secondReviews;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {nothing ? <p className="aside">{words.none}</p> : null}
        {seats.length === 0 ? null : <Seats seats={seats} />}
        {draws.length === 0 ? null : <Draws draws={draws} />}
        {secondReviews === null || secondReviews === 0 ? null : (
          <Section title={words.secondReviews}>
            <p>
              <a href={href('secondPerson')}>
                {words.secondReviewsWaiting({ count: secondReviews })}
              </a>
            </p>
          </Section>
        )}
        {appeals.length === 0 ? null : <Appeals appeals={appeals} />}
        <p className="links">
          <a href={href('juries')}>{t.juries.list.title}</a>
          <a href={href('moderation')}>{t.moderation.queue.title}</a>
          <a href={href('inbox')}>{t.inbox.title}</a>
        </p>
      </>
    );
  },
});

function Seats({ seats }: Pick<OwnJuriesResponse, 'seats'>) {
  const { t, format, href } = usePage();
  const words = t.juries.duties;
  return (
    <Section title={words.seats}>
      <ol className="questions">
        {seats.map(({ jury, state, until, ended }) => {
          const open = state === 'asked' && !ended;
          return (
            <li key={jury}>
              <p>
                <a href={href('ownJury', { id: jury })}>{open ? words.vote : words.seen}</a>
              </p>
              <p className="soft">
                {open
                  ? words.until({ moment: format.moment(until) })
                  : t.juries.own.state[state === 'asked' ? 'silent' : state]}
              </p>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function Draws({ draws }: Pick<OwnJuriesResponse, 'draws'>) {
  const { t, format, href } = usePage();
  const words = t.juries.duties;
  return (
    <Section title={words.draws}>
      <ol className="questions">
        {draws.map(({ jury, drawHour, revealUntil, can }) => (
          <li key={jury}>
            <p>
              <a href={href(can.give || can.reveal ? 'ownJury' : 'jury', { id: jury })}>
                {can.give ? words.give : can.reveal ? words.reveal : words.seeDraw}
              </a>
            </p>
            <p className="soft">
              {can.reveal
                ? words.until({ moment: format.moment(revealUntil) })
                : words.drawOn({ moment: format.moment(drawHour) })}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Appeals({ appeals }: Pick<OwnJuriesResponse, 'appeals'>) {
  const { t, language, format, href } = usePage();
  const words = t.juries.duties;
  return (
    <Section title={words.appeals}>
      <ol className="questions">
        {appeals.map(({ id, decision, state, on, jury }) => (
          <li key={id}>
            <p>
              <a href={decisionPath(language, decision)}>{words.decision}</a>
              {jury === null ? null : (
                <>
                  {' · '}
                  <a href={href('jury', { id: jury })}>{words.seeDraw}</a>
                </>
              )}
            </p>
            <p className="soft">
              {t.juries.appeal.states[state]} {words.appealOn({ day: format.day(on) })}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
