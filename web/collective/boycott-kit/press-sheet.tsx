import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  boycottDeclaration,
  boycottStateInWords,
  boycottTitleOf,
  quartersCaption,
} from '#web/collective/boycotts/boycott-text.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { checkInsOf, eligibleOf } from './kit-texts.ts';

type Props = { boycott: BoycottResponse; address: string };
/** A figure as a sentence that can be quoted, and what must be said with it. */
type Figure = { readonly say: string; readonly how: string };

/** For journalists: the demand, the answer, figures with their denominators, and what not to say. */
export function PressSheet({ boycott, address }: Props) {
  const page = usePage();
  const { t, format, now, href } = page;
  const words = t.boycotts.kit.press;
  const answer = boycott.timeline.findLast(({ reply }) => reply !== null)?.reply ?? null;
  const figures = figuresOf(boycott, page);
  return (
    <article className="boycott-poster kit-press">
      <div>
        <p className="soft">{words.dated({ moment: format.moment(now.toISOString()) })}</p>
        <h2>
          <bdi>{boycottTitleOf(boycott, t)}</bdi>
        </h2>
        <p className="answer">
          {boycottDeclaration(boycott, t)} {boycottStateInWords(boycott, t)}
        </p>
        <h3>{t.boycotts.one.demands}</h3>
        <UserText text={boycott.demands} />
        <h3>{words.answer}</h3>
        {answer === null || answer.text === null ? (
          <p>{t.boycotts.timeline.noAnswer}</p>
        ) : (
          <>
            <p>{t.boycotts.timeline.answer({ name: answer.signedAs })}</p>
            <blockquote>
              <UserText text={answer.text} />
            </blockquote>
          </>
        )}
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
        <h3>{words.notSay}</h3>
        <Lines of={words.notSayLines} />
        <h3>{words.cite}</h3>
        <p>
          {words.citeSay} {t.common.site}, {address}
        </p>
        <p>
          {words.ask} <a href={href('legalNotice')}>{words.askLink}</a>
        </p>
      </div>
    </article>
  );
}

/** The figures that may be said today. */
function figuresOf(boycott: BoycottResponse, page: PageContext): Figure[] {
  const { t, format, language } = page;
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
  const { held, of } = checkInsOf(boycott);
  if (of > 0) figures.push({ say: words.held({ held, of }), how: words.heldHow });
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
