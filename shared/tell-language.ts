import type { Language } from './languages.ts';

/** Small words that one of our languages has and the others that are written here mostly have not. */
const WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(
    `est et les des du une dans avec vous nous je pour sont qui que mais été au aux ce cette ces ils
    elle sans chez quand moi mon ma mes votre vos notre tout tous rien très déjà encore aussi comme où
    comment pourquoi pas si leur leurs ai ont fait donc alors depuis avant après bien sur ça se`.split(
      /\s+/,
    ),
  ),
  en: new Set(
    `the and to are this that with for you they have not it from my your our what when where there
    their his her its does did been has had will would can could who why how if then than but by at
    an we i is was were so be`.split(/\s+/),
  ),
};

/** So far is it read: who begins in one language goes on in it. */
const MOST_CHARACTERS = 800;
/** Fewer different ones are chance: a name, a quotation, another language. */
const LEAST_TOLD = 2;
/** The other language must have this many times fewer. */
const CLEAR = 3;

/**
 * In which of our languages a text is written, by its small words; null where they do not say so
 * clearly: a few words, two languages mixed, or another one. Nothing is better than a wrong answer.
 */
export function tellLanguage(text: string): Language | null {
  const words = new Set(
    text
      .slice(0, MOST_CHARACTERS)
      .toLowerCase()
      .match(/\p{L}+/gu),
  );
  const [french, english] = [count(words, WORDS.fr), count(words, WORDS.en)];
  const [most, least] = [Math.max(french, english), Math.min(french, english)];
  if (most < LEAST_TOLD || most < least * CLEAR) return null;
  return french > english ? 'fr' : 'en';
}

function count(words: ReadonlySet<string>, known: ReadonlySet<string>): number {
  return [...words].filter((word) => known.has(word)).length;
}
