import { claimAmounts } from './redaction-amounts.ts';
import { boxesOver, passagesOf } from './redaction-layout.ts';
import { claimMoments } from './redaction-moments.ts';
import { claimCards, claimIbans, claimIdentifiers, claimPhones } from './redaction-numbers.ts';
import { claimMails, claimNames } from './redaction-people.ts';
import { plain, withDigits, type Claim, type FoundKind, type Span } from './redaction-spans.ts';
import { isWithin, type Box, type OcrWord } from './redaction-words.ts';

/** Something to cover in a picture. `certain`: personal; otherwise only proposed. */
export type Finding = { kind: FoundKind; box: Box; certain: boolean };

/** What the rules must leave readable: the name of the platform that pays. */
export type RedactionOptions = { keep?: readonly string[] };

const PROPOSED: ReadonlySet<FoundKind> = new Set(['cents', 'time', 'day']);

/** Each box is larger than the letters by this share of their height, and by PADDING_PX. */
const PADDING_SHARE = 0.15;
const PADDING_PX = 2;

/** Four blocks, whatever they cover: their number tells nothing. */
const COVER = '████';

/** Whether a kind is personal, rather than only proposed. */
export function isPersonal(kind: FoundKind): boolean {
  return !PROPOSED.has(kind);
}

/** What to cover in a text, in the order of the text. */
export function findSpans(text: string, options: RedactionOptions = {}): Span[] {
  const read = plain(text);
  const digits = withDigits(read);
  const claims: Claim[] = [];
  claimIbans(read, claims);
  claimMails(read, claims);
  claimMoments(digits, claims, isDayFirst(read));
  claimAmounts(digits, claims);
  claimCards(digits, claims);
  claimPhones(digits, claims);
  claimIdentifiers(read, claims);
  claimNames(read, claims, options.keep ?? []);
  return claims
    .filter((found): found is Span => found.kind !== 'amount')
    .toSorted((a, b) => a.start - b.start);
}

/** French, and most of the world, writes the day first; with English words nobody can tell. */
function isDayFirst(text: string): boolean {
  return !/\b(?:you|your|the|received|payment|amount|from|balance|sent)\b/i.test(text);
}

/** What to cover in a picture, from the words that were recognised in it. */
export function findPersonal(words: readonly OcrWord[], options: RedactionOptions = {}): Finding[] {
  const findings = passagesOf(words).flatMap((passage) =>
    findSpans(passage.text, options).flatMap(({ kind, start, end }) =>
      boxesOver(passage, start, end).map((box) => ({
        kind,
        box: padded(box),
        certain: isPersonal(kind),
      })),
    ),
  );
  // A row and a column of the picture see the same words: the larger and surer finding stays.
  const ordered = findings.toSorted(
    (a, b) => Number(b.certain) - Number(a.certain) || b.box.width - a.box.width,
  );
  const kept: Finding[] = [];
  for (const finding of ordered) {
    if (!kept.some((other) => isWithin(finding.box, other.box, 1))) kept.push(finding);
  }
  return kept.toSorted((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}

function padded({ left, top, width, height }: Box): Box {
  const by = PADDING_PX + height * PADDING_SHARE;
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by };
}

/** A message with what is personal or proposed replaced by blocks; doing it twice changes nothing. */
export function redactText(
  text: string,
  options: RedactionOptions = {},
): { text: string; found: FoundKind[] } {
  const spans = findSpans(text, options);
  let redacted = '';
  let from = 0;
  for (const { start, end } of spans) {
    redacted += text.slice(from, start) + COVER;
    from = end;
  }
  return { text: redacted + text.slice(from), found: [...new Set(spans.map(({ kind }) => kind))] };
}
