import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import type { ExchangeRate } from '#shared/directory/tables.ts';

/** Puts the exchange rates in force into the database, for whoever computes in a transaction. */
export async function keepRates(database: Database, rates: readonly ExchangeRate[]): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    await tx.exchangeRate.deleteMany();
    await tx.exchangeRate.createMany({ data: [...rates] });
  });
}

/** The exchange rates in force, as the table said at the last start. */
export function loadRates(tx: Db): Promise<ExchangeRate[]> {
  return tx.sql(
    statement(
      { currency: col.oneOf(CURRENCIES), perEur: col.float, asOf: col.text, status: col.text },
      'SELECT currency, per_eur AS "perEur", as_of AS "asOf", status FROM exchange_rate',
    ),
  );
}
