import { dayToDate } from '#server/database/db.ts';
import { addDays, type Day } from '#shared/core/days.ts';
import { LINE_COUNTING_DAYS, STAMP_COUNTING_DAYS } from '#shared/evidence/publication/lines.ts';
import type { SlipDeps } from './publish-report.ts';

/**
 * Draws the days from which a report of `day` counts for the standing and for lines in words, so that
 * neither tells on which day it was posted. The next day is the first: nothing that is computed on its
 * own day counts it.
 */
export function drawCountingDays(
  { draw }: Pick<SlipDeps, 'draw'>,
  day: Day,
): { countingOn: Date; linesOn: Date } {
  return {
    countingOn: dayToDate(addDays(day, 1 + draw(STAMP_COUNTING_DAYS))),
    linesOn: dayToDate(addDays(day, 1 + draw(LINE_COUNTING_DAYS))),
  };
}
