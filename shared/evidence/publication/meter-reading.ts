import { z } from 'zod/mini';
import { addDays, mondayOf, type Day } from '#shared/core/days.ts';
import { day, slug } from '#shared/core/form-fields.ts';
import {
  badPrice,
  chooseLevel,
  SLIP_DETAILS,
  knowingPrice,
  meanGoodPrice,
  type Crowd,
  type SlipDetail,
  type Level,
} from './meter.ts';
import { roundCrowd } from './crowd-levels.ts';

/**
 * What the form says of a report before it is posted: about how many workers could have written it,
 * and when it is shown. Computed from public values alone, and from what its reader spent herself.
 */

export const meterReading = z.object({
  /** Whether it would be shown; else it is held back, and `crowd` is that of showing it knowingly. */
  shown: z.boolean(),
  /** Rounded down to two digits. */
  crowd: z.int(),
  /** The last Monday on which it can be shown; null where it is held back. */
  latest: z.nullable(day),
  /** Whether it can tell the detail, if the lot falls on it. */
  detailed: z.boolean(),
});
export type MeterReading = z.infer<typeof meterReading>;

/** Of good news by the detail that the author lets it show, and of bad news. */
const meterReadings = z.object({
  delay: meterReading,
  amount: meterReading,
  none: meterReading,
  notPaid: meterReading,
});
export type MeterReadings = z.infer<typeof meterReadings>;

export const meterResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  /** A slip of the viewer waits there: another report of hers would add nothing to it. */
  joins: z.boolean(),
  soon: meterReadings,
  /** Where the author asks for the longest windows. */
  later: meterReadings,
  /** Workers who could have written all that was shown of her there so far. */
  left: z.int(),
  /** Workers who could have written it if she shows it knowingly, whatever she spent. */
  knowingly: z.object({ paid: z.int(), notPaid: z.int() }),
  /** Whether the viewer was shown with this outcome there within a year: she shows it knowingly no more. */
  told: z.object({ paid: z.boolean(), notPaid: z.boolean() }),
});
export type MeterResponse = z.infer<typeof meterResponse>;

const HELD = { shown: false, latest: null, detailed: false } as const;

/** Computes the readings for a report on `now`. `spent` as in `chooseLevel`. */
export function readMeter(
  crowd: Crowd,
  spent: number,
  now: Day,
): Pick<MeterResponse, 'soon' | 'later' | 'left' | 'knowingly'> {
  const left = crowd.workers * spent;
  const knowingly = {
    paid: roundCrowd(left * knowingPrice('paid', crowd.badShare)),
    notPaid: roundCrowd(left * knowingPrice('not-paid', crowd.badShare)),
  };
  const latestOf = (weeks: number): Day => addDays(mondayOf(now), 7 * weeks);
  const good = (detail: SlipDetail, later: boolean): MeterReading => {
    const levels = levelsOf(crowd, spent, detail, later);
    if (levels === null) return { ...HELD, crowd: knowingly.paid };
    return {
      shown: true,
      crowd: roundCrowd(left * Math.min(...levels.map(meanGoodPrice))),
      latest: latestOf(Math.max(...levels.map((level) => level.good))),
      detailed: levels.some((level) => level.detail !== 'none'),
    };
  };
  const bad = (later: boolean): MeterReading => {
    const level = chooseLevel(crowd, spent, 'none', later);
    if (level === null) return { ...HELD, crowd: knowingly.notPaid };
    const price = badPrice(level.bad, crowd.badShare);
    return {
      shown: true,
      crowd: roundCrowd(left * price),
      latest: latestOf(level.bad),
      detailed: false,
    };
  };
  const all = (later: boolean): MeterReadings => ({
    delay: good('delay', later),
    amount: good('amount', later),
    none: good('none', later),
    notPaid: bad(later),
  });
  return { soon: all(false), later: all(true), left: roundCrowd(left), knowingly };
}

/** Returns the levels between which the lot of a detail decides; null where the report is held back. */
function levelsOf(
  crowd: Crowd,
  spent: number,
  detail: SlipDetail,
  later: boolean,
): readonly Level[] | null {
  const drawn = SLIP_DETAILS.filter((one) => one === detail || one === 'none');
  const levels = drawn.map((one) => chooseLevel(crowd, spent, one, later));
  return levels.every((level) => level !== null) ? levels : null;
}
