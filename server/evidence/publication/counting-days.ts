import { dayToDate } from '#server/database/db.ts';
import { addDays, type Day } from '#shared/core/days.ts';
import {
  drawCountingDelay,
  LINE_COUNTING_DAYS,
  STAMP_COUNTING_DAYS,
} from '#shared/evidence/publication/counting-days.ts';
import type { SlipDeps } from './publish-report.ts';

/**
 * Draws the days from which a report of `day` counts for the standing and for lines in words, so that
 * neither tells on which day it was posted.
 */
export function drawCountingDays(
  { draw }: Pick<SlipDeps, 'draw'>,
  day: Day,
): { countingOn: Date; linesOn: Date } {
  return {
    countingOn: dayToDate(addDays(day, drawCountingDelay(STAMP_COUNTING_DAYS, draw))),
    linesOn: dayToDate(addDays(day, drawCountingDelay(LINE_COUNTING_DAYS, draw))),
  };
}
