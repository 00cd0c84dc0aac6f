import { TranslateForm } from '#web/collective/boycott-translations/translate-form.tsx';
import { TranslationArticle } from '#web/collective/boycott-translations/translation-article.tsx';
import { originalLanguageOf } from '#web/collective/boycott-translations/translated-texts.ts';
import { BoycottSubtitle } from '#web/collective/boycotts/boycott-subtitle.tsx';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';

/** The translations of a boycott beside its own texts: to read, to confirm, to write. */
export const boycottTranslations = definePage({
  sameForVisitors: true,
  load: loadBoycott,
  title: ({ boycott }, { t }) => `${t.boycotts.translations.title}, ${boycottTitleOf(boycott, t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott }, { t, href }) => {
    const words = t.boycotts.translations;
    const { id, translations } = boycott;
    const originalLanguage = originalLanguageOf(boycott);
    return (
      <>
        <Done messages={t.boycotts.done} />
        <h1>{words.title}</h1>
        <BoycottSubtitle boycott={boycott} />
        <VisibleBoycottText boycott={boycott}>
          <p>{words.say}</p>
          {translations.length === 0 ? <p>{words.none}</p> : null}
          {translations.map((translation) => (
            <TranslationArticle
              key={translation.id}
              boycott={boycott}
              translation={translation}
              originalLanguage={originalLanguage}
            />
          ))}
          <TranslateForm boycott={boycott} originalLanguage={originalLanguage} />
        </VisibleBoycottText>
        <p className="links">
          <a href={href('boycott', { id })}>{t.boycotts.one.back}</a>
        </p>
      </>
    );
  },
});
