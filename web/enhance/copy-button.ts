const SAID_MS = 3_000;

/** Shows the copy button of a field; without a script the text is selected by hand. */
export function enhance(element: HTMLElement): void {
  const input = element.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  const button = element.querySelector('button');
  // Without https there is no clipboard API.
  if (input === null || button === null || !('clipboard' in navigator)) return;
  button.hidden = false;
  copyOnClick(button, element.dataset['copied'], () => {
    input.select();
    return input.value;
  });
}

/** Copies a text on a click; for some seconds the button says that it is `copied`. */
export function copyOnClick(
  button: HTMLElement,
  copied: string | undefined,
  textOf: () => string,
): void {
  const words = button.textContent;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(textOf());
    button.textContent = copied ?? words;
    window.setTimeout(() => {
      button.textContent = words;
    }, SAID_MS);
  });
}
