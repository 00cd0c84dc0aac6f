import { sha256OfText } from '#shared/governance/jury-draw.ts';
import { sha256 } from '#web/enhance/browser-sha256.ts';
import { createButton, createElement } from '#web/evidence/workbook/dom-helpers.ts';
import { deleteJuryNonce, saveJuryNonce, loadJuryNonce } from './jury-nonce-store.ts';

/** Number of random bytes in a suggested nonce, enough that nobody can guess it. */
const CHANCE_BYTES = 20;

/** The sentences for giving a nonce, or for revealing a stored one. */
type Words =
  | {
      readonly keep: string;
      readonly keepSay: string;
      readonly other: string;
      /** Minimum characters of a nonce. */
      readonly min: number;
    }
  | { readonly kept: string };

/**
 * Suggests a random nonce for a jury's draw, and stores it on this device until the hour of the
 * draw: the site gets only its hash. Fills it in when it is time to reveal.
 */
export function enhance(element: HTMLElement): void {
  const form = element.querySelector('form');
  const input = form?.querySelector<HTMLInputElement>('[name=words]');
  if (form === null || input === null || input === undefined) return;
  const words = JSON.parse(element.dataset['words'] ?? '') as Words;
  const jury = element.dataset['jury'] ?? '';
  if ('kept' in words) {
    const kept = loadJuryNonce(jury);
    if (kept === null || input.value !== '') return;
    input.value = kept;
    form.prepend(createElement('p', { class: 'hint' }, words.kept));
    form.addEventListener('turbo:submit-end', (event) => {
      const { success } = (event as CustomEvent<{ success?: boolean }>).detail;
      if (success === true) deleteJuryNonce(jury);
    });
    return;
  }
  if (input.value === '') input.value = chance();
  form.append(createButton(words.other, () => void (input.value = chance())));
  // Without https browsers have no WebCrypto.
  if (crypto.subtle === undefined) return;
  form.append(
    createButton(words.keep, () => void keepHere(form, input, jury, words.min)),
    createElement('p', { class: 'hint' }, words.keepSay),
  );
}

/** Sends the hash instead of the words, once these are stored here. */
async function keepHere(
  form: HTMLFormElement,
  input: HTMLInputElement,
  jury: string,
  min: number,
): Promise<void> {
  const words = input.value.trim();
  if (words.length < min || !saveJuryNonce(jury, words)) return form.requestSubmit();
  const value = await sha256OfText(sha256, words);
  input.removeAttribute('name');
  form.append(createElement('input', { type: 'hidden', name: 'commitment', value }));
  form.requestSubmit();
}

function chance(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(CHANCE_BYTES));
  const letters = Array.from(bytes, (byte) => (byte % 36).toString(36));
  return Array.from({ length: CHANCE_BYTES / 4 }, (_, nth) =>
    letters.slice(nth * 4, nth * 4 + 4).join(''),
  ).join('-');
}
