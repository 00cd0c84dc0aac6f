import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { usePage } from '#web/page-context.ts';
import { SentenceByCountry, type SentenceOfCountry } from './minimum-wages-by-country.tsx';
import { hourlyRateInWords, shareOfWageInWords, type HourlyRate } from './wage-text.ts';

/**
 * "3,10 € de l'heure : 26 % du SMIC brut (12,02 €, janvier 2026)", for the reader's country if a
 * script knows it. `choose` lets her choose here; `short` omits the rate when it is shown beside.
 */
export function WageOfChosenCountry(props: {
  hourly: HourlyRate;
  tables: ReferenceData;
  choose?: boolean;
  short?: boolean;
}) {
  const page = usePage();
  const { t, format } = page;
  const { hourly, tables } = props;
  const said = tables.wages.flatMap((wage): SentenceOfCountry[] => {
    const share = shareOfWageInWords(hourly, wage, tables, page);
    return share === null ? [] : [[wage.country, format.country(wage.country), share]];
  });
  const rate = hourlyRateInWords(hourly, page);
  if (said.length === 0) return props.short === true ? t.wages.noRate : rate;
  return (
    <>
      {props.short === true ? null : (
        <>
          <strong>{rate}</strong>
          {t.wages.colon}
        </>
      )}
      <SentenceByCountry
        said={said}
        {...(props.choose === true ? { choose: t.wages.choose } : {})}
      />
    </>
  );
}
