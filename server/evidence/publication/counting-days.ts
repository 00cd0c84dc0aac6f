import { dayToDate, type Db } from '#server/database/db.ts';
import { addDays, type Day } from '#shared/core/days.ts';
import {
  drawCountingDelay,
  LINE_COUNTING_DAYS,
  stampCountingDays,
} from '#shared/evidence/publication/counting-days.ts';
import { loadCrowd } from './crowd.ts';
import type { SlipDeps } from './publish-report.ts';

/**
 * Draws the days from which a report of `day` on a platform counts for the standing and for lines in
 * words, so that neither tells on which day it was posted.
 */
export async function drawCountingDays(
  tx: Db,
  { draw }: Pick<SlipDeps, 'draw'>,
  platformId: string,
  day: Day,
): Promise<{ countingOn: Date; linesOn: Date }> {
  const days = stampCountingDays(await loadCrowd(tx.sql, platformId, day));
  return {
    countingOn: dayToDate(addDays(day, drawCountingDelay(days, draw))),
    linesOn: dayToDate(addDays(day, drawCountingDelay(LINE_COUNTING_DAYS, draw))),
  };
}
