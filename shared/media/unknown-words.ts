import {
  foldLetters,
  isHarmless,
  isLikelyRead,
  isShort,
  isStateWord,
  keptWords,
  statePhraseLength,
} from './harmless-words.ts';
import { boxWithMargins, type TextPassage } from './ocr-passages.ts';
import { recogniseSpans, type RedactionOptions } from './redaction-rules.ts';
import { isOfferedToShow, type ClaimedSpan } from './redaction-spans.ts';
import type { OcrWord } from './ocr-words.ts';
import type { Box } from './box.ts';

type Range = [start: number, end: number];
type RowWord = {
  word: OcrWord;
  start: number;
  /**
   * Ranges of the word that no rule claims: unknown ones, which are covered, and harmless ones, which
   * stay readable.
   */
  unknown: Range[];
  harmless: Range[];
  /** Whether a rule claims part of it: an amount or a month too. */
  claimed: boolean;
  /** Whether it is, or may be, personal. */
  personal: boolean;
  /** Whether it makes it likely that short words beside it were read rightly. */
  isAnchor: boolean;
  /** Whether it tells a payment's state. */
  isState: boolean;
};

const HAS_LETTERS = /[\p{L}\p{N}\p{Sc}]/u;

/** Words, or parts of words, that no rule claims and that are not known to be harmless. */
export function unknownWords(
  passages: readonly TextPassage[],
  options: RedactionOptions,
): { box: Box; text: string }[] {
  const keep = keptWords(options.keep ?? []);
  const broken = wordsOfBrokenStates(passages);
  return passages
    .filter(({ text }) => !text.includes('\n'))
    .flatMap((row) => {
      const spans = recogniseSpans(row.text, options);
      const words = row.places.map((place) => toRowWord(place, spans, keep));
      for (const column of splitAtTabs(row.text, words)) {
        markStates(column, broken);
        coverBetween(column);
        coverBeside(column, keep);
      }
      return words.flatMap(({ word, start, unknown }) =>
        unknown.map(([from, to]) => ({
          box: boxWithMargins(word, from - start, to - start),
          text: row.text.slice(from, to),
        })),
      );
    });
}

function toRowWord(
  { start, word }: { start: number; word: OcrWord },
  spans: readonly ClaimedSpan[],
  keep: ReadonlySet<string>,
): RowWord {
  const end = start + word.text.length;
  const mine = spans.filter((span) => span.start < end && span.end > start);
  const rest: Range[] = [];
  let from = start;
  for (const span of mine) {
    if (span.start > from) rest.push([from, span.start]);
    from = Math.max(from, span.end);
  }
  if (from < end) rest.push([from, end]);
  const textOf = ([a, b]: Range) => word.text.slice(a - start, b - start);
  const parts = rest.filter((range) => HAS_LETTERS.test(textOf(range)));
  const harmless = parts.filter((range) => isHarmless(word, textOf(range), keep));
  const unknown = parts.filter((range) => !harmless.includes(range));
  const claimed = mine.some(({ kind }) => !isOfferedToShow(kind));
  const isAnchor =
    mine.some(({ kind }) => isOfferedToShow(kind)) ||
    (harmless.length > 0 && !isShort(word)) ||
    harmless.some((range) => keep.has(foldLetters(textOf(range))));
  return {
    word,
    start,
    unknown,
    harmless,
    claimed: mine.length > 0,
    personal: claimed || unknown.length > 0,
    isAnchor,
    isState: false,
  };
}

/** Words at the end of a line whose next line begins with a state: "Payment" above "received". */
function wordsOfBrokenStates(passages: readonly TextPassage[]): ReadonlySet<OcrWord> {
  return new Set(
    passages.flatMap(({ text, places }) =>
      places.flatMap(({ start, word }, index) => {
        const next = places[index + 1];
        if (next === undefined || isShort(word) || !isStateWord(next.word.text)) return [];
        return text.slice(start, next.start).includes('\n') ? [word] : [];
      }),
    ),
  );
}

/** One letter that is a word of its own before a state: "à payer", "В обработке". */
const PARTICLE = /^[aàвк]$/iu;

/** Marks the words of a column that tell a payment's state, alone or as a phrase: "on hold". */
function markStates(words: readonly RowWord[], broken: ReadonlySet<OcrWord>): void {
  for (const [index, row] of words.entries()) {
    const { word, harmless } = row;
    const isBeforeState =
      words[index - 1]?.personal !== true && isStateWord(words[index + 1]?.word.text ?? '');
    if (harmless.length > 0 && (isStateWord(word.text) || broken.has(word))) row.isState = true;
    const length = statePhraseLength(words.slice(index).map((other) => other.word.text));
    const isParticle = isBeforeState && PARTICLE.test(word.text);
    const phrase = words.slice(index, index + (isParticle ? 1 : length));
    if (!phrase.every((other) => !other.claimed && isLikelyRead(other.word, other.word.text))) {
      continue;
    }
    for (const other of phrase) {
      other.harmless.push(...other.unknown.splice(0));
      other.personal = false;
      other.isState = true;
    }
  }
}

