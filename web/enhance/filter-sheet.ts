/**
 * Makes the sheet of filters a modal dialog for a keyboard: the focus stays inside while it is open,
 * Esc closes it, and its button is focused again. The address opens and closes it, so that "back"
 * does too.
 */
export function trapFocusInFilters(form: HTMLElement): void {
  const sheet = form.querySelector<HTMLElement>('.filters');
  const shade = form.querySelector<HTMLElement>('.shade');
  const opener = form.querySelector<HTMLElement>('.list-bar a');
  if (sheet === null || shade === null || opener === null) return;

  // On a wide screen the same filters are a column beside the list.
  const isOpen = (): boolean =>
    sheet.matches(':target') && getComputedStyle(sheet).position === 'fixed';
  let wasOpen = isOpen();
  addEventListener('hashchange', function follow() {
    if (!form.isConnected) {
      removeEventListener('hashchange', follow);
      return;
    }
    const closed = wasOpen && !isOpen();
    wasOpen = isOpen();
    if (closed) opener.focus({ preventScroll: true });
  });
  form.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && isOpen()) shade.click();
  });
  for (const part of [sheet, shade]) {
    part.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !isOpen()) return;
      if (!sheet.contains(relatedTarget) && relatedTarget !== shade) sheet.focus();
    });
  }
}
