import { LANGUAGES, type Language } from './languages.ts';

/** Function words of each language of the site that are rare in other languages written here. */
const WORDS: Readonly<Record<Language, string>> = {
  fr: `est et les des du une dans avec vous nous je pour sont qui que mais été au aux ce cette ces ils
    elle sans chez quand moi mon ma mes votre vos notre tout tous rien très déjà encore aussi comme où
    comment pourquoi pas si leur leurs ai ont fait donc alors depuis avant après bien sur ça se`,
  en: `the and to are this that with for you they have not it from my your our what when where there
    their his her its does did been has had will would can could who why how if then than but by at
    an we i is was were so be`,
};
const LANGUAGE_OF = new Map(
  LANGUAGES.flatMap((language) =>
    WORDS[language].split(/\s+/).map((word) => [word, language] as const),
  ),
);
/**
 * Characters examined, since a text rarely changes its language; a page calls this for twenty
 * texts.
 */
const MOST_CHARACTERS = 300;
/** Minimum number of different words; fewer may be a name, a quotation, or another language. */
const LEAST_TOLD = 2;
/** A text's language is clear when the other language has this many times fewer words. */
const CLEAR = 3;

/**
 * Detects by its function words which of the site's languages a text is in; null when unclear (a
 * few words, mixed languages, or another one), since no answer is better than a wrong one.
 */
export function detectLanguage(text: string): Language | null {
  const words =
    text
      .slice(0, MOST_CHARACTERS)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const told = new Set<string>();
  let [french, english] = [0, 0];
  for (const word of words) {
    const language = LANGUAGE_OF.get(word);
    if (language === undefined || told.has(word)) continue;
    told.add(word);
    if (language === 'fr') french += 1;
    else english += 1;
  }
  const [most, least] = [Math.max(french, english), Math.min(french, english)];
  if (most < LEAST_TOLD || most < least * CLEAR) return null;
  return french > english ? 'fr' : 'en';
}
