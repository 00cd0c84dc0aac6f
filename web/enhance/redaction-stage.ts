import type { BarJitter } from '#shared/media/cover-bars.ts';
import { boxBetween, moveOrResizeCover, pieceAt, type Size } from './redaction-covers.ts';
import {
  isPersonalPiece,
  unreadPieces,
  visiblePieces,
  withChoices,
  type Piece,
  type PieceKind,
  type KeptRows,
} from './redaction-pieces.ts';
import { listenToPointer, type Point } from './redaction-pointer.ts';

/** The stage's sentences, such as "cache # sur ##". */
export type StageSentences = {
  readonly kinds: Readonly<Record<PieceKind, string>>;
  readonly cover: string;
};

export type Stage = {
  /** The covers, to paint into the picture. */
  readonly covers: () => Piece[];
  /** The pieces that readers of the picture see. */
  readonly visible: () => Piece[];
  /** Takes the pieces of a reading; choices made before stay. */
  readonly take: (read: readonly Piece[]) => void;
  readonly cover: (pieces: readonly Piece[]) => void;
  readonly addInSight: () => void;
  readonly undo: () => void;
  readonly canUndo: () => boolean;
  readonly showRows: (rows: KeptRows) => void;
};

// Distances in CSS pixels.
const REACH_PX = 22;
const LEAST_PX = 24;
const FINGER_BOX = { width: 120, height: 32 };
const STEP_PX = 6;

/**
 * Edits covers by touch, mouse or keyboard: a tap shows or covers a piece, a drag draws a cover.
 * Everything is covered at first.
 */
