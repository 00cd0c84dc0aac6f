import { MAX_COMPARED } from '#shared/directory/platform-comparison.ts';
import { findPart } from '#web/evidence/workbook/dom-helpers.ts';
import { trapFocusInFilters } from './filter-sheet.ts';

/**
 * Shows which platforms are ticked and how many, allows no more than fit side by side, and leaves what
 * is empty out of addresses.
 */
export function enhance(element: HTMLElement): void {
  const dock = element.querySelector<HTMLElement>('.picked');
  if (!(element instanceof HTMLFormElement) || dock === null) return;
  const counts = JSON.parse(dock.dataset['counts'] ?? '[]') as string[];
  const button = dock.querySelector('button');
  const tiles = findPart(dock, 'tiles');
  const status = findPart(dock, 'status');
  const boxes = [...element.querySelectorAll<HTMLInputElement>('.tick input')];
  // Picked, and not in the list as it is filtered.
  const elsewhere = element.querySelectorAll('input[type=hidden][name=p]').length;

  function show(): void {
    const ticked = boxes.filter((box) => box.checked);
    const count = ticked.length + elsewhere;
    tiles.replaceChildren(...ticked.flatMap((box) => tileOf(box)));
    const words = counts[Math.min(count, MAX_COMPARED)] ?? '';
    if (button !== null) button.textContent = words;
    const isFull = count >= MAX_COMPARED;
    for (const box of boxes) box.disabled = isFull && !box.checked;
    status.textContent = count === 0 ? '' : isFull ? (dock?.dataset['full'] ?? '') : words;
  }
  element.addEventListener('change', show);
  // Also on a page that comes back from a cache, with its ticks.
  show();

  let comparing = false;
  element.addEventListener('submit', ({ submitter }) => {
    comparing = submitter === button;
  });
  element.addEventListener('formdata', ({ formData }) => {
    const threshold = String(formData.get('threshold') ?? '').trim();
    for (const name of Array.from(formData.keys())) {
      const isIdle = formData.get(name) === '' || (name === 'currency' && threshold === '');
      if (name !== 'p' && (comparing || isIdle)) formData.delete(name);
    }
  });
  trapFocusInFilters(element);
  element.dataset['ready'] = '';
}

/** A small copy of the tile in the row of a box. */
function tileOf(box: HTMLElement): HTMLElement[] {
  const tile = box.closest('li')?.querySelector('.tile')?.cloneNode(true);
  if (!(tile instanceof HTMLElement)) return [];
  tile.classList.add('small');
  return [tile];
}
