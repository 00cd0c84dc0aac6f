import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import {
  LETTER_BLANKS,
  blanksOfLetter,
  optionalBlankOfParagraph,
  prefilledLetterAddress,
  LETTERS,
  splitAtBlanks,
  type LetterName,
} from './letters.ts';

const MAX_WORDS = 15;
const NAMES = Object.keys(LETTERS) as LetterName[];

test('a text falls into what is written and its blanks; other brackets are text', () => {
  expect(splitAtBlanks('Le [date], [nobody].')).toEqual([
    { text: 'Le ', blank: null },
    { text: '[date]', blank: 'date' },
    { text: ', ', blank: null },
    { text: '[nobody]', blank: null },
    { text: '.', blank: null },
  ]);
});

test('what is known goes behind the "#", which no browser sends', () => {
  const link = prefilledLetterAddress('fr', 'payment', {
    platform: 'Clic & Walk',
    amount: '27,43 €',
  });
  const { pathname, search, hash } = new URL(link, 'https://contrenote.example');
  expect([pathname, search]).toEqual(['/fr/que-faire/paiement', '']);
  expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toEqual({
    platform: 'Clic & Walk',
    amount: '27,43 €',
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const { letters } = messagesFor(language);

  test.each(NAMES)('the letter "%s" has no hole that cannot be filled', (name) => {
    const { subject, body } = letters.texts[name];
    const written = splitAtBlanks([subject, ...body.flat()].join('\n'));
    expect(written.filter(({ text, blank }) => blank === null && /[[\]]/.test(text))).toEqual([]);
  });

  test('each blank stands in some letter', () => {
    const used = new Set(NAMES.flatMap((name) => blanksOfLetter(letters.texts[name])));
    expect([...used].toSorted()).toEqual(LETTER_BLANKS.toSorted());
  });

  test('what may be left out stands in paragraphs of its own', () => {
    for (const name of NAMES) {
      const blocks = letters.texts[name].body.flat();
      for (const block of blocks.filter((one) => optionalBlankOfParagraph(one) !== null)) {
        expect(splitAtBlanks(block).filter(({ blank }) => blank !== null)).toHaveLength(1);
      }
    }
  });

  test('each right and each limit of a clause names what it rests on', () => {
    const { situations, clause, foreign } = letters;
    const claims = [
      foreign,
      ...Object.values(situations).flatMap(({ rights }) => rights),
      ...[clause.can, clause.cannot, clause.grey].flatMap(({ points }) => points),
    ];
    expect(claims.length).toBeGreaterThan(20);
    for (const { source } of claims) expect(source).toMatch(/article|\d{4}/);
  });

  test('sentences of the page are short', () => {
    const { texts: _texts, form: _form, ...page } = letters;
    const long = sentencesIn(page).filter((one) => one.split(/[ \n]+/).length > MAX_WORDS);
    expect(long).toEqual([]);
  });
});

test('both languages have the same letters, blanks in the same places of the text', () => {
  const shape = (language: (typeof LANGUAGES)[number]): unknown =>
    NAMES.map((name) => {
      const { body } = messagesFor(language).letters.texts[name];
      return body.map((block) =>
        typeof block === 'string'
          ? splitAtBlanks(block).flatMap(({ blank }) => blank ?? [])
          : block.length,
      );
    });
  expect(shape('en')).toEqual(shape('fr'));
});

/** All sentences except sources, which are titles. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[.?!](?:\s|$)/);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'source' ? [] : sentencesIn(part),
  );
}