export function createStage(
  element: HTMLElement,
  picture: HTMLImageElement,
  words: StageSentences,
  jitter: BarJitter,
  changed: () => void,
): Stage {
  const size: Size = { width: picture.naturalWidth, height: picture.naturalHeight };
  const cuts = [make('cut'), make('cut')] as const;
  let past: (readonly Piece[])[] = [];
  let pieces: readonly Piece[] = unreadPieces([], size, jitter);
  let rows: KeptRows = { top: 0, bottom: size.height };
  /**
   * Index of the piece that has the tab stop (roving tabindex), so that a hundred words are one stop.
   */
  let current = 0;
  const perPixel = (): number => size.width / Math.max(1, element.clientWidth);
  /** The piece that has the focus: it stays, even if covers beside it hide what she has just shown. */
  let inFocus: Piece | null = null;
  /** All that a tap can reach: covers, and what none of them hides. */
  const reachable = (): Piece[] => {
    const visible = new Set(visiblePieces(pieces, { top: 0, bottom: size.height }));
    return pieces.filter((piece) => piece.covered || visible.has(piece) || piece === inFocus);
  };

  function change(next: readonly Piece[], focus: Piece | null = null): void {
    past.push(pieces);
    pieces = next;
    draw(focus);
    changed();
  }

  function draw(focus: Piece | null): void {
    inFocus = focus;
    const shown = reachable();
    const focused = focus === null ? -1 : shown.indexOf(focus);
    if (focused >= 0) current = focused;
    current = Math.max(0, Math.min(current, shown.length - 1));
    const buttons = shown.map((piece, index) => makeButton(piece, index, shown.length));
    const bars = shown.filter(({ covered }) => covered).map(makeBar);
    element.replaceChildren(picture, ...bars, ...cuts, ...buttons);
    if (focused >= 0) buttons[focused]?.focus({ preventScroll: true });
  }

  function makeButton(piece: Piece, index: number, count: number): HTMLElement {
    const button = make(piece.covered ? 'cover' : 'seen', 'button');
    button.setAttribute('type', 'button');
    if (piece.kind !== 'drawn') button.setAttribute('aria-pressed', String(piece.covered));
    button.classList.toggle('personal', isPersonalPiece(piece));
    button.classList.toggle('harmless', piece.kind === 'harmless');
    const place = words.cover.replace('##', String(count)).replace('#', String(index + 1));
    button.setAttribute('aria-label', `${words.kinds[piece.kind]}, ${place}`);
    button.tabIndex = index === current || piece.kind === 'drawn' ? 0 : -1;
    position(button, piece.box);
    button.addEventListener('keydown', (event) => onKey(event, piece, index));
    // Keyboard or screen reader; touch and mouse are handled on the stage.
    button.addEventListener('click', ({ detail }) => {
      if (detail === 0) toggle(piece, true);
    });
    return button;
  }

  function makeBar({ bar }: Piece): HTMLElement {
    const painted = make('bar');
    position(painted, bar);
    return painted;
  }

  function position(target: HTMLElement, { left, top, width, height }: Piece['box']): void {
    target.style.left = `${(left / size.width) * 100}%`;
    target.style.top = `${(top / size.height) * 100}%`;
    target.style.width = `${(width / size.width) * 100}%`;
    target.style.height = `${(height / size.height) * 100}%`;
  }

  function replace(piece: Piece, by: Piece, focus: boolean): void {
    change(
      pieces.map((other) => (other === piece ? by : other)),
      focus ? by : null,
    );
  }

  /** Shows a covered piece, or covers a shown one; removes a cover drawn by hand. */
  function toggle(piece: Piece, focus: boolean): void {
    if (piece.kind !== 'drawn') return replace(piece, { ...piece, covered: !piece.covered }, focus);
    const index = reachable().indexOf(piece);
    change(pieces.filter((other) => other !== piece));
    if (!focus) return;
    const rest = reachable();
    const next = rest[Math.min(index, rest.length - 1)];
    if (next === undefined) element.focus({ preventScroll: true });
    else draw(next);
  }

  function onKey(event: KeyboardEvent, piece: Piece, index: number): void {
    const { key } = event;
    const step = STEP_PX * perPixel();
    if (key === 'Delete' || key === 'Backspace') {
      if (piece.covered) toggle(piece, true);
    } else if (piece.kind === 'drawn') {
      const box = moveOrResizeCover(piece.box, key, { step, resizes: event.shiftKey, size });
      if (box === null) return;
      replace(piece, { ...piece, box, bar: box }, true);
    } else if (key in STEPS) {
      draw(reachable()[index + (STEPS[key] ?? 0)] ?? piece);
    } else return;
    event.preventDefault();
  }

  function addInSight(): void {
    const place = element.getBoundingClientRect();
    const middle =
      (Math.max(place.top, 0) + Math.min(place.bottom, window.innerHeight)) / 2 - place.top;
    const scale = perPixel();
    const [x, y] = [size.width / 2, middle * scale];
    const [halfWidth, halfHeight] = [
      (FINGER_BOX.width / 2) * scale,
      (FINGER_BOX.height / 2) * scale,
    ];
    draws({ x: x - halfWidth, y: y - halfHeight }, { x: x + halfWidth, y: y + halfHeight }, true);
  }

  function draws(from: Point, to: Point, focus: boolean): void {
    const box = boxBetween(from, to, LEAST_PX * perPixel(), size);
    const cover: Piece = { kind: 'drawn', box, bar: box, text: '', offered: true, covered: true };
    change([...pieces, cover], focus ? cover : null);
  }

  function undo(): void {
    const before = past.pop();
    if (before === undefined) return;
    pieces = before;
    draw(null);
    changed();
  }

  element.tabIndex = 0;
  picture.alt = '';
  picture.draggable = false;
  listenToPointer(element, {
    scale: perPixel,
    tap: (point) => {
      const under = pieceAt(reachable(), point, REACH_PX * perPixel());
      if (under !== null) toggle(under, false);
    },
    draw: (from, to) => draws(from, to, false),
    preview: (ghost, from, to) =>
      position(ghost, boxBetween(from, to, LEAST_PX * perPixel(), size)),
  });
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === element) addInSight();
    else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) undo();
    else return;
    event.preventDefault();
  });
  draw(null);
  return {
    covers: () => pieces.filter(({ covered }) => covered),
    visible: () => visiblePieces(pieces, rows),
    take: (read) => {
      // A new reading clears the undo history.
      past = [];
      pieces = withChoices(read, pieces);
      draw(null);
      changed();
    },
    cover: (shown) =>
      change(pieces.map((piece) => (shown.includes(piece) ? { ...piece, covered: true } : piece))),
    addInSight,
    undo,
    canUndo: () => past.length > 0,
    showRows: (kept) => {
      rows = kept;
      const { top, bottom } = kept;
      position(cuts[0], { left: 0, top: 0, width: size.width, height: top });
      position(cuts[1], { left: 0, top: bottom, width: size.width, height: size.height - bottom });
    },
  };
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
};

function make(name: string, tag: 'div' | 'button' = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