function splitAtTabs(text: string, words: readonly RowWord[]): RowWord[][] {
  const columns: RowWord[][] = [];
  let from = 0;
  for (const word of words) {
    const column = columns.at(-1);
    if (column === undefined || text.slice(from, word.start).includes('\t')) columns.push([word]);
    else column.push(word);
    from = word.start;
  }
  return columns;
}

/**
 * Short words that begin or negate a state ("en cours"). Other short words before a state may be part
 * of a name: An, Do, Le.
 */
const STARTERS: ReadonlySet<string> = new Set(
  'en in em im on no non not nao con com mit не на تم غير قيد في لم'.split(' '),
);
/** Matches the end of a word after which a new phrase begins. */
const SEPARATED = /[:;,|/·•–—-]$/u;

/** Words up to a dash, a colon and the like: "An – Pending" are two. */
function segmentsOf(words: readonly RowWord[]): RowWord[][] {
  const segments: RowWord[][] = [[]];
  for (const word of words) {
    segments.at(-1)?.push(word);
    if (SEPARATED.test(word.word.text) || !HAS_LETTERS.test(word.word.text)) segments.push([]);
  }
  return segments.filter(({ length }) => length > 0);
}

/**
 * Finds short words that stay readable: not written like a name, and in a segment with longer harmless
 * words.
 */
function likelyShortWords(words: readonly RowWord[]): ReadonlySet<RowWord> {
  return new Set(
    segmentsOf(words)
      .filter((segment) => segment.some(({ isAnchor }) => isAnchor))
      .flatMap((segment) =>
        segment.filter(({ word, isState }, index) => {
          if (isState || STARTERS.has(foldLetters(word.text))) return true;
          if (index === 0) return segment[1]?.isState !== true;
          return !/^\P{L}*\p{Lu}\p{Ll}/u.test(word.text);
        }),
      ),
  );
}

/**
 * Covers harmless words that may belong to a name or an address, except words of a state: short ones
 * such as "de la" beside a covered word, any word between two covered ones, and short words on their
 * own, which are often misread script.
 */
function coverBetween(words: readonly RowWord[]): void {
  const likely = likelyShortWords(words);
  const visit = (word: RowWord, index: number) => {
    if (word.harmless.length === 0 || word.personal) return;
    const [previous, next] = [words[index - 1], words[index + 1]];
    const [before, after] = [previous?.personal, next?.personal];
    const isDoubtful = isShort(word.word) && !likely.has(word);
    // A likely short word belongs to a neighbouring state, as in "En cours", even beside a name.
    const ofState = [word, ...(isShort(word.word) && !isDoubtful ? [previous, next] : [])];
    if (ofState.some((other) => other?.isState === true)) return;
    const isLoose = isDoubtful || (isShort(word.word) && (before === true || after === true));
    if (isLoose || (before === true && after === true)) {
      word.unknown.push(...word.harmless.splice(0));
      word.personal = true;
    }
  };
  words.forEach(visit);
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index];
    if (word !== undefined) visit(word, index);
  }
}

/**
 * Covers the harmless words of a phrase that has a covered or claimed word, except platforms' names and
 * the words of a state ("Payment received"): the position of a word after an amount reveals the width
 * of the amount.
 */
function coverBeside(words: readonly RowWord[], keep: ReadonlySet<string>): void {
  if (!words.some(({ claimed, personal }) => claimed || personal)) return;
  const isReadable = (word: RowWord) => word.harmless.length > 0 && !word.claimed && !word.personal;
  const readable = new Set<RowWord>();
  for (const [index, word] of words.entries()) {
    if (isReadable(word) && keep.has(foldLetters(word.word.text))) readable.add(word);
    if (!isReadable(word) || !word.isState) continue;
    const from = words.slice(0, index).findLastIndex((other) => !isReadable(other)) + 1;
    const rest = words.slice(index).findIndex((other) => !isReadable(other));
    for (const other of words.slice(from, rest < 0 ? words.length : index + rest)) {
      readable.add(other);
    }
  }
  for (const word of words) {
    if (!readable.has(word)) word.unknown.push(...word.harmless.splice(0));
  }
}
