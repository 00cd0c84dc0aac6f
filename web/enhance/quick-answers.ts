import { addDays } from '#shared/core/days.ts';
import { formatMoney, formatTypedAmount } from '#shared/core/money.ts';
import { foldName } from '#shared/core/text.ts';
import type { PayoutEntry } from '#shared/evidence/workbook.ts';
import { setText } from '#web/evidence/workbook/dom-helpers.ts';
import { openWorkbookStore } from '#web/evidence/workbook/workbook-store.ts';
import { fillFields, readFields } from './form-fields.ts';

/**
 * Shows buttons that answer a field in one tap: today and yesterday, the likeliest methods, and what
 * this device knows of the last payout.
 */
export function mountQuickAnswers(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll<HTMLElement>('[data-quick]')) {
    const field = form.querySelector<HTMLInputElement | HTMLSelectElement>(
      `[name="${place.dataset['quick'] ?? ''}"]`,
    );
    if (field === null) continue;
    const buttons = [...place.querySelectorAll('button')];
    const answerOf = ({ value, dataset }: HTMLButtonElement): string =>
      field instanceof HTMLInputElement && field.max !== ''
        ? addDays(field.max, -Number(dataset['back']))
        : value;
    const press = (): void => {
      for (const button of buttons)
        button.setAttribute('aria-pressed', String(answerOf(button) === field.value));
    };
    for (const button of buttons)
      button.addEventListener('click', () => {
        field.value = answerOf(button);
        announceChange(field);
      });
    // Others fill the field without an event: a draft, a picture.
    form.addEventListener('input', press);
    form.addEventListener('change', press);
    press();
    place.hidden = false;
  }
  const place = form.querySelector<HTMLElement>('[data-part="last-time"]');
  if (place !== null) void offerLastTime(form, place);
}

async function offerLastTime(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const button = place.querySelector('button');
  const book = await openWorkbookStore().catch(() => null);
  if (book === null || button === null) return;
  const payouts = (await book.all())
    .filter((entry): entry is PayoutEntry => entry.kind === 'payout')
    .toSorted((one, other) => (one.day < other.day ? 1 : -1));
  const say = button.textContent;
  const methods = [...form.querySelectorAll<HTMLOptionElement>('[name="method"] option')];
  const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  const last = (): PayoutEntry | undefined => {
    const typed = foldName(readFields(form)['platform'] ?? '');
    return payouts.find(({ platform }) => typed === '' || foldName(platform) === typed);
  };
  const show = (): void => {
    const entry = last();
    const fields = readFields(form);
    place.hidden = entry === undefined || fields['expected'] !== '';
    if (entry === undefined) return;
    const facts = [
      ...(fields['platform'] === '' ? [entry.platform] : []),
      formatMoney(entry.expectedMinor, entry.currency, language),
      ...methods.flatMap(({ value, text }) => (value === entry.method ? [text] : [])),
    ];
    setText(button, `${say} ${facts.join(', ')}`);
  };
  button.addEventListener('click', () => {
    const entry = last();
    if (entry === undefined) return;
    const { platform, expectedMinor, currency, method } = entry;
    fillFields(form, {
      platform,
      expected: formatTypedAmount(expectedMinor, currency, language),
      currency,
      ...(method === null ? {} : { method }),
    });
    const amount = form.querySelector<HTMLInputElement>('[name="expected"]');
    amount?.focus({ preventScroll: true });
    if (amount !== null) announceChange(amount);
  });
  form.addEventListener('input', show);
  form.addEventListener('change', show);
  show();
}

function announceChange(field: HTMLElement): void {
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
