import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { usePage } from '#web/page-context.ts';
import { SentenceByCountry, type SentenceOfCountry } from './minimum-wages-by-country.tsx';
import { DEFAULT_WAGE_COUNTRY, wageInWords } from './wage-text.ts';

/** The gross hourly minimum wage of the reader's country, for comparing a list of rates. */
export function MinimumWageNote({ tables }: { tables: ReferenceData }) {
  const { t, language, format } = usePage();
  const said = tables.wages.map((wage): SentenceOfCountry => {
    const name = format.country(wage.country);
    const [amount, month] = [wageInWords(wage, language), format.month(wage.asOf)];
    return [
      wage.country,
      name,
      wage.country === DEFAULT_WAGE_COUNTRY
        ? t.wages.minimumNamed({ wage: amount, month })
        : t.wages.minimum({ country: name, wage: amount, month }),
    ];
  });
  return (
    <div className="wage">
      <p>
        <SentenceByCountry said={said} choose={t.wages.choose} />
      </p>
      <p className="note">{t.wages.gross}</p>
    </div>
  );
}
