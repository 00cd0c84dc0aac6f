import { createRandom, type Random } from '#demo/random.ts';
import { NOT_PAID, type Ledger } from './ledger.ts';
import { nextMonday } from './slips.ts';

/**
 * A platform's debts, summed over open claims that members give by blind tokens: from ten members on, in
 * floors of bands, rounded down, changed on Mondays drawn from a window. Puppets fill nine of the ten
 * places and know what they gave, so the tenth member's claim is what is left.
 */
export type SlateRule = {
  readonly name: string;
  /** Weeks within which the Monday of a change is drawn. */
  readonly window: number;
  /** Whether the sum falls, on such a Monday, once she was paid. */
  readonly falls: boolean;
  /** Whether the puppets bring the sum just below each step, so that its rise tells the band. */
  readonly tellsBand: boolean;
};

export const SLATE_RULES: readonly SlateRule[] = [
  { name: 'one week, falls', window: 1, falls: true, tellsBand: true },
  { name: '13 weeks, falls', window: 13, falls: true, tellsBand: true },
  { name: '13 weeks, falls, no sum', window: 13, falls: true, tellsBand: false },
  { name: '13 weeks, never falls', window: 13, falls: false, tellsBand: true },
  { name: '13 weeks, never falls, no sum', window: 13, falls: false, tellsBand: false },
];

export type SlateExposure = {
  authors: number;
  unique: number;
  fewerThan10: number;
  over10: number;
  over50: number;
};

/** Days within which a member tells of an open claim, and that she was paid. */
const TELLS_WITHIN = 14;
/** Share of the late claims that are paid after all, and the mean days until then. */
const PAID_AFTER_ALL = 0.5;
const PAID_AFTER_DAYS = 60;
const BAND_FLOORS = [0, 1_000, 3_000, 10_000];

function bandOf(cents: number): number {
  return BAND_FLOORS.findLastIndex((floor) => cents >= floor);
}

type Claim = { readonly row: number; readonly opens: number; readonly paidOn: number | null };

/** The claims that wait too long, each with the day on which the platform pays it after all. */
function lateClaims(ledger: Ledger, random: Random): Claim[] {
  const claims: Claim[] = [];
  ledger.outcome.forEach((outcome, row) => {
    if (outcome !== NOT_PAID) return;
    const opens = ledger.day[row] ?? 0;
    const days = Math.ceil(-PAID_AFTER_DAYS * Math.log(1 - random.next()));
    claims.push({ row, opens, paidOn: random.chance(PAID_AFTER_ALL) ? opens + days : null });
  });
  return claims;
}

function drawMonday(day: number, window: number, random: Random): number {
  const told = day + random.int(0, TELLS_WITHIN - 1);
  return nextMonday(told) + 7 * random.int(0, window - 1);
}

/** The chance that a change of this day shows on this Monday. */
function chanceOf(day: number, monday: number, window: number): number {
  let ways = 0;
  for (let told = day; told < day + TELLS_WITHIN; told++) {
    const weeks = (monday - nextMonday(told)) / 7;
    if (weeks >= 0 && weeks < window) ways++;
  }
  return ways / (TELLS_WITHIN * window);
}

/**
 * Attacks members who are the tenth on the slate. The platform weighs each late claim of its ledger by
 * the Mondays on which the slate rose and, where it falls, fell or had not fallen by the end.
 */
export function attackSlate(
  ledger: Ledger,
  rule: SlateRule,
  count: number,
  seed: number,
): SlateExposure {
  const random = createRandom(seed);
  const claims = lateClaims(ledger, random);
  const exposure = { authors: 0, unique: 0, fewerThan10: 0, over10: 0, over50: 0 };
  for (let tries = 0; exposure.authors < count && tries < 20 * count; tries++) {
    const own = claims[random.int(0, claims.length - 1)];
    if (own === undefined) break;
    const rose = drawMonday(own.opens, rule.window, random);
    if (rose >= ledger.days) continue;
    const fell = own.paidOn === null ? null : drawMonday(own.paidOn, rule.window, random);
    const seen = fell !== null && fell < ledger.days ? fell : null;
    // Paid before it would have stood there: she is never on the slate.
    if (seen !== null && seen <= rose) continue;
    const weights = new Map<number, number>();
    for (const claim of claims) {
      const weight = weightOf(ledger, rule, claim, own, rose, seen);
      if (weight === 0) continue;
      const worker = ledger.worker[claim.row] ?? 0;
      weights.set(worker, (weights.get(worker) ?? 0) + weight);
    }
    add(exposure, weights, ledger.worker[own.row] ?? 0);
  }
  return exposure;
}

function weightOf(
  ledger: Ledger,
  { window, falls, tellsBand }: SlateRule,
  claim: Claim,
  own: Claim,
  rose: number,
  fell: number | null,
): number {
  const band = ({ row }: Claim): number => bandOf(ledger.amount[row] ?? 0);
  if (tellsBand && band(claim) !== band(own)) return 0;
  const rises = chanceOf(claim.opens, rose, window);
  if (!falls || rises === 0) return rises;
  if (fell !== null)
    return claim.paidOn === null ? 0 : rises * chanceOf(claim.paidOn, fell, window);
  if (claim.paidOn === null) return rises;
  let unseen = 1;
  for (let monday = nextMonday(claim.paidOn); monday < ledger.days; monday += 7) {
    unseen -= chanceOf(claim.paidOn, monday, window);
  }
  return rises * Math.max(0, unseen);
}

function add(exposure: SlateExposure, weights: ReadonlyMap<number, number>, author: number): void {
  const own = weights.get(author) ?? 0;
  const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
  const plausible = [...weights.values()].filter((weight) => weight >= own / 10).length;
  exposure.authors++;
  if (weights.size === 1) exposure.unique++;
  if (plausible < 10) exposure.fewerThan10++;
  if (own / sum > 0.1) exposure.over10++;
  if (own / sum > 0.5) exposure.over50++;
}

/**
 * Weeks until the platform knows whether one worker is on a slate that falls: it pays her alone, and
 * pays nobody else who is late until each Monday has passed on which the slate could fall for her.
 */
export function weeksToTest({ window }: SlateRule): number {
  return window + Math.ceil(TELLS_WITHIN / 7);
}
