/** Shows a button that opens the device's share sheet with an address, where the browser has one. */
export function enhance(button: HTMLElement): void {
  if (!('share' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const { text = '', url = '' } = button.dataset;
    // She closed the sheet, or it is open already.
    navigator.share({ text, url }).catch(() => {});
  });
}
