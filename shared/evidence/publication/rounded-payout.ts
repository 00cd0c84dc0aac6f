import { addDays, daysBetween, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import { decimalsOf, roundPublished, toMajorUnits, type Currency } from '#shared/core/money.ts';
import { AMOUNT_BAND_EUROS, DELAY_CLASS_DAYS } from './meter.ts';

/**
 * What is kept of the amounts and days of a payout. The browser rounds them before it sends a report,
 * and the server rounds what it receives: rounding twice gives the same, for amounts of ten minor units
 * and more.
 */

/** The amounts and days of a payout, exact or representative. Amounts in minor units. */
export type PayoutValues = {
  readonly currency: Currency;
  readonly expectedMinor: number;
  /** The amount received; null unless the payout was received. */
  readonly receivedMinor: number | null;
  readonly askedOn: Day;
  /** The day it was received, refused or written off; null while it is pending, and if forgotten. */
  readonly settledOn: Day | null;
  /** Whether its proof shows the amount. */
  readonly showsAmount: boolean;
};

/** Rounded values of a payout, as they are stored. */
export type RoundedPayout = {
  /** Index in AMOUNT_BAND_EUROS of the amount received; of the expected one if none was. */
  readonly amountBand: number;
  /** Share of the expected amount that was received, one of RECEIVED_SHARES; null unless received. */
  readonly receivedShare: number | null;
  /** The amount that its proof shows, with two significant digits; null unless it shows one. */
  readonly shownMinor: number | null;
  readonly askedMonth: string;
  /** Days until it was settled, rounded by `roundDelay`; null without a day. */
  readonly delayDays: number | null;
};

/** Maximum of the received amount as a multiple of the expected one; above it is a typing error. */
export const MAX_RECEIVED_SHARE = 2;
/** The values to which a received share of an amount is rounded down. */
const RECEIVED_SHARES = [0, 0.25, 0.5, 0.75, 0.9, 1] as const;
/** A received share that rounds down to 0, to send for that class. */
const SMALLEST_SHARE = 0.2;

/** The longest delay of each class, and its middle, which is stored for all of the class; in days. */
const DELAY_CLASSES = [
  ...[2, 5, 11, 22].map((middle, at) => ({ most: DELAY_CLASS_DAYS[at] ?? Infinity, middle })),
  { most: 60, middle: 45 },
  { most: 90, middle: 75 },
  { most: 180, middle: 135 },
  { most: Infinity, middle: 270 },
];

/** The middle of each band of AMOUNT_BAND_EUROS, in euros, which stands for the band. */
const BAND_MIDDLE_EUROS = [5, 20, 60, 200] as const;

/**
 * Units of each currency in a euro, with one significant digit, as of November 2026. They do not follow
 * exchange rates, so that a browser and the server find the same band, and an amount stays in its band.
 */
const UNITS_PER_EURO: Readonly<Record<Currency, number>> = {
  EUR: 1,
  USD: 1,
  GBP: 0.9,
  CHF: 0.9,
  CAD: 2,
  MAD: 10,
  DZD: 150,
  TND: 3,
  XOF: 700,
  XAF: 700,
  MGA: 5_000,
  INR: 100,
  BRL: 6,
  MXN: 20,
  KES: 150,
  NGN: 2_000,
  PHP: 70,
  ARS: 2_000,
  AUD: 2,
  BDT: 150,
  COP: 5_000,
  EGP: 50,
  GHS: 10,
  GNF: 10_000,
  IDR: 20_000,
  MUR: 50,
  PKR: 300,
  PLN: 4,
  RON: 5,
  RWF: 2_000,
  TRY: 50,
  UAH: 50,
  VES: 300,
  VND: 30_000,
  ZAR: 20,
};

/** Returns the delay that stands for the class of a delay in days. */
export function roundDelay(days: number): number {
  return (DELAY_CLASSES.find(({ most }) => days <= most) ?? DELAY_CLASSES.at(-1))?.middle ?? days;
}

/** Whether a number of days stands for a class of delays. */
export function isRoundedDelay(days: number): boolean {
  return DELAY_CLASSES.some(({ middle }) => middle === days);
}

/** Returns the shortest delay, in days, of the class with this middle. */
export function shortestDelayOf(rounded: number): number {
  const at = DELAY_CLASSES.findIndex(({ middle }) => middle === rounded);
  return at <= 0 ? 0 : (DELAY_CLASSES[at - 1]?.most ?? 0) + 1;
}

/** Rounds the values of a payout. A payout received on a forgotten day has no delay. */
export function roundPayout(values: PayoutValues): RoundedPayout {
  const { currency, expectedMinor, receivedMinor, askedOn, settledOn, showsAmount } = values;
  // Rounded before its band is looked up, so that a shown amount and its band agree.
  const amount = roundPublished(receivedMinor ?? expectedMinor);
  return {
    amountBand: amountBandOf(amount, currency),
    receivedShare: receivedMinor === null ? null : roundShare(receivedMinor / expectedMinor),
    shownMinor: showsAmount ? amount : null,
    askedMonth: monthOf(askedOn),
    delayDays: settledOn === null ? null : roundDelay(daysBetween(askedOn, settledOn)),
  };
}

/**
 * Returns values that round to the same as those of a payout, none of them after `now`: a browser sends
 * them instead of exact values, and a form is filled in with them where the device does not have the
 * exact ones.
 */
export function representPayout(
  rounded: RoundedPayout & Pick<PayoutValues, 'currency'>,
  now: Day,
): PayoutValues {
  const { currency, amountBand, receivedShare, shownMinor, askedMonth, delayDays } = rounded;
  // In the current month the middle of a delay's class may lie in the future. The shorter delay used
  // then is in the class too, since the payout was asked for in that month and is settled.
  const possible = daysBetween(`${askedMonth}-01`, now);
  const delay = delayDays === null ? 0 : Math.min(delayDays, possible);
  const latest = addDays(now, -delay);
  const middle = middleOfMonth(askedMonth);
  const askedOn = middle > latest ? latest : middle;
  return {
    currency,
    ...representAmounts({ currency, amountBand, receivedShare, shownMinor }),
    askedOn,
    settledOn: delayDays === null ? null : addDays(askedOn, delay),
    showsAmount: shownMinor !== null,
  };
}

/** The bounds of an amount band, in minor units of a currency; `below` is null for the last one. */
export function amountBandBounds(
  band: number,
  currency: Currency,
): { readonly from: number; readonly below: number | null } {
  const below = AMOUNT_BAND_EUROS[band] ?? Infinity;
  return {
    from: band === 0 ? 0 : minorOf(AMOUNT_BAND_EUROS[band - 1] ?? 0, currency),
    below: Number.isFinite(below) ? minorOf(below, currency) : null,
  };
}

function representAmounts({
  currency,
  amountBand,
  receivedShare,
  shownMinor,
}: Pick<RoundedPayout, 'amountBand' | 'receivedShare' | 'shownMinor'> &
  Pick<PayoutValues, 'currency'>): Pick<PayoutValues, 'expectedMinor' | 'receivedMinor'> {
  const amount = shownMinor ?? minorOf(BAND_MIDDLE_EUROS[amountBand] ?? 0, currency);
  if (receivedShare === null) return { expectedMinor: amount, receivedMinor: null };
  return {
    expectedMinor: Math.floor(amount / (receivedShare === 0 ? SMALLEST_SHARE : receivedShare)),
    receivedMinor: amount,
  };
}

function amountBandOf(minor: number, currency: Currency): number {
  const euros = toMajorUnits(minor, currency) / UNITS_PER_EURO[currency];
  return AMOUNT_BAND_EUROS.findIndex((below) => euros < below);
}

function roundShare(share: number): number {
  return RECEIVED_SHARES.findLast((least) => share >= least) ?? 0;
}

function minorOf(euros: number, currency: Currency): number {
  return Math.round(euros * UNITS_PER_EURO[currency] * 10 ** decimalsOf(currency));
}
