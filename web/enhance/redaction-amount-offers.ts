import { isLanguage, type Language } from '#shared/core/languages.ts';
import { formatMoney, isCurrency, parseAmount, type Currency } from '#shared/core/money.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import type { AmountAndDayOffer } from '#shared/media/read-amount-and-day.ts';
import { formatDay } from '#web/format.ts';

/** `#` is replaced by the value; in `# ##`, by the field's name and the value. */
export type OfferSentences = {
  readonly title: string;
  readonly use: string;
  readonly day: string;
  readonly done: string;
};

/** Maximum offers; the most likely ones. */
const MAX_OFFERS = 2;

/** Shows recognised values as buttons, each filling one empty field. */
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
    const label = field.labels?.[0]?.textContent?.trim() ?? '';
    return offer.days
      .filter((day) => field.max === '' || day <= field.max)
      .slice(0, MAX_OFFERS)
      .map((day) => {
        const text = words.day.replace('##', formatDay(day, language)).replace('#', label);
        return [text, field.name, () => fill(field, day)];
      });
  }

  function makeButton(text: string, fills: string, act: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button second';
    button.dataset['fills'] = fills;
    button.textContent = text;
    button.addEventListener('click', () => {
      act();
      place.querySelectorAll(`[data-fills="${fills}"]`).forEach((other) => other.remove());
      title.textContent = words.done;
    });
    return button;
  }
}

/** A button of an offer: its text, the field that it fills, its action. */
type OfferButton = readonly [text: string, fills: string, fill: () => void];

function amountButtons(
  form: HTMLFormElement,
  { amounts }: AmountAndDayOffer,
  words: OfferSentences,
  language: Language,
): OfferButton[] {
  const field = emptyField(form, 'expected');
  const choice = form.querySelector<HTMLSelectElement>('select[name="currency"]');
  if (field === null || choice === null) return [];
  return amounts.slice(0, MAX_OFFERS).flatMap(({ text, currency }): OfferButton[] => {
    const meant: Currency | null = currency ?? (isCurrency(choice.value) ? choice.value : null);
    const minor = meant === null ? null : parseAmount(text, meant);
    if (meant === null || minor === null) return [];
    const typed = language === 'fr' ? text.replace('.', ',') : text;
    const act = (): void => {
      fill(choice, meant);
      fill(field, typed);
    };
    return [[words.use.replace('#', formatMoney(minor, meant, language)), 'expected', act]];
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
  const label = choice.labels[0]?.textContent?.trim() ?? '';
  const text = words.day.replace('##', option.text).replace('#', label);
  return [[text, 'method', () => fill(choice, method)]];
}

function emptyField(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  return field === null || field.disabled || field.value !== '' ? null : field;
}

function fill(field: HTMLInputElement | HTMLSelectElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
