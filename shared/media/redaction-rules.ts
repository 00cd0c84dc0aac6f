import { claimAddresses } from './redaction-addresses.ts';
import { claimAmounts } from './redaction-amounts.ts';
import { claimCodes } from './redaction-codes.ts';
import { claimDatesAndTimes, isDayFirst } from './redaction-dates.ts';
import { claimCards, claimIbans, claimIdentifiers, claimPhones } from './redaction-numbers.ts';
import { claimEmailAddresses, claimLoneNames, claimNames } from './redaction-people.ts';
import {
  FOUND_KINDS,
  normalizeText,
  replaceLookAlikeWords,
  type ClaimedSpan,
  type FoundKind,
  type RedactionSpan,
} from './redaction-spans.ts';

/** Words that must stay readable: the paying platform's names. */
export type RedactionOptions = { keep?: readonly string[] };

const PROPOSED: ReadonlySet<FoundKind> = new Set(['cents', 'time', 'day']);

const WHOLE_WORDS: ReadonlySet<ClaimedSpan['kind']> = new Set([
  'iban',
  'card',
  'email',
  'phone',
  'identifier',
]);

/** Whether a kind of finding is personal data, rather than only proposed to be covered. */
export function isPersonal(kind: FoundKind): boolean {
  return !PROPOSED.has(kind);
}

/** The ranges that the rules recognise in a text, without overlaps, in order. */
export function recogniseSpans(text: string, options: RedactionOptions = {}): ClaimedSpan[] {
  const read = normalizeText(text);
  const digits = replaceLookAlikeWords(read);
  const claims: ClaimedSpan[] = [];
  claimIbans(read, claims);
  claimEmailAddresses(read, claims);
  claimDatesAndTimes(digits, claims, isDayFirst(read));
  claimAmounts(digits, claims);
  claimCards(digits, claims);
  claimPhones(digits, claims);
  claimCodes(read, claims);
  claimAddresses(read, claims);
  claimIdentifiers(read, claims);
  claimNames(read, claims, options.keep ?? []);
  claimLoneNames(read, claims, options.keep ?? []);
  return claims
    .map((span) => (WHOLE_WORDS.has(span.kind) ? wholeWords(read, span) : span))
    .toSorted((a, b) => a.start - b.start);
}

export function findSpansToCover(text: string, options: RedactionOptions = {}): RedactionSpan[] {
  return merged(
    recogniseSpans(text, options).filter(
      (found): found is RedactionSpan => found.kind !== 'amount' && found.kind !== 'month',
    ),
  );
}

/** Merges overlapping ranges; the kind that stands first in `FOUND_KINDS` wins. */
function merged(spans: readonly RedactionSpan[]): RedactionSpan[] {
  const result: RedactionSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) {
      result.push({ ...span });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (rankOf(span.kind) < rankOf(last.kind)) last.kind = span.kind;
  }
  return result;
}

/** The place of a kind in `FOUND_KINDS`: the strongest is 0. */
export function rankOf(kind: FoundKind): number {
  return FOUND_KINDS.indexOf(kind);
}

/** Extends the range of a number that OCR read within a longer word to the whole word. */
function wholeWords(text: string, { kind, start, end }: ClaimedSpan): ClaimedSpan {
  const before = /[A-Za-z0-9._%+@&-]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^(?:[._%+@\])-]*[A-Za-z0-9])*/.exec(text.slice(end))?.[0] ?? '';
  return { kind, start: start - before.length, end: end + after.length };
}
