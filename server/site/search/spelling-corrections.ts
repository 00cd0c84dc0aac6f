import type { SearchTerms } from './parse-query.ts';
import { foldWord } from './split-words.ts';

/** Minimum length of a word that is corrected; shorter words are too similar to each other. */
const MIN_LENGTH = 4;
/** Length of a word from which two typing errors are tolerated. */
const LONG = 7;
/** Maximum number of words of a query that are looked up. */
const MAX_WORDS = 6;

/** An unknown word, folded, and similar known ones. */
export type CorrectionCandidates = {
  key: string;
  candidates: { key: string; word: string; posts: number }[];
};

/** Folded words of a query that may be misspelt. */
export function wordsToCheck({ pieces }: SearchTerms): string[] {
  const keys = pieces
    .filter(({ word }) => word)
    .map(({ text }) => foldWord(text))
    .filter((key) => key.length >= MIN_LENGTH);
  return [...new Set(keys)].slice(0, MAX_WORDS);
}

/**
 * The query with unknown words replaced by the known word at the smallest edit distance, the most
 * frequent on a tie. Null when none is unknown, or nothing is similar.
 */
export function correctQuery(
  { pieces }: SearchTerms,
  unknown: readonly CorrectionCandidates[],
): string | null {
  const better = new Map(unknown.flatMap((row) => nearest(row) ?? []));
  if (better.size === 0) return null;
  return pieces
    .map(({ text, word }) => (word ? (better.get(foldWord(text)) ?? text) : text))
    .join('');
}

function nearest({ key, candidates }: CorrectionCandidates): [string, string][] | null {
  const allowed = key.length < LONG ? 1 : 2;
  const [best] = candidates
    .map((candidate) => ({ ...candidate, changes: editDistance(key, candidate.key) }))
    .filter(({ changes }) => changes <= allowed)
    .toSorted((a, b) => a.changes - b.changes || b.posts - a.posts || (a.key < b.key ? -1 : 1));
  return best === undefined ? null : [[key, best.word]];
}

/**
 * SQL: those of the folded words $9 that `search_word` lacks, with candidates. Transposed letters share
 * few trigrams, so words with the same beginning are candidates too.
 */
export const CORRECTION_CANDIDATES_SQL = `
  SELECT asked.key, COALESCE(json_agg(json_build_object('key', c.key, 'word', c.word, 'posts', c.posts))
           FILTER (WHERE c.key IS NOT NULL), '[]') AS candidates
    FROM unnest($9::text[]) asked(key)
    LEFT JOIN LATERAL (
      SELECT w.key, w.word, w.posts FROM search_word w
       WHERE (w.key % asked.key OR w.key LIKE left(asked.key, 3) || '%')
         AND length(w.key) BETWEEN length(asked.key) - 2 AND length(asked.key) + 2
       ORDER BY similarity(w.key, asked.key) DESC, w.posts DESC, w.key LIMIT 20) c ON true
   WHERE NOT EXISTS (SELECT 1 FROM search_word w WHERE w.key = asked.key)
   GROUP BY asked.key ORDER BY asked.key`;

/** Edit distance with adjacent transpositions (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + same,
          swapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(one.length, other.length);
}
