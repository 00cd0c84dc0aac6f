import { isLanguage, type Language } from '#shared/core/languages.ts';
import { decimalsOf, formatMoney } from '#shared/core/money.ts';
import { formatShare } from '#web/format.ts';
import { typedHourlyPay } from '#web/evidence/hourly-pay/typed-hourly-pay.ts';
import type { HourlyRate } from '#web/evidence/hourly-pay/wage-text.ts';
import { chosenCountry, makeCountryChoice, onCountryChange } from './chosen-country.ts';

/** A country with its name, the sentence for "{share}", and its hourly wage in euros. */
type Wage = readonly [country: string, name: string, sentence: string, eurPerHour: number];

/** Shows the hourly rate beside a minimum wage while a task report is typed. */
export function enhance(form: HTMLElement): void {
  const panel = form.querySelector<HTMLElement>('[data-live-hourly]');
  const line = panel?.querySelector('.wage-said');
  if (!(form instanceof HTMLFormElement) || !panel || !line) return;
  const words = panel.dataset;
  const wages = JSON.parse(words['said'] ?? '[]') as Wage[];
  const rates = JSON.parse(words['rates'] ?? '{}') as Record<string, number>;
  const choice = makeCountryChoice(words['choose'] ?? '', wages);
  panel.querySelector('.wage-country')?.remove();
  line.after(choice.element);

  const update = (): void => {
    const data = new FormData(form);
    const field = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const hourly = typedHourlyPay(field);
    panel.hidden = hourly === null;
    if (hourly === null) return;
    const [first] = wages;
    const wanted = chosenCountry();
    const wage = wages.find(([country]) => country === wanted) ?? first;
    if (wage !== undefined) choice.show(wage[0]);
    const language = isLanguage(document.documentElement.lang)
      ? document.documentElement.lang
      : 'fr';
    const said = document.createElement('strong');
    said.textContent = fill(words['hourly'], formatMoney(hourly.minor, hourly.currency, language));
    const share = wage === undefined ? null : shareOf(hourly, wage, rates, language);
    line.replaceChildren(said, share === null ? '' : `${words['colon'] ?? ''}${share}`);
  };
  form.addEventListener('input', update);
  form.addEventListener('change', update);
  onCountryChange(form, update);
  update();
}

function shareOf(
  { minor, currency }: HourlyRate,
  [, , sentence, eurPerHour]: Wage,
  rates: Readonly<Record<string, number>>,
  language: Language,
): string | null {
  const perEur = rates[currency];
  if (perEur === undefined) return null;
  const share = minor / 10 ** decimalsOf(currency) / perEur / eurPerHour;
  return fill(sentence, formatShare(share, language));
}

function fill(sentence: string | undefined, value: string): string {
  return (sentence ?? '').replace(/\{\w+\}/, () => value);
}
