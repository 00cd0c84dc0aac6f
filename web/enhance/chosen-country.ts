import { loadItem, saveItem } from './device-storage.ts';

const KEY = 'contrenote.country';
const CHANGED = 'contrenote:country';

let chosen: string | null = null;

/** The country for comparing minimum wages; stored on the device, never sent. */
export function chosenCountry(): string | null {
  chosen ??= loadItem(KEY);
  return chosen;
}

/** Stores the choice of a country on the device, and tells who listens. */
export function chooseCountry(country: string): void {
  // Where storage is full or disabled, the choice holds for this page only.
  chosen = country;
  saveItem(KEY, country);
  document.dispatchEvent(new Event(CHANGED));
}

/** Calls `act` when the country changes, while the element is on the page. */
export function onCountryChange(element: HTMLElement, act: () => void): void {
  const listen = (): void => {
    if (element.isConnected) act();
    else document.removeEventListener(CHANGED, listen);
  };
  document.addEventListener(CHANGED, listen);
}

export function makeCountryChoice(
  label: string,
  countries: readonly (readonly [country: string, name: string, ...rest: unknown[]])[],
): { readonly element: HTMLElement; readonly show: (country: string) => void } {
  const element = document.createElement('label');
  element.className = 'wage-country';
  const select = document.createElement('select');
  for (const [country, name] of countries) select.add(new Option(name, country));
  // Before the form's own listener, which shows the choice.
  select.addEventListener('input', () => chooseCountry(select.value));
  element.append(`${label} `, select);
  return {
    element,
    show: (country) => {
      select.value = country;
    },
  };
}
