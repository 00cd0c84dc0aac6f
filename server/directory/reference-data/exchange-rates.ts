import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';

/** Stores the current exchange rates in the database, for computations in transactions. */
export async function storeExchangeRates(
  database: Database,
  rates: readonly ExchangeRate[],
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.exchangeRate.deleteMany();
    await tx.exchangeRate.createMany({ data: [...rates] });
  });
}

/** The current exchange rates, as stored at the last start. */
export function loadExchangeRates(tx: Pick<Db, 'sql'>): Promise<ExchangeRate[]> {
  return tx.sql(
    statement(
      { currency: col.oneOf(CURRENCIES), perEur: col.float, asOf: col.text, status: col.text },
      'SELECT currency, per_eur AS "perEur", as_of AS "asOf", status FROM exchange_rate',
    ),
  );
}
