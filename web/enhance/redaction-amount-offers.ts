import { isLanguage, type Language } from '#shared/core/languages.ts';
import { formatMoney, isCurrency, parseAmount, type Currency } from '#shared/core/money.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import type { AmountAndDayOffer } from '#shared/media/read-amount-and-day.ts';
import { formatDay } from '#web/format.ts';

/**
 * Sentences for the buttons. In each `#` stands for the value (in `all`, for all values); where there
 * is `##` too, `#` stands for the field's name and `##` for the value.
 */
export type OfferSentences = {
  readonly title: string;
  readonly all: string;
  readonly use: string;
  readonly day: string;
  readonly done: string;
};

/** Maximum offers; the most likely ones. */
const MAX_OFFERS = 2;

/** Shows recognised values as buttons, each filling one empty field, and one that fills all. */
export function offerRecognisedValues(
  place: HTMLElement,
  form: HTMLFormElement,
  offer: AmountAndDayOffer,
  words: OfferSentences,
  method: PaymentMethod | null = null,
): void {
  const { lang } = document.documentElement;
  const language: Language = isLanguage(lang) ? lang : 'fr';
  const buttons = [
    ...wholeButton(form, offer, words, language),
    ...amountButtons(form, offer, words, language),
    ...dayButtons(),
    ...methodButtons(form, method, words),
  ];
  place.className = 'redact-offers';
  place.replaceChildren();
  if (buttons.length === 0) return;
  const title = document.createElement('p');
  title.setAttribute('role', 'status');
  title.textContent = words.title;
  place.append(title, ...buttons.map(([text, fills, fill]) => makeButton(text, fills, fill)));

  function dayButtons(): OfferButton[] {
    const outcome = form.querySelector<HTMLInputElement>('[name="outcome"]:checked')?.value;
    const ended = outcome === 'received' || outcome === 'refused' ? [`${outcome}On`] : [];
    const fields = [...ended, 'askedOn'].map((name) => emptyField(form, name));
    const field = fields.find((one) => one !== null);
    if (field === undefined || field === null) return [];
    const label = labelOf(field);
    return offer.days
      .filter((day) => field.max === '' || day <= field.max)
      .slice(0, MAX_OFFERS)
      .map((day) => {
        const text = words.day.replace('##', formatDay(day, language)).replace('#', label);
        return [text, [field.name], () => fill(field, day)];
      });
  }

  function makeButton(text: string, fills: readonly string[], act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = fills.length > 1 ? 'button' : 'button second';
    button.dataset['fills'] = fills.join(' ');
    button.textContent = text;
    button.addEventListener('click', () => {
      act();
      for (const name of fills) {
        place.querySelectorAll(`[data-fills~="${name}"]`).forEach((other) => other.remove());
      }
      title.textContent = words.done;
    });
    return button;
  }
}

/** A button of an offer: its text, the fields that it fills, its action. */
type OfferButton = readonly [text: string, fills: readonly string[], fill: () => void];

/**
 * A button that fills in a received payout: its outcome, the likeliest amount, and its days if it is
 * clear which is which.
 */
function wholeButton(
  form: HTMLFormElement,
  { amounts, days }: AmountAndDayOffer,
  words: OfferSentences,
  language: Language,
): OfferButton[] {
  const received = form.querySelector<HTMLInputElement>('[name="outcome"][value="received"]');
  const chosen = form.querySelector<HTMLInputElement>('[name="outcome"]:checked');
  if (received === null || (chosen !== null && chosen !== received)) return [];
  const [amount] = amountsOf(form, amounts, language);
  if (amount === undefined) return [];
  const dated = datesOf(form, days);
  const parts = [
    ...(chosen === null ? [labelOf(received)] : []),
    amount.shown,
    ...dated.map(({ field, day }) => `${labelOf(field)} ${formatDay(day, language)}`),
  ];
  if (parts.length === 1) return [];
  // Lines break between parts alone.
  const all = parts.map((part) => part.replaceAll(' ', '\u00a0')).join('\u00a0· ');
  const act = (): void => {
    received.checked = true;
    tellOf(received);
    amount.fill();
    for (const { field, day } of dated) fill(field, day);
  };
  const fills = ['expected', ...dated.map(({ field }) => field.name)];
  return [[words.all.replace('#', all), fills, act]];
}

/**
 * Assigns the days read on a picture to fields: one day is the day received; of two, the earlier one is
 * the day asked; more than two are ambiguous.
 */
function datesOf(
  form: HTMLFormElement,
  days: readonly string[],
): { field: HTMLInputElement; day: string }[] {
  const [received, asked] = ['receivedOn', 'askedOn'].map((name) =>
    form.querySelector<HTMLInputElement>(`input[name="${name}"]`),
  );
  const past = days.filter((day) => received?.max === '' || day <= (received?.max ?? ''));
  if (past.length > 2) return [];
  const [last, first] = past.toSorted().toReversed();
  return [
    { field: received, day: last },
    { field: asked, day: first },
  ].flatMap(({ field, day }) => (field?.value === '' && day !== undefined ? [{ field, day }] : []));
}

function amountButtons(
  form: HTMLFormElement,
  { amounts }: AmountAndDayOffer,
  words: OfferSentences,
  language: Language,
): OfferButton[] {
  return amountsOf(form, amounts, language).map((amount): OfferButton => [
    words.use.replace('#', amount.shown),
    ['expected'],
    amount.fill,
  ]);
}

function amountsOf(
  form: HTMLFormElement,
  amounts: AmountAndDayOffer['amounts'],
  language: Language,
): { shown: string; fill: () => void }[] {
  const field = emptyField(form, 'expected');
  const choice = form.querySelector<HTMLSelectElement>('select[name="currency"]');
  if (field === null || choice === null) return [];
  return amounts.slice(0, MAX_OFFERS).flatMap(({ text, currency }) => {
    const meant: Currency | null = currency ?? (isCurrency(choice.value) ? choice.value : null);
    const minor = meant === null ? null : parseAmount(text, meant);
    if (meant === null || minor === null) return [];
    const typed = language === 'fr' ? text.replace('.', ',') : text;
    const act = (): void => {
      fill(choice, meant);
      fill(field, typed);
    };
    return [{ shown: formatMoney(minor, meant, language), fill: act }];
  });
}

function methodButtons(
  form: HTMLFormElement,
  method: PaymentMethod | null,
  words: OfferSentences,
): OfferButton[] {
  const choice = form.querySelector<HTMLSelectElement>('select[name="method"]');
  if (method === null || choice === null || choice.value !== '') return [];
  const option = [...choice.options].find(({ value }) => value === method);
  if (option === undefined) return [];
  const text = words.day.replace('##', option.text).replace('#', labelOf(choice));
  return [[text, ['method'], () => fill(choice, method)]];
}

function emptyField(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  return field === null || field.disabled || field.value !== '' ? null : field;
}

function fill(field: HTMLInputElement | HTMLSelectElement, value: string): void {
  field.value = value;
  tellOf(field);
}

function tellOf(field: HTMLElement): void {
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

function labelOf(field: HTMLInputElement | HTMLSelectElement): string {
  return field.labels?.[0]?.textContent?.trim() ?? '';
}
