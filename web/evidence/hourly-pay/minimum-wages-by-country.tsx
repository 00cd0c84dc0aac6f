import { DEFAULT_WAGE_COUNTRY } from './wage-text.ts';

/** A country: code, name, sentence. */
export type SentenceOfCountry = readonly [country: string, name: string, said: string];

/**
 * A sentence that differs by country; a script picks the reader's, and `choose` lets her change it.
 */
export function SentenceByCountry(props: { said: readonly SentenceOfCountry[]; choose?: string }) {
  const first = props.said.find(([country]) => country === DEFAULT_WAGE_COUNTRY) ?? props.said[0];
  if (first === undefined) return null;
  return (
    <span
      data-enhance="wage"
      data-said={JSON.stringify(props.said)}
      data-first={first[0]}
      data-choose={props.choose}
    >
      {first[2]}
    </span>
  );
}
