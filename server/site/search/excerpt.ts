import type { TextSegment } from '#shared/site/search.ts';
import { splitIntoWords, type WordOffset } from './split-words.ts';

/** Length of an excerpt in characters: two or three lines on a phone. */
const EXCERPT_LENGTH = 240;
/** Maximum number of characters before the first marked word. */
const LEAD = 60;

/** Markdown syntax that is no content: markers, and link targets. */
const MARKUP =
  /!?\[(?=[^\]\n]{0,300}\]\()|\]\([^)\n]{0,2000}\)|^[ \t]{0,3}(?:>[ \t]?)+|^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]*[-*+][ \t]+|^[ \t]*(?:```|~~~)[^\n]*$|^[ \t]{0,3}(?:---+|===+)[ \t]*$|\*+|`+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|\\(?=[!-/:-@[-`{-~])/mu;
/** Everything left out of an excerpt: Markdown syntax and redundant whitespace. */
const LEFT_OUT = new RegExp(String.raw`${MARKUP.source}|(?<blank>[^\S ]|(?<=\s) +)`, 'gmu');

/**
 * Splits a text into segments and marks the words with these ascending numbers; adjacent marked words
 * become one segment.
 */
export function markWords(text: string, numbers: readonly number[]): TextSegment[] {
  return cut(text, rangesOf(text, numbers), 0, text.length);
}

/**
 * An excerpt of a Markdown text from where most of the words with these ascending numbers (from 1) are,
 * without syntax, cut at spaces.
 */
export function excerptOf(text: string, numbers: readonly number[]): TextSegment[] {
  const words = rangesOf(text, numbers);
  const { plain, placeOf } = withoutMarkup(text);
  const marked = words
    .map(({ start, end }) => ({ start: placeOf(start), end: placeOf(end) }))
    .filter(({ start, end }) => end > start);
  const [start, end] = windowOf(plain, marked);
  const segments = cut(plain, marked, start, end);
  return [
    ...(start > 0 ? [{ text: '… ', marked: false }] : []),
    ...segments,
    ...(end < plain.length ? [{ text: ' …', marked: false }] : []),
  ];
}

function rangesOf(text: string, numbers: readonly number[]): WordOffset[] {
  const words = splitIntoWords(text, numbers.at(-1) ?? 0);
  return numbers.flatMap((number) => words[number - 1] ?? []);
}

/** The plain text on one line, and a mapping of ascending source offsets to it. */
function withoutMarkup(text: string): { plain: string; placeOf: (source: number) => number } {
  const pieces: { from: number; to: number; place: number }[] = [];
  let plain = '';
  const keep = (start: number, to: number): void => {
    const from = text[start] === ' ' && endsBlank(plain) ? start + 1 : start;
    if (from >= to) return;
    pieces.push({ from, to, place: plain.length });
    plain += text.slice(from, to);
  };
  let end = 0;
  for (const { 0: match, index, groups } of text.matchAll(LEFT_OUT)) {
    keep(end, index);
    end = index + match.length;
    if (groups?.['blank'] !== undefined && !endsBlank(plain)) plain += ' ';
  }
  keep(end, text.length);
  let at = 0;
  const placeOf = (source: number): number => {
    while ((pieces[at + 1]?.from ?? Infinity) <= source) at += 1;
    const { from, to, place } = pieces[at] ?? NO_PIECE;
    return place + Math.max(0, Math.min(source, to) - from);
  };
  return { plain: plain.trimEnd(), placeOf };
}

const NO_PIECE = { from: 0, to: 0, place: 0 };

function endsBlank(plain: string): boolean {
  return plain === '' || plain.endsWith(' ');
}

/** Start and end of the excerpt in the plain text. */
function windowOf(plain: string, marked: readonly WordOffset[]): [number, number] {
  if (plain.length <= EXCERPT_LENGTH) return [0, plain.length];
  let best = marked[0];
  let most = 0;
  for (const [index, word] of marked.entries()) {
    const reach = word.start + EXCERPT_LENGTH - LEAD;
    let count = 0;
    while ((marked[index + count]?.end ?? Infinity) <= reach) count += 1;
    if (count > most) {
      most = count;
      best = word;
    }
  }
  const wanted = Math.min((best?.start ?? 0) - LEAD, plain.length - EXCERPT_LENGTH);
  const start = wanted <= 0 ? 0 : plain.indexOf(' ', wanted) + 1;
  if (start + EXCERPT_LENGTH >= plain.length) return [start, plain.length];
  const blank = plain.lastIndexOf(' ', start + EXCERPT_LENGTH);
  // A word longer than the excerpt is cut, but not within a character.
  return [start, blank > start ? blank : wholeSigns(plain, start + EXCERPT_LENGTH)];
}

function wholeSigns(text: string, at: number): number {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at;
}

function cut(text: string, marked: readonly WordOffset[], from: number, to: number): TextSegment[] {
  const segments: TextSegment[] = [];
  let at = from;
  for (const { start, end } of marked) {
    if (start < at || end > to) continue;
    const between = text.slice(at, start);
    const last = segments.at(-1);
    if (between.trim() === '' && last?.marked === true) {
      segments[segments.length - 1] = {
        text: last.text + between + text.slice(start, end),
        marked: true,
      };
    } else {
      if (between !== '') segments.push({ text: between, marked: false });
      segments.push({ text: text.slice(start, end), marked: true });
    }
    at = end;
  }
  if (at < to) segments.push({ text: text.slice(at, to), marked: false });
  return segments;
}
