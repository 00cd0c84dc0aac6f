import { boundingBox, type Box } from '#shared/media/box.ts';
import { createButton, findPart, setText } from '#web/evidence/workbook/dom-helpers.ts';
import { paintPart } from './redaction-canvas.ts';
import { isPersonalPiece, linesOfPieces, type Piece, type PieceKind } from './redaction-pieces.ts';

export type CheckSentences = {
  readonly kinds: Readonly<Record<PieceKind, string>>;
  readonly check: {
    readonly question: string;
    readonly cover: string;
    readonly covered: string;
    /** "La machine y voit : #.": `#` is replaced by the kinds of what was recognised in the line. */
    readonly seen: string;
    readonly unread: string;
  };
};

/** Height in CSS pixels to which a line is enlarged where its width allows, and of harmless words. */
const LINE_PX = 44;
const WORD_PX = 22;
const MAX_WIDTH_PX = 560;
/** Room around a line, as a multiple of its height. */
const ROOM = 0.25;

/**
 * Shows each line of shown pieces enlarged, personal ones first, with a question and a button that
 * covers it; harmless words follow together.
 */
export function showCheck(
  place: HTMLElement,
  picture: HTMLImageElement,
  { visible, covers }: { visible: readonly Piece[]; covers: readonly Piece[] },
  words: CheckSentences,
  cover: (pieces: readonly Piece[]) => void,
): void {
  const bars = covers.map(({ bar }) => bar);
  const own = visible.filter(({ kind }) => kind !== 'harmless');
  const lines = linesOfPieces(own).toSorted((a, b) => rankOf(a) - rankOf(b));
  findPart(place, 'lines').replaceChildren(...lines.map(makeLine));
  const harmless = visible.filter(({ kind }) => kind === 'harmless');
  findPart(place, 'harmless').hidden = harmless.length === 0;
  findPart(place, 'harmless-words').replaceChildren(
    ...harmless.map((piece) => enlarged([piece], WORD_PX)),
  );

  function makeLine(line: readonly Piece[]): HTMLElement {
    const item = document.createElement('li');
    const say = document.createElement('p');
    const seen = [...new Set(line.filter(isPersonalPiece).map(({ kind }) => words.kinds[kind]))];
    say.textContent = words.check.question;
    if (seen.length > 0) {
      const warning = document.createElement('b');
      warning.textContent = words.check.seen.replace('#', seen.join(', '));
      say.prepend(warning, ' ');
    }
    const button = createButton(
      words.check.cover,
      () => {
        cover(line);
        setText(findPart(place, 'covered'), words.check.covered);
        const next = item.nextElementSibling ?? item.previousElementSibling;
        item.remove();
        const target = next?.querySelector('button') ?? findPart(place, 'checked');
        target.focus();
      },
      'button second',
    );
    item.append(enlarged(line, LINE_PX), say, button);
    return item;
  }

  function enlarged(pieces: readonly Piece[], height: number): HTMLCanvasElement {
    const box = roomy(boundingBox(pieces.map((piece) => piece.box)), picture);
    const scale = Math.min(height / box.height, MAX_WIDTH_PX / box.width);
    const ratio = Math.min(2, Math.max(1, window.devicePixelRatio));
    const canvas = paintPart(picture, bars, box, scale * ratio);
    canvas.style.width = `${box.width * scale}px`;
    canvas.setAttribute('role', 'img');
    const text = pieces
      .map((piece) => piece.text)
      .join(' ')
      .trim();
    canvas.setAttribute('aria-label', text === '' ? words.check.unread : text);
    return canvas;
  }
}

function rankOf(line: readonly Piece[]): number {
  return line.some(isPersonalPiece) ? 0 : 1;
}

function roomy({ left, top, width, height }: Box, picture: HTMLImageElement): Box {
  const room = height * ROOM;
  const [from, above] = [Math.max(0, left - room), Math.max(0, top - room)];
  return {
    left: from,
    top: above,
    width: Math.min(picture.naturalWidth, left + width + room) - from,
    height: Math.min(picture.naturalHeight, top + height + room) - above,
  };
}
