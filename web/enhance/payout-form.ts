/** What belongs to another outcome is not sent: it was typed before she changed her mind. */
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
  // A field that contradicts the outcome stays to be emptied until another one is chosen.
  if (element.querySelector('.only.kept') === null) update();
}
