import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import type { TestApp } from './app.ts';

/** Runs the monthly update of who is established, at the site's current time. */
export async function updateEstablished({ database, clock, catchUp }: TestApp): Promise<number> {
  const moved = await settleEstablishedMembers(database, clock.now);
  await refreshStandings(database, clock.now);
  await catchUp();
  return moved;
}

/** Makes eligible members established now, without advancing the clock. */
export async function establishNow(test: TestApp): Promise<void> {
  await test.database.prisma.establishedTurn.deleteMany();
  await updateEstablished(test);
}
