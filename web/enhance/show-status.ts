/**
 * Shows the one sentence `[data-say]` of this name in a widget and hides the others, and what stands
 * there without a script (`[data-static]`).
 */
export function showStatus(root: HTMLElement, wanted: string): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-static]')) place.hidden = true;
  for (const place of root.querySelectorAll<HTMLElement>('[data-say]')) {
    const hidden = place.dataset['say'] !== wanted;
    // Changed only if necessary, so that screen readers do not repeat it.
    if (place.hidden !== hidden) place.hidden = hidden;
  }
}
