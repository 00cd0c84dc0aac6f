import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { usePage } from '#web/page-context.ts';
import { shareOfWageSentence } from './wage-text.ts';

/** Placeholder for the script that shows the hourly rate while typing. */
export function LiveHourlyPay({ tables }: { tables: ReferenceData }) {
  const page = usePage();
  const { t, format } = page;
  const rates = Object.fromEntries(tables.rates.map(({ currency, perEur }) => [currency, perEur]));
  const said = tables.wages.flatMap((wage) => {
    const perEur = rates[wage.currency];
    if (perEur === undefined) return [];
    const name = format.country(wage.country);
    return [
      [
        wage.country,
        name,
        shareOfWageSentence('{share}', wage, page),
        wage.hourly / perEur,
      ] as const,
    ];
  });
  return (
    <div
      className="wage live"
      hidden
      data-live-hourly
      data-hourly={t.wages.hourly({ amount: '{hourly}' })}
      data-colon={t.wages.colon}
      data-choose={t.wages.choose}
      data-said={JSON.stringify(said)}
      data-rates={JSON.stringify(rates)}
    >
      <p className="wage-said" role="status" />
      <p className="note">
        {t.wages.unpaidCounted} {t.wages.gross}
      </p>
    </div>
  );
}
