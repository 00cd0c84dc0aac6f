import type { ReactNode } from 'react';
import type { Tables } from '#shared/directory/reference-data.ts';
import { usePage } from '#web/context.ts';
import { formatCountry } from '#web/format.ts';
import { ByCountry, type OfCountry } from './minimum-wages-by-country.tsx';
import { hourlyInWords, shareInWords, type Hourly } from './wage-text.ts';

/**
 * "3,10 € de l'heure : 26 % du SMIC brut (12,02 €, janvier 2026)", for the reader's country if a
 * script knows it. `choose` lets her choose here; `short` omits the rate when it is shown beside.
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
  const said = tables.wages.flatMap((wage): OfCountry[] => {
    const share = shareInWords(hourly, wage, tables, page);
    return share === null ? [] : [[wage.country, formatCountry(wage.country, language), share]];
  });
  const rate = hourlyInWords(hourly, page);
  if (said.length === 0) return props.short === true ? t.wages.noRate : rate;
  return (
    <>
      {props.short === true ? null : (
        <>
          <strong>{rate}</strong>
          {t.wages.colon}
        </>
      )}
      <ByCountry said={said} {...(props.choose === true ? { choose: t.wages.choose } : {})} />
    </>
  );
}
