/** Loads the redaction of pasted messages when their box is opened, since most never open it. */
export function enhance(element: HTMLElement): void {
  if (!(element instanceof HTMLDetailsElement)) return;
  let fetched = false;
  const fetchOnce = (): void => {
    if (fetched || !element.open) return;
    fetched = true;
    // Offline: the server redacts what is sent.
    import('./redaction-pasted-message.ts').then(
      ({ coverPasted }) => coverPasted(element),
      () => {
        fetched = false;
      },
    );
  };
  element.addEventListener('toggle', fetchOnce);
  fetchOnce();
}
