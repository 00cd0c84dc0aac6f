import type { FoundKind } from '#shared/media/redaction-spans.ts';
import type { Invented } from './invent.ts';

/** What a screen shows that must be covered, or must stay readable. */
export type TruthKind = FoundKind | 'masked-card' | 'whole' | 'month';

/** Text that the measure looks for: its place is read from the drawn page. */
export function mark(kind: TruthKind, text: string): string {
  return `<span data-truth="${kind}">${text}</span>`;
}

/** How one screen is written. */
export type Writing = { language: 'fr' | 'en'; say: (french: string, english: string) => string };

/** An amount with its integer part and its decimals marked; in the way of the language. */
export function money(writing: Writing, amount: number, sign = ''): string {
  const [whole = '', cents = ''] = amount.toFixed(2).split('.');
  const groups = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  return writing.language === 'fr'
    ? `${sign}${mark('whole', groups('\u202f'))},${mark('cents', cents)}\u00a0€`
    : `${sign}€${mark('whole', groups(','))}.${mark('cents', cents)}`;
}

/** An amount without decimals in a currency of mobile money. */
export function wholeMoney(amount: number, currency: string, grouped: boolean): string {
  const text = grouped ? String(amount).replace(/\B(?=(\d{3})+$)/g, ' ') : String(amount);
  return `${mark('whole', text)} ${currency}`;
}

const MONTHS = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  en: 'January February March April May June July August September October November December',
};

/** A date in words, its day marked. */
export function longDay(writing: Writing, { month, year }: Invented, day: number): string {
  const name = MONTHS[writing.language].split(' ')[month] ?? '';
  return writing.language === 'fr'
    ? `${mark('day', String(day))} ${mark('month', `${name} ${year}`)}`
    : `${mark('month', name)} ${mark('day', String(day))}, ${mark('month', String(year))}`;
}

/** A date in figures, its day marked. */
export function shortDay(writing: Writing, { month, year }: Invented, day: number): string {
  const [dd, mm] = [String(day).padStart(2, '0'), String(month + 1).padStart(2, '0')];
  return writing.language === 'fr'
    ? `${mark('day', dd)}/${mark('month', `${mm}/${year}`)}`
    : `${mark('month', `${year}-${mm}`)}-${mark('day', dd)}`;
}

/** A clock time, marked. */
export function clock(writing: Writing, { hour, minute }: Invented): string {
  const minutes = String(minute).padStart(2, '0');
  if (writing.language === 'fr') return mark('time', `${String(hour).padStart(2, '0')}:${minutes}`);
  return mark('time', `${hour % 12 || 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`);
}
