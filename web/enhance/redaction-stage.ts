import type { Box, OcrWord } from '#shared/media/ocr-words.ts';
import { isPersonal } from '#shared/media/redaction.ts';
import type { Rows } from './redaction-canvas.ts';
import {
  boxBetween,
  coverAt,
  distanceTo,
  moveOrResizeCover,
  type Cover,
  type Size,
} from './redaction-covers.ts';

/** The stage's sentences, such as "cache # sur ##". */
export type StageSentences = {
  readonly kinds: Readonly<Record<Cover['kind'], string>>;
  readonly cover: string;
};

export type Stage = {
  /** The visible covers, to paint into the picture. */
  readonly covers: () => Cover[];
  readonly add: (covers: readonly Cover[]) => void;
  readonly addInSight: () => void;
  readonly undo: () => void;
  readonly canUndo: () => boolean;
  readonly showProposed: (shown: boolean) => void;
  readonly showRows: (rows: Rows) => void;
  /** Takes the recognised words, so that a tap covers the word under it. */
  readonly know: (words: readonly OcrWord[]) => void;
};

// Distances in CSS pixels.
const TAP_PX = 8;
const REACH_PX = 22;
const LEAST_PX = 24;
const FINGER_BOX = { width: 120, height: 32 };
const STEP_PX = 6;

