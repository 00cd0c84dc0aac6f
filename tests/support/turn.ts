import { settleEstablished } from '#server/identity/accounts/established.ts';
import { refreshStandings } from '#server/operations/jobs/hourly.ts';
import type { TestApp } from './app.ts';

/** What the jobs do of being established, at the time of the site's clock. */
export async function runTurn({ database, clock, catchUp }: TestApp): Promise<number> {
  const moved = await settleEstablished(database, clock.now);
  await refreshStandings(database, clock.now);
  await catchUp();
  return moved;
}

/**
 * Lets those be established who brought enough, as if the month had just turned: for tests of other
 * things, which stay on their day.
 */
export async function turnNow(test: TestApp): Promise<void> {
  await test.database.prisma.establishedTurn.deleteMany();
  await runTurn(test);
}
