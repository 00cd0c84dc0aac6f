import { answerWith, canAskForPasskeys } from './passkey-support.ts';

/**
 * Makes a passkey on this device. First it shows the form that asks for the password; in the answer to
 * that, with `data-options`, it asks the device at once, and again at each press of the button.
 */
export function enhance(place: HTMLElement): void {
  const say = place.querySelector('[data-part="say"]');
  const options = place.dataset['options'];
  if (!canAskForPasskeys()) {
    if (say !== null) say.textContent = place.dataset['cannot'] ?? '';
    return;
  }
  if (options === undefined) {
    say?.remove();
    place.querySelector('[data-part="form"]')?.removeAttribute('hidden');
    return;
  }
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    JSON.parse(options) as PublicKeyCredentialCreationOptionsJSON,
  );
  const make = async (): Promise<void> => {
    if (say !== null) say.textContent = '';
    try {
      answerWith(place, await navigator.credentials.create({ publicKey }));
    } catch {
      // She closed the device's window, or this device has a passkey for this account.
      if (say !== null) say.textContent = place.dataset['cancelled'] ?? '';
    }
  };
  place.querySelector('[data-part="begin"]')?.addEventListener('click', () => void make());
  void make();
}
