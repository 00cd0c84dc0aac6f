import {
  moderatorDeskResponse,
  publicCaseQueueResponse,
  type ModeratorDeskResponse,
  type PublicCaseQueueResponse,
} from '#shared/governance/case-queue.ts';
import { deskQueuesResponse, type DeskQueuesResponse } from '#shared/governance/moderator-desk.ts';
import { postBatchesResponse, type PostBatchesResponse } from '#shared/governance/post-batches.ts';
import { usePage } from '#web/page-context.ts';
import { ModeratorDesk } from '#web/governance/cases/moderator-desk.tsx';
import type { Api } from '#web/in-process-api.ts';
import { definePage } from '#web/page.ts';
import { Form, Hidden } from '#web/ui/form.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Bars } from '#web/ui/bars.tsx';
import { Section } from '#web/ui/section.tsx';

type Desk = {
  desk: ModeratorDeskResponse;
  /** Reported posts of one author and day. */
  batches: PostBatchesResponse['batches'];
  queues: DeskQueuesResponse['queues'];
};

/** The public queue, and the viewer's desk; `own` is null unless she is a moderator. */
type Data = { queue: PublicCaseQueueResponse; own: Desk | null };

/** The queue: counts and rota for the public, cases for moderators. */
export const moderation = definePage<Data>({
  layout: 'titles-beside',
  load: async (api, { viewer }) => ({
    queue: await api.get('/api/moderation', publicCaseQueueResponse),
    own: viewer?.moderator === true ? await loadDesk(api) : null,
  }),
  title: (_, { t }) => t.moderation.queue.title,
  head: (_, { t }) => ({ description: t.moderation.queue.description }),
  body: ({ queue, own }, { t, href, viewer }) => {
    const words = t.moderation.queue;
    return (
      <>
        <Done messages={t.moderation.done} />
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {own === null ? null : <ModeratorDesk {...own} />}
        <div className="section">
          <h2>{words.caption}</h2>
          <Numbers counts={queue.counts} />
        </div>
        <Rota queue={queue} turns={own?.desk.turns ?? null} />
        <p className="links">
          <a href={href('decisions')}>{words.decisions}</a>
          <a href={href('transparency')}>{t.transparency.title}</a>
          <a href={href('juries')}>{t.juries.list.title}</a>
          <a href={href('watchedWords')}>{t.watched.title}</a>
          {viewer === null ? null : (
            <>
              <a href={href('secondPerson')}>{words.second}</a>
              <a href={href('duties')}>{t.juries.duties.title}</a>
            </>
          )}
          <a href={href('siteRules')}>{words.rules}</a>
        </p>
      </>
    );
  },
});

async function loadDesk(api: Api): Promise<Desk> {
  const [desk, { batches }, { queues }] = await Promise.all([
    api.get('/api/moderation/cases', moderatorDeskResponse),
    api.get('/api/moderation/batches', postBatchesResponse),
    api.get('/api/moderation/queues', deskQueuesResponse),
  ]);
  return { desk, batches, queues };
}

function Numbers({ counts }: Pick<PublicCaseQueueResponse, 'counts'>) {
  const { t, format, href } = usePage();
  const words = t.moderation.queue;
  const { waiting, urgent, oldestDays, ages, proposed, jury, promised, late } = counts;
  return (
    <>
      <p className="answer">
        {waiting === 0 ? words.none : words.waiting({ count: waiting })}
        {urgent === 0 ? null : `, ${words.urgent({ count: urgent })}`}
      </p>
      {oldestDays === null ? null : <p>{words.oldest({ days: oldestDays })}</p>}
      {waiting === 0 ? null : (
        <div className="few-columns">
          <Bars
            of={(['today', 'days', 'week', 'older'] as const).map((age) => ({
              key: age,
              label: words.ages[age],
              share: ages[age] / waiting,
              figure: format.number(ages[age]),
            }))}
          />
        </div>
      )}
      {proposed === 0 ? null : <p>{words.proposed({ count: proposed })}</p>}
      {jury === 0 ? null : (
        <p>
          <a href={href('juries')}>{words.jury({ count: jury })}</a>
        </p>
      )}
      {promised === 0 ? null : <p>{words.promised({ count: promised, late })}</p>}
      <p className="soft">{words.month({ opened: counts.opened, closed: counts.closed })}</p>
    </>
  );
}

/** Moderators on duty, by day; a moderator takes and gives back days on a calendar of two weeks. */
function Rota(props: { queue: PublicCaseQueueResponse; turns: readonly string[] | null }) {
  const { t, format } = usePage();
  const words = t.moderation.queue;
  const { rota } = props.queue;
  const taken = rota.filter(({ handles }) => handles.length > 0);
  return (
    <Section title={words.rota} say={words.rotaSay} id="rota">
      {taken.length === 0 ? (
        <p>{words.nobodyAtAll}</p>
      ) : (
        <ul className="rota">
          {taken.map(({ day, handles }) => (
            <li key={day}>
              <time dateTime={day}>{format.day(day)}</time> <b>{handles.join(', ')}</b>
            </li>
          ))}
        </ul>
      )}
      {props.turns === null ? null : <OwnTurns days={rota} turns={props.turns} />}
    </Section>
  );
}

/** One button a day, those of the viewer in ink. */
function OwnTurns(props: { days: PublicCaseQueueResponse['rota']; turns: readonly string[] }) {
  const { t, format } = usePage();
  const words = t.moderation.queue;
  return (
    <>
      <p className="say">{words.rotaHow}</p>
      <ul className="own-turns">
        {props.days.map(({ day }) => {
          const hers = props.turns.includes(day);
          return (
            <li key={day}>
              <Form name={`turn-${day}`} action="/api/moderation/turns">
                <Hidden name="day" value={day} />
                <Hidden name="duty" value={hers ? 'leave' : 'take'} />
                <button type="submit" className={hers ? 'button' : 'quiet'}>
                  <small>{format.weekdayShort(day)}</small> {Number(day.slice(8))}
                  <span className="hidden-visually">
                    {' '}
                    {(hers ? words.leave : words.take)({ day: format.day(day) })}
                  </span>
                </button>
              </Form>
            </li>
          );
        })}
      </ul>
    </>
  );
}
