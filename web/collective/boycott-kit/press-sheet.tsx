import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  boycottDeclaration,
  boycottStateInWords,
  partakingTitle,
  quartersCaption,
} from '#web/collective/boycotts/boycott-text.ts';
import { silenceInWords } from '#web/collective/boycott-timeline/silence-in-words.ts';
import { shownTranslation } from '#web/collective/boycott-translations/in-language.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { BoycottTitle } from '#web/collective/boycotts/boycott-title.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { checkInsOf, decidingVoteOf, eligibleOf, shortAddress } from './kit-texts.ts';

type Props = { boycott: BoycottResponse; address: string; contact: string | null };
/** A figure as a sentence that can be quoted, and what must be said with it. */
type Figure = { readonly say: string; readonly how: string };

/** For journalists: the demand, the answer, figures with their denominators, and what not to say. */
export function PressSheet({ boycott, address, contact }: Props) {
  const page = usePage();
  const { t, format, now, href, language, origin } = page;
  const { thread } = boycott;
  const words = t.boycotts.kit.press;
  const figures = figuresOf(boycott, page);
  return (
    <article className="boycott-poster kit-press">
      <div>
        <p className="soft">{words.dated({ moment: format.moment(now.toISOString()) })}</p>
        <h2>
          <BoycottTitle boycott={boycott} />
        </h2>
        <p className="answer">
          {boycottDeclaration(boycott, t)} {boycottStateInWords(boycott, t)}
        </p>
        <Dates boycott={boycott} />
        {shownTranslation(boycott, language) === null ? null : (
          <p>{t.boycotts.translations.press}</p>
        )}
        <h3>{t.boycotts.one.grievance}</h3>
        <UserText text={boycott.grievance} />
        <h3>{t.boycotts.one.demands}</h3>
        <UserText text={boycott.demands} />
        <h3>{partakingTitle(boycott, t)}</h3>
        <UserText text={boycott.partaking} />
        <h3>{words.answer}</h3>
        <Answer boycott={boycott} />
        <h3>{words.figures}</h3>
        <dl className="kit-figures">
          {figures.map(({ say, how }) => (
            <div key={say}>
              <dt>{say}</dt>
              <dd>{how}</dd>
            </div>
          ))}
        </dl>
        {figures.length === 0 ? <p>{words.noFigures}</p> : null}
        <h3>{words.limits}</h3>
        <p>
          {boycott.organisers.some(({ hasKey }) => hasKey)
            ? words.inventTogether
            : words.inventAlone}
        </p>
        <h3>{words.notSay}</h3>
        <Lines of={words.notSayLines} />
        <h3>{words.cite}</h3>
        <p>
          {words.citeSay} {t.common.site}, {address}
        </p>
        <h3>{words.whom}</h3>
        {thread === null ? null : (
          <p>
            {words.whomOrganisers} <a href={href('thread', { id: thread })}>{words.whomThread}</a> (
            <bdi>{shortAddress(`${origin}${href('thread', { id: thread })}`)}</bdi>)
          </p>
        )}
        <p>{words.whomCompany}</p>
        {contact === null ? null : (
          <p>
            {words.ask} <a href={href('legalNotice')}>{words.askLink}</a> (<bdi>{contact}</bdi>)
          </p>
        )}
      </div>
    </article>
  );
}

/** When it was proposed, began and ended, and its goal. */
function Dates({ boycott }: Pick<Props, 'boycott'>) {
  const { t, format } = usePage();
  const words = t.boycotts.kit.press;
  const { proposedAt, onFrom, endedOn, stepEndsAt, state, threshold } = boycott;
  const isOn = state === 'on' && stepEndsAt !== null;
  return (
    <dl className="terms">
      <FigureRow label={words.proposed}>{format.dayOf(proposedAt)}</FigureRow>
      {onFrom === null ? null : <FigureRow label={words.began}>{format.dayOf(onFrom)}</FigureRow>}
      {isOn ? (
        <FigureRow label={t.boycotts.one.until.on}>{format.dayOf(stepEndsAt)}</FigureRow>
      ) : null}
      {endedOn === null ? null : (
        <FigureRow label={t.boycotts.one.ends}>{format.day(endedOn)}</FigureRow>
      )}
      <FigureRow label={t.boycotts.one.threshold} small={t.boycotts.one.thresholdSay}>
        {format.number(threshold)}
      </FigureRow>
    </dl>
  );
}

/** What the company answered last, or what is known of its silence. */
function Answer({ boycott: { timeline } }: Pick<Props, 'boycott'>) {
  const { t } = usePage();
  const words = t.boycotts.timeline;
  const answer = timeline.findLast(({ kind }) => kind === 'answer');
  if (answer === undefined) return <p>{silenceInWords(timeline, t)}</p>;
  if (answer.reply === null) return <p>{words.answerGone}</p>;
  const { signedAs, text } = answer.reply;
  return (
    <>
      <p>{words.answer({ name: signedAs })}</p>
      {text === null ? (
        <p>{words.answerHidden}</p>
      ) : (
        <blockquote>
          <UserText text={text} />
        </blockquote>
      )}
    </>
  );
}

/** The figures that may be said today. */
function figuresOf(boycott: BoycottResponse, page: PageContext): Figure[] {
  const { t, format, language, now } = page;
  const words = t.boycotts.kit.press;
  const { state, pledged, quarters, platform, timeline } = boycott;
  const figures: Figure[] = [];
  const eligible = eligibleOf(boycott);
  if (pledged !== null && eligible !== null && (state === 'on' || state === 'ended')) {
    figures.push({ say: words.pledged({ pledged, eligible }), how: words.pledgedHow });
  } else if (state === 'pledging' && quarters !== null) {
    const caption = quartersCaption({ quarters, threshold: boycott.threshold }, t);
    figures.push({ say: `${caption}.`, how: words.quartersHow });
  }
  const { held, couldNot, possible } = checkInsOf(boycott, now);
  if (held + couldNot > 0) {
    figures.push({ say: words.held({ held, couldNot, possible }), how: words.heldHow });
  }
  const vote = state === 'ended' ? decidingVoteOf(boycott) : null;
  if (vote !== null) {
    figures.push({
      say: `${boycottStateInWords(boycott, t)} ${words.voted(vote)}`,
      how: words.votedHow,
    });
  } else if (state === 'ended' && boycott.outcome !== 'unsaid') {
    figures.push({ say: boycottStateInWords(boycott, t), how: t.boycotts.one.saidBy });
  }
  const last = timeline.at(-1);
  const shown = last?.figures.find((figure) => figure.kind === 'platform');
  if (last !== undefined && shown?.kind === 'platform' && shown.slips > 0) {
    const verdict = standingName(shown.state, language);
    const day = format.day(last.on);
    figures.push({
      say: words.platform({ name: platform.name, verdict, slips: shown.slips, day }),
      how: words.platformHow,
    });
  }
  return figures;
}