/** Edits covers by touch, mouse or keyboard: drawn, removed by a tap, with one undo step. */
export function createStage(
  element: HTMLElement,
  picture: HTMLImageElement,
  words: StageSentences,
  changed: () => void,
): Stage {
  const size: Size = { width: picture.naturalWidth, height: picture.naturalHeight };
  const past: Cover[][] = [];
  const cuts = [make('cut'), make('cut')] as const;
  let covers: Cover[] = [];
  let proposed = true;
  let known: readonly OcrWord[] = [];
  const isShown = ({ kind }: Cover): boolean => proposed || kind === 'own' || isPersonal(kind);
  const perPixel = (): number => size.width / Math.max(1, element.clientWidth);

  function change(next: readonly Cover[], focus: Cover | null = null): void {
    past.push(covers);
    covers = [...next];
    draw(focus);
    changed();
  }

  function draw(focus: Cover | null): void {
    const shown = covers.filter(isShown);
    const buttons = shown.map((cover, index) => {
      const button = make('cover', 'button');
      button.setAttribute('type', 'button');
      button.classList.toggle('proposed', cover.kind !== 'own' && !isPersonal(cover.kind));
      const place = words.cover.replace('##', String(shown.length)).replace('#', String(index + 1));
      button.setAttribute('aria-label', `${words.kinds[cover.kind]}, ${place}`);
      position(button, cover.box);
      button.addEventListener('keydown', (event) => onKey(event, cover));
      // Keyboard or screen reader; touch and mouse are handled on the stage.
      button.addEventListener('click', ({ detail }) => {
        if (detail === 0) remove(cover);
      });
      return button;
    });
    element.replaceChildren(picture, ...cuts, ...buttons);
    if (focus !== null) buttons[shown.indexOf(focus)]?.focus({ preventScroll: true });
  }

  function position(target: HTMLElement, { left, top, width, height }: Box): void {
    target.style.left = `${(left / size.width) * 100}%`;
    target.style.top = `${(top / size.height) * 100}%`;
    target.style.width = `${(width / size.width) * 100}%`;
    target.style.height = `${(height / size.height) * 100}%`;
  }

  function remove(cover: Cover): void {
    const shown = covers.filter(isShown);
    const index = shown.indexOf(cover);
    change(covers.filter((other) => other !== cover));
    const rest = covers.filter(isShown);
    const next = rest[Math.min(index, rest.length - 1)];
    if (next === undefined) element.focus({ preventScroll: true });
    else draw(next);
  }

  function onKey(event: KeyboardEvent, cover: Cover): void {
    const { key } = event;
    if (key === 'Delete' || key === 'Backspace') remove(cover);
    else {
      const step = STEP_PX * perPixel();
      const box = moveOrResizeCover(cover.box, key, { step, resizes: event.shiftKey, size });
      if (box === null) return;
      const moved = { ...cover, box };
      change(
        covers.map((other) => (other === cover ? moved : other)),
        moved,
      );
    }
    event.preventDefault();
  }

  function addInSight(): void {
    const place = element.getBoundingClientRect();
    const middle =
      (Math.max(place.top, 0) + Math.min(place.bottom, window.innerHeight)) / 2 - place.top;
    addAt({ x: size.width / 2, y: middle * perPixel() }, true);
  }

  function addAt(point: { x: number; y: number }, focus: boolean): void {
    const [halfWidth, halfHeight] = [FINGER_BOX.width / 2, FINGER_BOX.height / 2];
    const scale = perPixel();
    const box = boxBetween(
      { x: point.x - halfWidth * scale, y: point.y - halfHeight * scale },
      { x: point.x + halfWidth * scale, y: point.y + halfHeight * scale },
      LEAST_PX * scale,
      size,
    );
    const cover: Cover = { kind: 'own', box };
    change([...covers, cover], focus ? cover : null);
  }

  function tap(point: { x: number; y: number }): void {
    const under = coverAt(covers.filter(isShown), point, REACH_PX * perPixel());
    if (under !== null) {
      change(covers.filter((other) => other !== under));
      return;
    }
    const word = known.find(({ box }) => distanceTo(box, point) === 0);
    if (word === undefined) addAt(point, false);
    else change([...covers, { kind: 'own', box: grown(word.box) }]);
  }

  function listen(): void {
    let from: { x: number; y: number } | null = null;
    let ghost: HTMLElement | null = null;
    const at = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
      const { left, top } = element.getBoundingClientRect();
      return { x: (clientX - left) * perPixel(), y: (clientY - top) * perPixel() };
    };
    const end = (): void => {
      ghost?.remove();
      [from, ghost] = [null, null];
    };
    element.addEventListener('pointerdown', (event) => {
      if (event.button === 0 && event.isPrimary) from = at(event);
    });
    element.addEventListener('pointermove', (event) => {
      if (from === null || !event.isPrimary) return;
      const to = at(event);
      if (ghost === null && Math.hypot(to.x - from.x, to.y - from.y) < TAP_PX * perPixel()) return;
      if (ghost === null) {
        ghost = make('cover');
        element.append(ghost);
        element.setPointerCapture(event.pointerId);
      }
      position(ghost, boxBetween(from, to, LEAST_PX * perPixel(), size));
    });
    element.addEventListener('pointerup', (event) => {
      if (from === null || !event.isPrimary) return;
      const [start, drawn] = [from, ghost !== null];
      end();
      if (!drawn) return tap(start);
      const box = boxBetween(start, at(event), LEAST_PX * perPixel(), size);
      change([...covers, { kind: 'own', box }]);
    });
    // The browser took over the gesture for scrolling.
    element.addEventListener('pointercancel', end);
    element.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') addInSight();
      else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) undo();
      else return;
      event.preventDefault();
    });
  }

  function undo(): void {
    const before = past.pop();
    if (before === undefined) return;
    covers = before;
    draw(null);
    changed();
  }

  element.tabIndex = 0;
  picture.alt = '';
  picture.draggable = false;
  listen();
  draw(null);
  return {
    covers: () => covers.filter(isShown),
    add: (more) => change([...covers, ...more]),
    addInSight,
    undo,
    canUndo: () => past.length > 0,
    showProposed: (shown) => {
      proposed = shown;
      draw(null);
      changed();
    },
    showRows: ({ top, bottom }) => {
      position(cuts[0], { left: 0, top: 0, width: size.width, height: top });
      position(cuts[1], { left: 0, top: bottom, width: size.width, height: size.height - bottom });
    },
    know: (found) => {
      known = found;
    },
  };
}

function grown({ left, top, width, height }: Box): Box {
  const by = height * 0.15;
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by };
}

function make(name: string, tag: 'div' | 'button' = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
