import { isLanguage, LOCALES } from '#shared/core/languages.ts';
import { copyOnClick } from './copy-button.ts';

/** The sender's personal fields, which a foreign link must not prefill. */
const PERSONAL: readonly string[] = ['name', 'contact', 'account'];

/** Values carried over to the letter's other language, in memory only. */
let carried: { readonly to: string; readonly values: ReadonlyMap<string, string> } | null = null;

/**
 * Fills a letter from fields beside it, on the device only: no field has a name that a form could
 * send. Values in the fragment of the address come first, and are then removed from it.
 */
export function enhance(element: HTMLElement): void {
  const fields = [...element.querySelectorAll<Field>('[data-field]')];
  const known = new URLSearchParams(location.hash.slice(1));
  const own = carried?.to === location.pathname ? carried.values : null;
  carried = null;
  for (const name of PERSONAL) {
    const value = own?.get(name);
    if (value === undefined) known.delete(name);
    else known.set(name, value);
  }
  for (const field of fields) {
    const value = known.get(nameOf(field)) ?? (nameOf(field) === 'date' ? today() : null);
    if (value !== null) field.value = value;
    field.addEventListener('input', () => fill(element, field));
    fill(element, field);
  }
  if (location.hash !== '') {
    history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  }
  for (const part of element.querySelectorAll<HTMLElement>('[data-fields], [data-acts]')) {
    part.hidden = false;
  }
  for (const part of element.querySelectorAll<HTMLElement>('[data-by-hand]')) part.hidden = true;
  element.querySelector('[data-print]')?.addEventListener('click', () => window.print());
  letCopy(element);
  takeAlong(element, fields);
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function nameOf(field: Field): string {
  return field.dataset['field'] ?? '';
}

function fill(element: HTMLElement, field: Field): void {
  const value = field.value.trim();
  for (const blank of element.querySelectorAll<HTMLElement>(`[data-blank="${nameOf(field)}"]`)) {
    blank.dataset['empty'] ??= blank.textContent;
    blank.textContent = value === '' ? blank.dataset['empty'] : readable(field, value);
    blank.classList.toggle('filled', value !== '');
  }
  // Paragraphs that depend on an empty field are hidden.
  for (const part of element.querySelectorAll<HTMLElement>(`[data-if="${nameOf(field)}"]`)) {
    part.hidden = value === '';
  }
}

function readable(field: Field, value: string): string {
  if (field.type !== 'date') return value;
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(isLanguage(lang) ? LOCALES[lang] : lang, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${value}T00:00:00Z`));
}

/** Today in the user's time zone. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function letCopy(element: HTMLElement): void {
  const button = element.querySelector<HTMLElement>('[data-copy]');
  const letter = element.querySelector<HTMLElement>('[data-letter]');
  if (button === null || letter === null) return;
  // Without https there is no clipboard API.
  if (!('clipboard' in navigator)) {
    button.hidden = true;
    return;
  }
  copyOnClick(button, button.dataset['copy'], () => letter.innerText);
}

/** Carries the values to the letter in the other language, except sentences. */
function takeAlong(element: HTMLElement, fields: readonly Field[]): void {
  const link = element.querySelector<HTMLAnchorElement>('[data-other]');
  link?.addEventListener('click', () => {
    const typed = fields
      .filter((field) => field.value !== '' && nameOf(field) !== 'event')
      .map((field): [string, string] => [nameOf(field), field.value]);
    carried = { to: link.pathname, values: new Map(typed) };
    const facts = typed.filter(([name]) => !PERSONAL.includes(name));
    link.hash = new URLSearchParams(facts).toString();
  });
}
