import { addMonths } from '#shared/core/days.ts';
import {
  EDITION_FIGURES,
  type EditionCell,
  type EditionFigure,
  type EditionFigures,
} from './edition.ts';

/** Months back with which an edition is compared. */
const COMPARED_MONTHS = [1, 3, 12] as const;

/**
 * The largest change of an edition that stands outside its interval: that of the month and of the one
 * compared with have no value in common. Measured in widths of the two intervals.
 * @param before the cell of all platforms of a former month; null without an edition.
 */
export function headlineOf(
  month: string,
  all: EditionCell,
  before: (month: string) => EditionCell | null,
): EditionFigures['headline'] {
  const changes = COMPARED_MONTHS.flatMap((back) => {
    const since = addMonths(month, -back);
    const former = before(since);
    return EDITION_FIGURES.flatMap((figure) => {
      const [now, then] = [all[figure], former?.[figure] ?? null];
      if (now === null || then === null) return [];
      const size = changeOf(now, then);
      return size === null
        ? []
        : [{ size, headline: { figure, since, from: then.value, to: now.value } }];
    });
  });
  const largest = changes.toSorted((a, b) => b.size - a.size)[0];
  return largest?.headline ?? null;
}

/** The gap between two intervals, in their widths; null where they have a value in common. */
function changeOf(now: EditionFigure, then: EditionFigure): number | null {
  const gap = now.value > then.value ? now.low - then.high : then.low - now.high;
  if (gap <= 0) return null;
  const width = now.high - now.low + (then.high - then.low);
  return width === 0 ? null : gap / width;
}
