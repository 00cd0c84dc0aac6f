import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import type { TestApp } from './app.ts';

/** Runs the monthly update of who is established, at the site's current time. */
export async function updateEstablished({ database, clock, catchUp }: TestApp): Promise<number> {
  const moved = await settleEstablishedMembers(database, clock.now);
  // As in the night after: a standing is computed once a day.
  await database.sql('UPDATE platform_summary SET computed_on = computed_on - 1');
  await refreshStandings(database, clock.now);
  await catchUp();
  return moved;
}

/** Makes eligible members established now, without advancing the clock. */
export async function establishNow(test: TestApp): Promise<void> {
  await test.database.prisma.establishedTurn.deleteMany();
  await updateEstablished(test);
}
