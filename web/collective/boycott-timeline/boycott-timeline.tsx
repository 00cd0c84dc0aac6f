import type { BoycottEvent, FrozenFigure } from '#shared/collective/boycott-timeline.ts';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { FoldedSection } from '#web/ui/folded-section.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { UserText } from '#web/ui/user-text.tsx';
import { silenceInWords } from './silence-in-words.ts';

type Props = { boycott: BoycottResponse };

/** Demand, its sending, reminders, answers and outcome, each with the figures of its day, and the answer beside it. */
export function BoycottTimeline({ boycott }: Props) {
  const { t } = usePage();
  const words = t.boycotts.timeline;
  const { timeline } = boycott;
  if (timeline.length === 0) return null;
  const answered = timeline.some(({ kind }) => kind === 'answer');
  return (
    <FoldedSection id="timeline" title={words.title} say={words.say}>
      <ol className="rows timeline">
        {timeline.map((event) => (
          <li key={event.number}>
            <Event event={event} boycott={boycott} />
          </li>
        ))}
      </ol>
      {answered ? null : <p>{silenceInWords(timeline, t)}</p>}
    </FoldedSection>
  );
}

function Event({ event, boycott }: Props & { event: BoycottEvent }) {
  const { t, format } = usePage();
  const words = t.boycotts.timeline;
  const { kind, on, reply, figures } = event;
  return (
    <>
      <p>
        <strong>{words.kinds[kind]}</strong> · {format.day(on)}
      </p>
      <p>{saidOf(event, boycott, { t, format })}</p>
      {reply === null ? null : <Answer reply={reply} boycott={boycott} />}
      {boycott.messages.some(({ id }) => id === event.message) ? (
        <p className="links">
          <a href={`#message-${event.message}`}>{words.offerLink}</a>
        </p>
      ) : null}
      {figures.map((figure) => (
        <p key={figure.kind} className="soft">
          <FigureOfDay figure={figure} boycott={boycott} />
        </p>
      ))}
    </>
  );
}

function saidOf(
  { kind, way, reply, sentOn, on }: BoycottEvent,
  { outcome }: BoycottResponse,
  { t, format }: Pick<PageContext, 't' | 'format'>,
): string {
  const words = t.boycotts.timeline;
  switch (kind) {
    case 'demand':
      return words.demand;
    case 'sent': {
      const day = format.day(sentOn ?? on);
      return words.sent({ day, way: words.ways[way ?? 'message'] });
    }
    case 'reminder':
      return words.reminder({ way: words.ways[way ?? 'message'] });
    case 'offer':
      return words.offer;
    case 'answer':
      return reply === null ? words.answerGone : words.answer({ name: reply.signedAs });
    case 'outcome':
      return t.boycotts.one.outcomeSays[outcome ?? 'unsaid'];
  }
}

/** What who is named answered, in its own words. */
function Answer({
  reply: { text },
  boycott,
}: Props & { reply: NonNullable<BoycottEvent['reply']> }) {
  const { t, href } = usePage();
  const writtenIn = useTextLanguage();
  const words = t.boycotts.timeline;
  const { platform, client } = boycott;
  const pageOfReplies =
    client === null
      ? `${href('platformAbout', { slug: platform.slug })}#replies`
      : `${href('client', { slug: client.slug })}#replies`;
  return (
    <>
      {text === null ? (
        <p className="soft">{words.answerHidden}</p>
      ) : (
        <blockquote lang={writtenIn(text)}>
          <UserText text={text} />
        </blockquote>
      )}
      <p className="links">
        <a href={pageOfReplies}>{words.answerLink}</a>
      </p>
    </>
  );
}

function FigureOfDay({ figure, boycott }: Props & { figure: FrozenFigure }) {
  const { t, format, language } = usePage();
  const words = t.boycotts.timeline.figures;
  switch (figure.kind) {
    case 'platform': {
      const { state, slips, medianDelayDays: days } = figure;
      const verdict = standingName(state, language);
      const said = words.platform({ name: boycott.platform.name, verdict, slips });
      return days === null ? said : `${said} ${words.delay({ days })}`;
    }
    case 'client':
      return words.client({ name: boycott.client?.name ?? '', reports: figure.reports });
    case 'task': {
      const { minor, currency, hourlyEur } = figure;
      const pay = format.money(minor, currency);
      return hourlyEur === null
        ? words.task({ pay })
        : words.taskRate({ pay, hourly: format.money(hourlyEur, 'EUR') });
    }
  }
}
