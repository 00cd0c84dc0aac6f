/** Fetches what covers a pasted message when its box is opened: most never open it. */
export function enhance(element: HTMLElement): void {
  if (!(element instanceof HTMLDetailsElement)) return;
  let fetched = false;
  const fetchOnce = (): void => {
    if (fetched || !element.open) return;
    fetched = true;
    // Where the line is down, the server covers what is sent.
    import('./redact-pasted.ts').then(
      ({ coverPasted }) => coverPasted(element),
      () => {
        fetched = false;
      },
    );
  };
  element.addEventListener('toggle', fetchOnce);
  fetchOnce();
}
