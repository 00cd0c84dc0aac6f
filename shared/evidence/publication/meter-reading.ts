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
  type PublicationLevel,
} from './meter.ts';
import { roundCrowd } from './crowd-levels.ts';

/**
 * What the form shows of a report before it is posted: about how many workers could have written it,
 * and when it is shown. Computed from public values and from what the reader herself spent.
 */

export const meterReading = z.object({
  /**
   * The report would be shown; otherwise it is held back, and `crowd` is the number for showing it
   * knowingly.
   */
  shown: z.boolean(),
  /** Rounded down to two digits. */
  crowd: z.int(),
  /** The last Monday on which it can be shown; null where it is held back. */
  latest: z.nullable(day),
  /** Whether its slip could show the detail, if it is drawn to. */
  detailed: z.boolean(),
});
export type MeterReading = z.infer<typeof meterReading>;

/** Readings for good news, by the detail that the author allows, and for bad news. */
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
  /** Readings with the longest windows, if the author allows them. */
  later: meterReadings,
  /**
   * Number of workers who could have written everything that was shown of this author on the platform
   * so far.
   */
  left: z.int(),
  /**
   * Number of workers who could have written the report if she shows it knowingly, whatever she spent.
   */
  knowingly: z.object({ paid: z.int(), notPaid: z.int() }),
  /**
   * Whether a slip of the viewer with this outcome was shown there within a year; then she cannot show
   * another one knowingly.
   */
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

/**
 * Returns the two levels that are possible, with and without the detail, before it is drawn; null where
 * the report is held back.
 */
function levelsOf(
  crowd: Crowd,
  spent: number,
  detail: SlipDetail,
  later: boolean,
): readonly PublicationLevel[] | null {
  const drawn = SLIP_DETAILS.filter((one) => one === detail || one === 'none');
  const levels = drawn.map((one) => chooseLevel(crowd, spent, one, later));
  return levels.every((level) => level !== null) ? levels : null;
}
