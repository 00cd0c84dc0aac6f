import type { ReactNode } from 'react';
import { FIRST_COUNTRY } from './words.ts';

/** Of a country: its code, its name, what is said of it. */
export type OfCountry = readonly [country: string, name: string, said: string];

/**
 * A sentence of which each country has its own; a script takes the country that the reader chose,
 * and with `choose` lets her.
 */
export function ByCountry(props: { said: readonly OfCountry[]; choose?: string }): ReactNode {
  const first = props.said.find(([country]) => country === FIRST_COUNTRY) ?? props.said[0];
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
