import type { ReactNode } from 'react';
import { shareOfMinimumWage } from '#shared/directory/currency-conversion.ts';
import type { MinimumWage, ReferenceData } from '#shared/directory/reference-data.ts';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { Table } from '#web/ui/table.tsx';
import { WageOfChosenCountry } from './wage-country-select.tsx';
import { wageStatusInWords, wageInWords, type HourlyRate } from './wage-text.ts';

type Compared = { hourly: HourlyRate; tables: ReferenceData };

/**
 * An hourly rate beside the gross minimum wage: one country's sentence, the others collapsed. A
 * script lets the reader choose, and stores the choice on her device.
 */
export function MinimumWageComparison(compared: Compared) {
  const page = usePage();
  const { t, format } = page;
  const { wages, rates } = compared.tables;
  const oldestRate = rates
    .filter(({ status }) => !status.startsWith('exact'))
    .map(({ asOf }) => asOf)
    .toSorted()[0];
  return (
    <div className="wage">
      <p className="wage-said">
        <WageOfChosenCountry {...compared} choose />
      </p>
      <p className="note">{t.wages.gross}</p>
      <details>
        <summary>{t.wages.details}</summary>
        <Table
          caption={t.wages.caption}
          columns={Object.values(t.wages.columns)}
          rows={wages.map((wage) => ({
            key: wage.country,
            cells: cellsOf(wage, compared, page),
          }))}
        />
        <p className="note">
          {t.wages.monthly}
          {oldestRate === undefined
            ? null
            : ` ${t.wages.converted({ month: format.month(oldestRate) })}`}
        </p>
      </details>
    </div>
  );
}

function cellsOf(wage: MinimumWage, { hourly, tables }: Compared, page: PageContext): ReactNode[] {
  const { t, language, format } = page;
  const share = shareOfMinimumWage(hourly, wage, tables.rates);
  const said = [format.month(wage.asOf), wageStatusInWords(wage, page)];
  return [
    format.country(wage.country),
    share === null ? t.wages.noRate : format.share(share),
    <>
      {wageInWords(wage, language)}
      <small>{said.filter((part) => part !== '').join(', ')}</small>
    </>,
  ];
}
