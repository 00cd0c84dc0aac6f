import { MAX_MESSAGE_LENGTH } from '#shared/messages.ts';
import { redactText } from '#shared/redaction.ts';
import { readAmountAndDay } from '#shared/redaction-read.ts';
import { platformNames } from './redact-keep.ts';
import { offerToFill, type OfferWords } from './redact-offers.ts';

/**
 * Covers what is personal in a message as it is pasted: the text as it came never stands in the box.
 * What is typed is covered when she leaves the box, and before it is sent.
 */
export function enhance(element: HTMLElement): void {
  const box = element.querySelector('textarea');
  const form = element.closest('form');
  const status = element.querySelector<HTMLElement>('[data-part="covered"]');
  const offers = element.querySelector<HTMLElement>('[data-part="offers"]');
  if (box === null || form === null || status === null || offers === null) return;
  const words = JSON.parse(element.dataset['words'] ?? '{}') as {
    covered: string;
    offers: OfferWords;
  };

  const cover = (typed: string): string => {
    const { text, found } = redactText(typed, { keep: platformNames(box) });
    if (found.length > 0) status.textContent = words.covered;
    return text;
  };
  const take = (typed: string): void => {
    const read = readAmountAndDay(typed);
    box.setRangeText(cover(typed), box.selectionStart, box.selectionEnd, 'end');
    // Once more over the whole: what was pasted in two parts may be personal only together.
    box.value = cover(box.value).slice(0, MAX_MESSAGE_LENGTH);
    offerToFill(offers, form, read, words.offers);
  };
  const coverAll = (): void => {
    const covered = cover(box.value);
    if (covered !== box.value) box.value = covered;
  };

  box.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain');
    if (text === undefined || text === '') return;
    event.preventDefault();
    take(text);
  });
  box.addEventListener('drop', (event) => {
    const text = event.dataTransfer?.getData('text/plain');
    if (text === undefined || text === '') return;
    event.preventDefault();
    take(text);
  });
  box.addEventListener('change', coverAll);
  form.addEventListener('submit', coverAll);
}
