/**
 * Shows and hides the password of the field before the button. It is hidden again when the form is sent,
 * so that no browser takes it for a text to suggest later.
 */
export function enhance(button: HTMLElement): void {
  const input = button.previousElementSibling;
  if (!(input instanceof HTMLInputElement)) return;
  const show = (shown: boolean): void => {
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  };
  button.hidden = false;
  button.addEventListener('click', () => show(input.type === 'password'));
  input.form?.addEventListener('submit', () => show(false));
}
