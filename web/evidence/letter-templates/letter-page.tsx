import { LANGUAGES } from '#shared/core/languages.ts';
import { definePage, type Page } from '#web/page.ts';
import { LetterFields } from './letter-fields.tsx';
import { LetterText } from './letter-text.tsx';
import { prefilledLetterAddress, type LetterName } from './letters.ts';

/** A letter's page: its text with blanks, which a script fills on the device. */
export function makeLetterPage(name: LetterName): Page<unknown> {
  return definePage<null>({
    load: () => Promise.resolve(null),
    title: (_, { t }) => t.letters.texts[name].title,
    head: (_, { t }) => ({ description: t.letters.texts[name].say }),
    body: (_, { t, language, href }) => {
      const { form, ...words } = t.letters;
      const letter = words.texts[name];
      const other = LANGUAGES.find((one) => one !== language) ?? language;
      return (
        <div className="letter-page" data-enhance="letter">
          <div className="not-printed">
            <h1>{letter.title}</h1>
            <p className="sub">{letter.say}</p>
            <LetterFields letter={letter} />
            <p data-by-hand>{form.byHand}</p>
          </div>
          <div className="letter-beside">
            <LetterText letter={letter} />
            <p className="letter-acts not-printed" data-acts hidden>
              <button type="button" className="button" data-copy={form.copied}>
                {form.copy}
              </button>
              <button type="button" className="button second" data-print>
                {form.print}
              </button>
            </p>
            <p className="soft not-printed">
              {form.keep} {words.noAdvice}
            </p>
            <p className="links not-printed">
              <a href={href('whatCanIDo')}>{form.all}</a>
              <a
                href={prefilledLetterAddress(other, name)}
                hrefLang={other}
                lang={other}
                data-other
              >
                {form.other}
              </a>
            </p>
          </div>
        </div>
      );
    },
  });
}
