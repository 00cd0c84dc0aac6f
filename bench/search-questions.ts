import type { Random } from '#demo/random.ts';
import { POSTS_A_MEMBER, pseudonymOf } from './search-data.ts';
import type { Vocabulary } from './search-words.ts';

/** Each draws the query of an address anew. */
export type Questions = Readonly<Record<string, () => string>>;

/** Where in the order of frequency words are drawn from, the small words left out. */
const RANKS = { frequent: [75, 130], middling: [150, 600], rare: [6_000, 25_000] } as const;

/** Searches as members make them, of each kind that costs something else. */
export function makeQuestions(vocabulary: Vocabulary, random: Random, posts: number): Questions {
  const word = (kind: keyof typeof RANKS): string => {
    const [from, to] = RANKS[kind];
    return vocabulary.words[random.int(from, to)] ?? '';
  };
  const query = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
  const year = (): string => String(random.int(2014, 2025));
  return {
    'a frequent word': () => query({ q: word('frequent') }),
    'a middling word': () => query({ q: word('middling') }),
    'a rare word': () => query({ q: word('rare') }),
    'two words': () => query({ q: `${word('frequent')} ${word('middling')}` }),
    'two frequent words': () => query({ q: `${word('frequent')} ${word('frequent')}` }),
    'without a word': () => query({ q: `${word('frequent')} -${word('frequent')}` }),
    'a phrase': () => query({ q: `"${word('frequent')} ${word('frequent')}"` }),
    'a slip': () => query({ q: slipIn(word('middling'), random) }),
    'on a platform': () => query({ q: word('frequent'), platform: 'clickworker' }),
    'of a member': () =>
      query({
        q: word('frequent'),
        member: pseudonymOf(random.int(0, Math.min(200, Math.floor(posts / POSTS_A_MEMBER) - 1))),
      }),
    'of a year': () => {
      const one = year();
      return query({ q: word('middling'), from: `${one}-01-01`, to: `${one}-12-31` });
    },
    'the second page': () => query({ q: word('frequent'), page: '2' }),
  };
}

/** Two letters that changed places. */
function slipIn(word: string, random: Random): string {
  const at = random.int(1, Math.max(1, word.length - 3));
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}
