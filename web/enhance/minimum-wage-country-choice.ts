import { chosenCountry, makeCountryChoice, onCountryChange } from './chosen-country.ts';

type Said = readonly [country: string, name: string, share: string];

/** Shows the rate as a share of the chosen country's minimum wage, with a choice of country. */
export function enhance(element: HTMLElement): void {
  const said = JSON.parse(element.dataset['said'] ?? '[]') as Said[];
  const choose = element.dataset['choose'];
  const line = element.closest('p');
  const choice = choose === undefined ? null : makeCountryChoice(choose, said);
  if (choice !== null && line !== null) {
    // A page from Turbo's cache has the choice of its last visit.
    if (line.nextElementSibling?.matches('.wage-country') === true)
      line.nextElementSibling.remove();
    line.after(choice.element);
  }
  const update = (): void => {
    const of = (wanted: string | null | undefined): Said | undefined =>
      said.find(([country]) => country === wanted);
    const row = of(chosenCountry()) ?? of(element.dataset['first']);
    if (row === undefined) return;
    element.textContent = row[2];
    choice?.show(row[0]);
  };
  update();
  onCountryChange(element, update);
}
