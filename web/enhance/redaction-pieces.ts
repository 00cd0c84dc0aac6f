import { coverBars, type BarJitter } from '#shared/media/cover-bars.ts';
import type { BoxWithBar, CoveredReading } from '#shared/media/find-covers-of-picture.ts';
import { boundingBox, isWithin, type Box } from '#shared/media/box.ts';
import type { Cover } from '#shared/media/redaction.ts';

/**
 * Kinds of pieces. `unread`: texture like text that was not read; `harmless`: a word that stays
 * readable; `drawn`: a cover drawn by hand, which is removed instead of shown.
 */
export type PieceKind = Cover['kind'] | 'unread' | 'harmless' | 'drawn';

/** A part of a picture that one tap covers or shows. */
export type Piece = {
  readonly kind: PieceKind;
  readonly box: Box;
  /** The box that is painted while the piece is covered. */
  readonly bar: Box;
  /** The text that was read in the box; empty where nothing was. */
  readonly text: string;
  /** Whether the editor offers to show the piece, since it is nothing personal. */
  readonly offered: boolean;
  readonly covered: boolean;
};

/** The rows of a picture that are kept, in its pixels. */
export type KeptRows = { readonly top: number; readonly bottom: number };

/** Facts that a shown piece can reveal, beside platform and outcome. */
export type ShownFact = 'amount' | 'month' | 'method';

/** Tolerance in pixels of the picture at which a box counts as within another one. */
const SLACK_PX = 3;
/** The kinds of pieces that reveal each fact; an unread piece may reveal any. */
const FACTS: Readonly<Record<ShownFact, readonly PieceKind[]>> = {
  amount: ['amount', 'cents', 'unread'],
  month: ['month', 'day', 'unread'],
  method: ['service', 'unread'],
};

/** Kinds of pieces that are not recognised as personal. */
const NOT_PERSONAL: ReadonlySet<PieceKind> = new Set([
  'amount',
  'cents',
  'day',
  'drawn',
  'harmless',
  'month',
  'service',
  'time',
  'unread',
  'word',
]);

/** Whether a piece is recognised as personal, rather than merely not known to be harmless. */
export function isPersonalPiece({ kind }: Piece): boolean {
  return !NOT_PERSONAL.has(kind);
}

/** The pieces before a picture is read: its text-like patches, or else the whole picture. */
export function unreadPieces(
  patches: readonly Box[],
  size: { width: number; height: number },
  jitter: BarJitter,
): Piece[] {
  const whole = { left: 0, top: 0, ...size };
  if (patches.length === 0) return [unread({ box: whole, bar: whole })];
  const bars = coverBars(patches, { ...size, words: [], readable: [], jitter });
  return inReadingOrder(patches.map((box, index) => unread({ box, bar: bars[index] ?? box })));
}

/** The pieces of a picture that was read, all covered but the harmless words. */
export function readPieces({ harmless, covers, patches }: CoveredReading): Piece[] {
  return inReadingOrder([
    ...covers.map((cover): Piece => ({ ...cover, covered: true })),
    ...patches.map(unread),
    ...harmless
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
      .map(({ text, box, bar }): Piece => ({
        kind: 'harmless',
        box,
        bar,
        text,
        offered: true,
        covered: false,
      })),
  ]);
}

/**
 * Carries choices over to the pieces of a later reading: a shown piece stays shown if it now has the
 * same kind; of an unread piece that was shown, only its parts that are offered stay shown.
 */
export function withChoices(read: readonly Piece[], before: readonly Piece[]): Piece[] {
  const hadChoice = (piece: Piece, isMeant: (other: Piece) => boolean): boolean =>
    before.some((other) => isMeant(other) && isWithin(piece.box, other.box, SLACK_PX));
  const covered = (piece: Piece): boolean => {
    if (piece.kind === 'harmless') {
      return hadChoice(piece, (other) => other.covered && other.kind === 'harmless');
    }
    return !hadChoice(
      piece,
      ({ covered: hidden, kind }) =>
        !hidden && (kind === piece.kind || (kind === 'unread' && piece.offered)),
    );
  };
  return [
    ...read.map((piece) => ({ ...piece, covered: covered(piece) })),
    ...before.filter(({ kind }) => kind === 'drawn'),
  ];
}

/** The pieces that readers of the picture see: neither covered nor cut. */
export function visiblePieces(pieces: readonly Piece[], { top, bottom }: KeptRows): Piece[] {
  const covers = pieces.filter(({ covered }) => covered);
  return pieces.filter(
    ({ covered, box }) =>
      !covered &&
      box.top < bottom &&
      box.top + box.height > top &&
      !covers.some((cover) => isWithin(box, cover.bar, SLACK_PX)),
  );
}

/** Returns the facts that the visible pieces reveal, beside platform and outcome. */
export function factsOf(visible: readonly Piece[]): ShownFact[] {
  return (['amount', 'month', 'method'] as const).filter((fact) =>
    visible.some(({ kind }) => FACTS[fact].includes(kind)),
  );
}

/** Pieces by the line on which they stand, from the top, each from the left. */
export function linesOfPieces(pieces: readonly Piece[]): Piece[][] {
  const lines: { box: Box; pieces: Piece[] }[] = [];
  for (const piece of pieces.toSorted((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const line = lines.at(-1);
    if (line === undefined || !isBeside(line.box, piece.box)) {
      lines.push({ box: piece.box, pieces: [piece] });
    } else {
      line.pieces.push(piece);
      line.box = boundingBox([line.box, piece.box]);
    }
  }
  return lines.map((line) => line.pieces.toSorted((a, b) => a.box.left - b.box.left));
}

function inReadingOrder(pieces: readonly Piece[]): Piece[] {
  return linesOfPieces(pieces).flat();
}

function unread({ box, bar }: BoxWithBar): Piece {
  return { kind: 'unread', box, bar, text: '', offered: false, covered: true };
}

/** Whether two boxes share more than half of the lower one's height. */
function isBeside(a: Box, b: Box): boolean {
  const shared = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return shared > Math.min(a.height, b.height) / 2;
}

function middleOf({ top, height }: Box): number {
  return top + height / 2;
}
