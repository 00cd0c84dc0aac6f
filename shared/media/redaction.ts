import { boxesOfRange, passagesOf, type TextPassage } from './ocr-passages.ts';
import type { OcrWord } from './ocr-words.ts';
import { isWithin, type Box } from './box.ts';
import {
  findSpansToCover,
  isPersonal,
  rankOf,
  recogniseSpans,
  type RedactionOptions,
} from './redaction-rules.ts';
import { isOfferedToShow, type FoundKind, type OfferedKind } from './redaction-spans.ts';
import { unknownWords } from './unknown-words.ts';
import { findServiceNames } from './service-names.ts';
import { foldLetters, keptWords } from './harmless-words.ts';
import { findOwnWords } from './own-words.ts';

export { findUnreadPatches } from './unread-patches.ts';
export { isPersonal } from './redaction-rules.ts';

/** Something to cover in a picture. It is `certain` for personal data, else only proposed. */
export type RedactionFinding = { kind: FoundKind; box: Box; certain: boolean };

/** One piece of a picture that is covered until its owner shows it. */
export type Cover = {
  /**
   * `service`: the name of a payment service or bank. `word`: not known to be harmless. `own`: one of
   * the owner's words.
   */
  kind: FoundKind | OfferedKind | 'word' | 'own';
  box: Box;
  text: string;
  /**
   * Whether showing it may be suggested: months, years, integer parts of amounts, and payment
   * services.
   */
  offered: boolean;
};

export type CoverOptions = RedactionOptions & {
  /** What the owner wants covered wherever it stands: her name, street, e-mail address, phone. */
  ownWords?: readonly string[];
};

export function findBoxesToCover(
  words: readonly OcrWord[],
  options: RedactionOptions = {},
): RedactionFinding[] {
  return findingsIn(passagesOf(words), options).map(({ kind, box, certain }) => ({
    kind,
    box,
    certain,
  }));
}

/** Findings of passages, from the top; one within another of the same or a stronger kind is left out. */
export function findingsIn(
  passages: readonly TextPassage[],
  options: RedactionOptions,
): (RedactionFinding & { text: string })[] {
  const findings = passages.flatMap((passage) =>
    findSpansToCover(passage.text, options).flatMap(({ kind, start, end }) =>
      boxesOfRange(passage, start, end).map((box) => ({
        kind,
        box,
        certain: isPersonal(kind),
        text: passage.text.slice(start, end),
      })),
    ),
  );
  // A row and a column can contain the same words. Sorts by kind before width, so that a wide
  // identifier does not replace an IBAN within it.
  const ordered = findings.toSorted(
    (a, b) => rankOf(a.kind) - rankOf(b.kind) || b.box.width - a.box.width,
  );
  const kept: typeof findings = [];
  for (const finding of ordered) {
    if (!kept.some((other) => isWithin(finding.box, other.box, 1))) kept.push(finding);
  }
  return kept.toSorted((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}

/**
 * What to cover by default: every word that is read, but for platform names, labels, states,
 * currencies and other interface words. One cover for each piece that one tap uncovers: a word, a
 * number with its groups, or one line of a finding.
 */
export function findCovers(words: readonly OcrWord[], options: CoverOptions = {}): Cover[] {
  const passages = passagesOf(words);
  const own = passages.flatMap((passage) =>
    coversOfSpans(passage, findOwnWords(passage.text, options.ownWords ?? [])),
  );
  const certain = findingsIn(passages, options)
    .filter((finding) => finding.certain)
    .map(({ kind, box, text }): Cover => ({ kind, box, text, offered: false }));
  const proposed = passages.flatMap((passage) =>
    coversOfSpans(
      passage,
      recogniseSpans(passage.text, options).filter(
        ({ kind }) => isOfferedToShow(kind) || !isPersonal(kind),
      ),
    ),
  );
  const services = passages.flatMap((passage) =>
    coversOfSpans(passage, findServices(passage.text, options.keep)),
  );
  const unknown = unknownWords(passages, options).map(({ box, text }): Cover => ({
    kind: 'word',
    box,
    text,
    offered: false,
  }));
  const kept: Cover[] = [];
  for (const cover of [...certain, ...own, ...services, ...proposed, ...unknown]) {
    if (!kept.some((other) => isWithin(cover.box, other.box, 1))) kept.push(cover);
  }
  return kept.toSorted((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
}

/** Confidence from which an amount or a month is offered to be shown. */
const MIN_OFFERED = 60;

function coversOfSpans(
  passage: TextPassage,
  spans: readonly { kind: Cover['kind']; start: number; end: number }[],
): Cover[] {
  return spans.flatMap(({ kind, start, end }) => {
    const text = passage.text.slice(start, end);
    if (!/[\p{L}\p{N}\p{Sc}]/u.test(text)) return [];
    // Noise that was read as an amount may be a name in another script.
    const isDoubted = passage.places.some(
      ({ start: at, word }) =>
        at < end && at + word.text.length > start && (word.confidence ?? 100) < MIN_OFFERED,
    );
    // A currency beside an amount tells nothing but how wide that is.
    const isOfferable =
      !isDoubted && (kind === 'service' || /\p{N}/u.test(text)) && isOfferedToShow(kind);
    return boxesOfRange(passage, start, end).map((box) => ({
      kind: isOfferedToShow(kind) && !isOfferable ? 'word' : kind,
      box,
      text,
      offered: isOfferable,
    }));
  });
}

/** Names of payment services and banks, but that of the platform. */
function findServices(
  text: string,
  keep: readonly string[] = [],
): { kind: 'service'; start: number; end: number }[] {
  const names = keptWords(keep);
  return findServiceNames(text)
    .filter(({ start, end }) =>
      foldLetters(text.slice(start, end))
        .split(/\s+/)
        .some((word) => !names.has(word)),
    )
    .map((range) => ({ kind: 'service', ...range }));
}
