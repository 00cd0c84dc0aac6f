import { TranslateForm } from '#web/collective/boycott-translations/translate-form.tsx';
import { TranslationArticle } from '#web/collective/boycott-translations/translation-article.tsx';
import {
  translatedUnits,
  type TranslatedUnit,
} from '#web/collective/boycott-translations/translated-unit.ts';
import { BoycottSubtitle } from '#web/collective/boycotts/boycott-subtitle.tsx';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { VisibleBoycottText } from '#web/collective/boycotts/visible-boycott-text.tsx';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The translations of a boycott and of what its organisers wrote: to read, confirm, refuse and write. */
export const boycottTranslations = definePage({
  sameForVisitors: true,
  load: loadBoycott,
  title: ({ boycott }, { t }) => `${t.boycotts.translations.title}, ${boycottTitleOf(boycott, t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott }, { t, href, format }) => {
    const words = t.boycotts.translations;
    const { id } = boycott;
    const [call, ...texts] = translatedUnits(boycott, { t, format });
    return (
      <>
        <Done messages={t.boycotts.done} />
        <h1>{words.title}</h1>
        <BoycottSubtitle boycott={boycott} />
        <VisibleBoycottText boycott={boycott}>
          <p>{words.say}</p>
          {call === undefined ? null : (
            <>
              {call.translations.length === 0 ? <p>{words.none}</p> : null}
              <Unit boycott={id} unit={call} />
            </>
          )}
          {texts.map((unit) => (
            <Section key={unit.key} id={`text-${unit.key}`} title={unit.title ?? ''}>
              {unit.translations.length === 0 ? (
                <>
                  <UserText className="prose" text={unit.fields[0]?.original ?? null} />
                  <p className="soft">{words.noneOfText}</p>
                </>
              ) : null}
              <Unit boycott={id} unit={unit} />
            </Section>
          ))}
        </VisibleBoycottText>
        <p className="links">
          <a href={href('boycott', { id })}>{t.boycotts.one.back}</a>
        </p>
      </>
    );
  },
});

function Unit({ boycott, unit }: { boycott: string; unit: TranslatedUnit }) {
  return (
    <>
      {unit.translations.map((translation) => (
        <TranslationArticle key={translation.id} unit={unit} translation={translation} />
      ))}
      <TranslateForm boycott={boycott} unit={unit} />
    </>
  );
}
