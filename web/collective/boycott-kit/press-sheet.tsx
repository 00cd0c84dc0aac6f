import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import {
  boycottDeclaration,
  boycottStateInWords,
  partakingTitle,
} from '#web/collective/boycotts/boycott-text.ts';
import { silenceInWords } from '#web/collective/boycott-timeline/silence-in-words.ts';
import { shownTranslation } from '#web/collective/boycott-translations/in-language.ts';
import { BoycottTitle } from '#web/collective/boycotts/boycott-title.tsx';
import { ContactAddress } from '#web/collective/organiser-contact/contact-address.tsx';
import { shownContact } from '#web/collective/organiser-contact/shown-contact.ts';
import { usePage } from '#web/page-context.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { figuresToQuote } from './figures-to-quote.ts';
import { shortAddress } from './kit-texts.ts';

/** Whom the operator names for journalists, and for everybody; null where none is set. */
export type PressContacts = { readonly press: string | null; readonly contact: string | null };
type Props = { boycott: BoycottResponse; address: string; contacts: PressContacts };

/** For journalists: the demand, the answer, figures with their denominators, and what not to say. */
export function PressSheet({ boycott, address, contacts }: Props) {
  const page = usePage();
  const { t, format, now, language } = page;
  const words = t.boycotts.kit.press;
  const figures = figuresToQuote(boycott, page);
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
        <Whom boycott={boycott} contacts={contacts} />
      </div>
    </article>
  );
}

/** Organisers by their topic, the company, and the site: by whom it names, else in public. */
function Whom({ boycott, contacts: { press, contact } }: Omit<Props, 'address'>) {
  const { t, href, origin } = usePage();
  const words = t.boycotts.kit.press;
  const { thread } = boycott;
  const organisers = shownContact(boycott);
  return (
    <>
      {organisers === null ? null : (
        <p>
          {words.organisersContact} <ContactAddress address={organisers} />
        </p>
      )}
      {thread === null ? null : (
        <p>
          {words.whomOrganisers} <a href={href('thread', { id: thread })}>{words.whomThread}</a> (
          <bdi>{shortAddress(`${origin}${href('thread', { id: thread })}`)}</bdi>)
        </p>
      )}
      <p>{words.whomCompany}</p>
      {press === null ? null : (
        <p>
          {words.pressContact} <bdi>{press}</bdi>
        </p>
      )}
      {press !== null || contact === null ? null : (
        <p>
          {words.ask} <a href={href('legalNotice')}>{words.askLink}</a> (<bdi>{contact}</bdi>)
        </p>
      )}
      {press !== null || contact !== null || thread !== null ? null : (
        <p>
          {words.inPublic} <a href={href('forum')}>{words.inPublicLink}</a> (
          <bdi>{shortAddress(`${origin}${href('forum')}`)}</bdi>)
        </p>
      )}
    </>
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
