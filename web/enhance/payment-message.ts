/**
 * Shows the box for a pasted payment message, which only a script can read, and loads the reader
 * when the box is opened.
 */
export function enhance(element: HTMLElement): void {
  if (!(element instanceof HTMLDetailsElement)) return;
  element.hidden = false;
  let fetched = false;
  const fetchOnce = (): void => {
    if (fetched || !element.open) return;
    fetched = true;
    import('./read-payment-message.ts').then(
      ({ readPasted }) => readPasted(element),
      () => {
        fetched = false;
      },
    );
  };
  element.addEventListener('toggle', fetchOnce);
  fetchOnce();
}
