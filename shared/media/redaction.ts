import { claimAmounts } from './redaction-amounts.ts';
import { boxesOfRange, passagesOf } from './ocr-passages.ts';
import { claimDatesAndTimes, isDayFirst } from './redaction-dates.ts';
import { claimCards, claimIbans, claimIdentifiers, claimPhones } from './redaction-numbers.ts';
import { claimEmailAddresses, claimNames } from './redaction-people.ts';
import {
  FOUND_KINDS,
  normalizeText,
  replaceLookAlikeWords,
  type ClaimedSpan,
  type FoundKind,
  type RedactionSpan,
} from './redaction-spans.ts';
import { isWithin, type Box, type OcrWord } from './ocr-words.ts';

/** Something to cover in a picture. It is `certain` for personal data, else only proposed. */
export type RedactionFinding = { kind: FoundKind; box: Box; certain: boolean };

/** Words that must stay readable: the paying platform's names. */
export type RedactionOptions = { keep?: readonly string[] };

const PROPOSED: ReadonlySet<FoundKind> = new Set(['cents', 'time', 'day']);

const WHOLE_WORDS: ReadonlySet<FoundKind> = new Set([
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

export function findSpansToCover(text: string, options: RedactionOptions = {}): RedactionSpan[] {
  const read = normalizeText(text);
  const digits = replaceLookAlikeWords(read);
  const claims: ClaimedSpan[] = [];
  claimIbans(read, claims);
  claimEmailAddresses(read, claims);
  claimDatesAndTimes(digits, claims, isDayFirst(read));
  claimAmounts(digits, claims);
  claimCards(digits, claims);
  claimPhones(digits, claims);
  claimIdentifiers(read, claims);
  claimNames(read, claims, options.keep ?? []);
  return merged(
    claims
      .filter((found): found is RedactionSpan => found.kind !== 'amount')
      .map((span) => (WHOLE_WORDS.has(span.kind) ? wholeWords(read, span) : span))
      .toSorted((a, b) => a.start - b.start),
  );
}

/** Merges overlapping ranges. */
function merged(spans: readonly RedactionSpan[]): RedactionSpan[] {
  const result: RedactionSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

/** Extends the range of a number that OCR read within a longer word to the whole word. */
function wholeWords(text: string, { kind, start, end }: RedactionSpan): RedactionSpan {
  const before = /[A-Za-z0-9._%+@&-]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^(?:[._%+@\])-]*[A-Za-z0-9])*/.exec(text.slice(end))?.[0] ?? '';
  return { kind, start: start - before.length, end: end + after.length };
}

export function findBoxesToCover(
  words: readonly OcrWord[],
  options: RedactionOptions = {},
): RedactionFinding[] {
  const findings = passagesOf(words).flatMap((passage) =>
    findSpansToCover(passage.text, options).flatMap(({ kind, start, end }) =>
      boxesOfRange(passage, start, end).map((box) => ({
        kind,
        box,
        certain: isPersonal(kind),
      })),
    ),
  );
  // A row and a column see the same words: the larger and more certain finding wins.
  const ordered = findings.toSorted(
    (a, b) =>
      Number(b.certain) - Number(a.certain) ||
      b.box.width - a.box.width ||
      FOUND_KINDS.indexOf(a.kind) - FOUND_KINDS.indexOf(b.kind),
  );
  const kept: RedactionFinding[] = [];
  for (const finding of ordered) {
    if (!kept.some((other) => isWithin(finding.box, other.box, 1))) kept.push(finding);
  }
  return kept.toSorted((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}
