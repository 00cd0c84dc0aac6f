/** A point in pixels of the picture. */
export type Point = { readonly x: number; readonly y: number };

/** Length of a movement in CSS pixels up to which it is a tap. */
const TAP_PX = 8;

/** Tells taps from drags on the picture; a vertical swipe by finger scrolls the page. */
export function listenToPointer(
  element: HTMLElement,
  act: {
    /** Pixels of the picture per CSS pixel. */
    readonly scale: () => number;
    readonly tap: (point: Point) => void;
    readonly draw: (from: Point, to: Point) => void;
    /** Places the cover that would be drawn. */
    readonly preview: (ghost: HTMLElement, from: Point, to: Point) => void;
  },
): void {
  let from: Point | null = null;
  let ghost: HTMLElement | null = null;
  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: (clientX - left) * act.scale(), y: (clientY - top) * act.scale() };
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
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (ghost === null && length < TAP_PX * act.scale()) return;
    if (ghost === null) {
      ghost = document.createElement('div');
      ghost.className = 'cover';
      element.append(ghost);
      element.setPointerCapture(event.pointerId);
    }
    act.preview(ghost, from, to);
  });
  element.addEventListener('pointerup', (event) => {
    if (from === null || !event.isPrimary) return;
    const [start, drawn] = [from, ghost !== null];
    end();
    if (drawn) act.draw(start, at(event));
    else act.tap(start);
  });
  // The browser took over the gesture for scrolling.
  element.addEventListener('pointercancel', end);
}
