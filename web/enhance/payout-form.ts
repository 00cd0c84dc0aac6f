/** Fields of other outcomes are disabled, and thus not sent. */
export function enhance(element: HTMLElement): void {
  const update = (): void => {
    const chosen = element.querySelector<HTMLInputElement>('[name="outcome"]:checked')?.value;
    for (const part of element.querySelectorAll<HTMLElement>('[data-only]')) {
      for (const input of part.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
        'input, select',
      )) {
        input.disabled = part.dataset['only'] !== chosen;
      }
    }
  };
  element.addEventListener('change', update);
  // A contradicting field stays visible, to be emptied, until another outcome is chosen.
  if (element.querySelector('.only.kept') === null) update();
}
