import type { Random } from '#demo/random.ts';
import {
  AMOUNT_BAND_EUROS,
  badPrice,
  BUDGET_DAYS,
  chooseLevel,
  DELAY_CLASS_DAYS,
  DETAIL_ONE_IN,
  goodPrice,
  type Crowd,
  type SlipDetail,
  type PublicationLevel,
  type ReleaseWindow,
} from '#shared/evidence/publication/meter.ts';
import { PAID, type Ledger } from './ledger.ts';

/** A slip as everybody sees it. */
export type PublicSlip = {
  /** The day of its Monday. */
  monday: number;
  outcome: number;
  detail: SlipDetail;
  /** Index of the detail's class; 0 without a detail. */
  value: number;
};

/** A slip as the site knows it. */
export type Slip = PublicSlip & { window: ReleaseWindow; price: number };

export type Published = {
  slips: Slip[];
  /** Days from each slip's report to its Monday. */
  ages: number[];
  /** Reports that no level fits. */
  held: number;
  /** Reports that came while a slip of their author waited. */
  merged: number;
};

/** The platform on each day of the ledger, as the meter sees it. */
export type CrowdOn = (day: number) => Crowd;

export function classOf(ledger: Ledger, row: number, detail: SlipDetail): number {
  if (detail === 'none') return 0;
  if (detail === 'delay') {
    const days = ledger.delay[row] ?? 0;
    return DELAY_CLASS_DAYS.findIndex((most) => days <= most);
  }
  return AMOUNT_BAND_EUROS.findIndex((under) => (ledger.amount[row] ?? 0) < 100 * under);
}

/** The first Monday after a day; day 0 is a Monday. */
export function nextMonday(day: number): number {
  return (Math.floor(day / 7) + 1) * 7;
}

/** Product of the prices of the slips that still count on a day. */
export function spentOn(day: number, slips: readonly Slip[]): number {
  return slips.reduce(
    (product, { monday, price }) => (monday > day - BUDGET_DAYS ? product * price : product),
    1,
  );
}

/** The slip that a report becomes, before its Monday is drawn. */
export function slipOf(
  ledger: Ledger,
  row: number,
  level: PublicationLevel,
  crowd: Crowd,
): Omit<Slip, 'monday'> {
  const outcome = ledger.outcome[row] ?? 0;
  if (outcome !== PAID) {
    const price = badPrice(level.bad, crowd.badShare);
    return { window: level.bad, outcome, detail: 'none', value: 0, price };
  }
  const value = classOf(ledger, row, level.detail);
  const price = goodPrice(level.good, level.detail, value);
  return { window: level.good, outcome, detail: level.detail, value, price };
}

/** What is published of a member who reports these payouts, each on its day. */
export function publish(
  ledger: Ledger,
  rows: readonly number[],
  crowdOn: CrowdOn,
  random: Random,
): Published {
  const published: Published = { slips: [], ages: [], held: 0, merged: 0 };
  for (const row of rows) {
    const day = ledger.day[row] ?? 0;
    if ((published.slips.at(-1)?.monday ?? 0) > day) {
      published.merged++;
      continue;
    }
    const crowd = crowdOn(day);
    const detail = random.chance(1 / DETAIL_ONE_IN) ? 'delay' : 'none';
    const level = chooseLevel(crowd, spentOn(day, published.slips), detail);
    if (level === null) {
      published.held++;
      continue;
    }
    const slip = slipOf(ledger, row, level, crowd);
    const monday = nextMonday(day) + 7 * random.int(0, slip.window - 1);
    published.slips.push({ monday, ...slip });
    published.ages.push(monday - day);
  }
  const released = published.slips.filter(({ monday }) => monday < ledger.days);
  return { ...published, slips: released, ages: published.ages.slice(0, released.length) };
}
