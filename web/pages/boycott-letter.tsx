import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { letterToCompany } from '#web/collective/boycott-letter/letter-text.ts';
import { NoteSentForm } from '#web/collective/boycott-timeline/note-contact-forms.tsx';
import { shownTranslation } from '#web/collective/boycott-translations/in-language.ts';
import { originalLanguageOf } from '#web/collective/boycott-translations/translated-texts.ts';
import { BoycottSubtitle } from '#web/collective/boycotts/boycott-subtitle.tsx';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { CopyField } from '#web/site/share/share-actions.tsx';
import { Section } from '#web/ui/section.tsx';

/** The letter of organisers to the company, in each language, to copy or to send as a mail. */
export const boycottLetter = definePage({
  sameForVisitors: true,
  load: loadBoycott,
  title: ({ boycott }, { t }) => `${t.boycotts.letter.title}, ${boycottTitleOf(boycott, t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott }, { t, href, language }) => {
    const words = t.boycotts.letter;
    const { id, state, ownMessage, ownLinks, timeline } = boycott;
    const isGone = state === 'failed' || boycott.withdrawn;
    const [own, ...others] = LANGUAGES.toSorted(
      (one, other) => Number(other === language) - Number(one === language),
    );
    return (
      <>
        <h1>{words.title}</h1>
        <BoycottSubtitle boycott={boycott} />
        <VisibleBoycottText boycott={boycott}>
          {isGone || own === undefined ? (
            <p className="aside">{t.boycotts.kit.gone}</p>
          ) : (
            <>
              <p>{words.say}</p>
              <p className="note">{words.careful}</p>
              {[own, ...others].map((one) => (
                <LetterIn key={one} boycott={boycott} language={one} />
              ))}
            </>
          )}
        </VisibleBoycottText>
        {ownMessage === null || timeline.some(({ kind }) => kind === 'sent') ? null : (
          <Section id="sent" title={words.sent}>
            <NoteSentForm boycott={boycott} />
          </Section>
        )}
        <p className="links">
          {ownLinks === null ? null : (
            <a href={href('organiseBoycott', { id })}>{t.boycotts.organise.title}</a>
          )}
          <a href={href('boycott', { id })}>{t.boycotts.one.back}</a>
        </p>
      </>
    );
  },
});

function LetterIn({ boycott, language }: { boycott: BoycottResponse; language: Language }) {
  const { t, origin, now, href } = usePage();
  const words = t.boycotts.letter;
  const { text, mailto, mailIsShorter } = letterToCompany(boycott, { language, origin, now });
  const written = originalLanguageOf(boycott);
  const isTranslated = written === language || shownTranslation(boycott, language) !== null;
  return (
    <Section title={t.boycotts.translations.into[language]}>
      {isTranslated || written === null ? null : (
        <p className="note">
          {words.untranslated}{' '}
          <a href={href('boycottTranslations', { id: boycott.id })}>
            {t.boycotts.translations.link}
          </a>
        </p>
      )}
      <CopyField label={words.text} text={text} rows={16} language={language} />
      <p className="buttons">
        <a className="button second" href={mailto}>
          {words.mail}
        </a>
      </p>
      <p className="soft">
        {words.mailSay}
        {mailIsShorter ? ` ${words.mailShort}` : null}
      </p>
    </Section>
  );
}
