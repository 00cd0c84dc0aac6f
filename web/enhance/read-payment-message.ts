import { readPaymentMethod } from '#shared/evidence/payment-message-method.ts';
import { readAmountAndDay } from '#shared/media/read-amount-and-day.ts';
import { offerRecognisedValues, type OfferSentences } from './redaction-amount-offers.ts';

/** Input of this many characters at once is a paste: phone keyboards paste without an event. */
const PASTED_LENGTH = 12;

/**
 * Reads amount, day and method from a pasted message, offers to fill them in, and empties the box.
 * The box has no name, so no form sends it.
 */
export function readPasted(element: HTMLElement): void {
  const box = element.querySelector('textarea');
  const form = element.closest('form');
  const status = element.querySelector<HTMLElement>('[data-part="read"]');
  const offers = element.querySelector<HTMLElement>('[data-part="offers"]');
  if (box === null || form === null || status === null || offers === null) return;
  const words = JSON.parse(element.dataset['words'] ?? '{}') as {
    read: string;
    nothing: string;
    offers: OfferSentences;
  };
  let length = box.value.length;

  const read = (text: string): void => {
    box.value = '';
    length = 0;
    offerRecognisedValues(
      offers,
      form,
      readAmountAndDay(text),
      words.offers,
      readPaymentMethod(text),
    );
    status.textContent = offers.childElementCount === 0 ? words.nothing : words.read;
  };
  const readFrom = (event: Event, transfer: DataTransfer | null): void => {
    const pasted = transfer?.getData('text/plain') ?? '';
    if (pasted === '') return;
    event.preventDefault();
    read(pasted);
  };

  box.addEventListener('paste', (event) => readFrom(event, event.clipboardData));
  box.addEventListener('drop', (event) => readFrom(event, event.dataTransfer));
  box.addEventListener('input', () => {
    if (box.value.length - length >= PASTED_LENGTH) read(box.value);
    length = box.value.length;
  });
  // A message that was typed by hand is read when the field loses focus.
  box.addEventListener('change', () => {
    if (box.value !== '') read(box.value);
  });
  // Pasted before this script had loaded.
  if (box.value !== '') read(box.value);
}
