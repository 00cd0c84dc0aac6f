const SAID_MS = 3_000;

/** Shows the copy button of a field; without a script the text is selected by hand. */
export function enhance(element: HTMLElement): void {
  const input = element.querySelector('input');
  const button = element.querySelector('button');
  // Without https there is no clipboard API.
  if (input === null || button === null || !('clipboard' in navigator)) return;
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    input.select();
    await navigator.clipboard.writeText(input.value);
    button.textContent = element.dataset['copied'] ?? words;
    window.setTimeout(() => {
      button.textContent = words;
    }, SAID_MS);
  });
}
