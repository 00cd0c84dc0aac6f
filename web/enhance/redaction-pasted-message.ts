import { redactPaymentMessage } from '#shared/evidence/redact-payment-message.ts';
import { readAmountAndDay } from '#shared/media/read-amount-and-day.ts';
import { platformNames } from './redaction-kept-names.ts';
import { offerToFill, type OfferWords } from './redaction-amount-offers.ts';

/** Input of this many characters at once is a paste: phone keyboards paste without an event. */
const PASTED_LENGTH = 12;

/**
 * Redacts a message when it is pasted; the original is stored nowhere. Typed text is redacted on
 * blur and before sending.
 */
export function coverPasted(element: HTMLElement): void {
  const box = element.querySelector('textarea');
  const form = element.closest('form');
  const status = element.querySelector<HTMLElement>('[data-part="covered"]');
  const offers = element.querySelector<HTMLElement>('[data-part="offers"]');
  if (box === null || form === null || status === null || offers === null) return;
  const words = JSON.parse(element.dataset['words'] ?? '{}') as {
    covered: string;
    offers: OfferWords;
  };
  let length = box.value.length;

  const cover = (): void => {
    const covered = redactPaymentMessage(box.value, platformNames(box));
    if (covered !== box.value) {
      box.value = covered;
      status.textContent = words.covered;
    }
    length = box.value.length;
  };
  const take = (pasted: string): void => {
    cover();
    offerToFill(offers, form, readAmountAndDay(pasted), words.offers);
  };
  const takeFrom = (event: Event, transfer: DataTransfer | null): void => {
    const pasted = transfer?.getData('text/plain') ?? '';
    if (pasted === '') return;
    event.preventDefault();
    box.setRangeText(pasted, box.selectionStart, box.selectionEnd, 'end');
    take(pasted);
  };

  box.addEventListener('paste', (event) => takeFrom(event, event.clipboardData));
  box.addEventListener('drop', (event) => takeFrom(event, event.dataTransfer));
  box.addEventListener('input', () => {
    if (box.value.length - length >= PASTED_LENGTH) take(box.value);
    length = box.value.length;
  });
  box.addEventListener('change', cover);
  form.addEventListener('submit', cover);
  // Pasted before this script had loaded.
  if (box.value !== '') take(box.value);
}
