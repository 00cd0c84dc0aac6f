import type { ReactNode } from 'react';
import type { Tables } from '#shared/tables.ts';
import { usePage } from '#web/context.ts';
import { formatCountry } from '#web/format.ts';
import { FIRST_COUNTRY, hourlyInWords, shareInWords, type Hourly } from './words.ts';

/**
 * "3,10 € de l'heure : 26 % du SMIC brut (12,02 €, janvier 2026)", by the country that the reader
 * chose where a script can know it. `choose` lets her choose here; `short` leaves the rate out, where
 * it stands beside.
 */
export function ChosenWage(props: {
  hourly: Hourly;
  tables: Tables;
  choose?: boolean;
  short?: boolean;
}): ReactNode {
  const page = usePage();
  const { t, language } = page;
  const { hourly, tables } = props;
  const rate = hourlyInWords(hourly, page);
  const said = tables.wages.flatMap((wage) => {
    const share = shareInWords(hourly, wage, tables, page);
    if (share === null) return [];
    return [[wage.country, formatCountry(wage.country, language), share] as const];
  });
  // Compared with until she chooses.
  const first = said.find(([country]) => country === FIRST_COUNTRY) ?? said[0];
  if (first === undefined) return props.short === true ? t.wages.noRate : rate;
  return (
    <>
      {props.short === true ? null : (
        <>
          <strong>{rate}</strong>
          {t.wages.colon}
        </>
      )}
      <span
        data-enhance="wage"
        data-said={JSON.stringify(said)}
        data-first={first[0]}
        data-choose={props.choose === true ? t.wages.choose : undefined}
      >
        {first[2]}
      </span>
    </>
  );
}
