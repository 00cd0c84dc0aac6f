import { createRandom, type Random } from '#demo/random.ts';
import { mondayOf } from '#shared/core/days.ts';
import { proofPrice, roundCrowd } from '#shared/evidence/publication/crowd-levels.ts';
import { readMeter } from '#shared/evidence/publication/meter-reading.ts';
import { chooseLevel, KNOWING_WINDOW } from '#shared/evidence/publication/meter.ts';
import { crowdsOf, type Belief } from './attack.ts';
import { PAID, rowsOfDays, type Ledger } from './ledger.ts';
import { becomes, DETAIL_DRAWS, longestWindow } from './posterior.ts';
import { classOf, nextMonday, publish, slipOf, type CrowdOn, type Slip } from './slips.ts';

/** What an author lets be seen of one report. */
export const CHOICES = ['slip', 'month', 'amount', 'month and amount', 'knowingly'] as const;
export type Choice = (typeof CHOICES)[number];

/** The number of workers that the meter tells an author, and that of plausible ones. */
export type Told = { told: number; plausible: number };

/** The meter reads days only to tell the last Monday. */
const ANY_DAY = mondayOf('2026-01-05');
const MONTH_DAYS = 30;

/**
 * Attacks authors of one report each, whose proof shows its month or amount from the next Monday on, or
 * who show knowingly what is held back; and compares with what the meter told them.
 */
export function attackTold(
  ledger: Ledger,
  belief: Belief,
  choice: Choice,
  count: number,
  seed: number,
): Told[] {
  const random = createRandom(seed);
  const crowdOn = crowdsOf(ledger, belief);
  const told: Told[] = [];
  for (let tries = 0; told.length < count && tries < 20 * count; tries++) {
    const author = random.int(0, ledger.workers - 1);
    const from = ledger.first[author] ?? 0;
    const row = random.int(from, (ledger.first[author + 1] ?? 0) - 1);
    const crowd = tellCrowd(ledger, row, choice, crowdOn);
    const slip = crowd === null ? undefined : showSlip(ledger, row, choice, crowdOn, random);
    if (crowd === null || slip === undefined) continue;
    const weights = weighWorkers(ledger, row, slip, choice, crowdOn);
    const own = weights.get(author) ?? 0;
    const plausible = [...weights.values()].filter((weight) => weight >= own / 10).length;
    told.push({ told: crowd, plausible });
  }
  return told;
}

function showsOf(choice: Choice): { month: boolean; amount: boolean } {
  return { month: choice.includes('month'), amount: choice.includes('amount') };
}

/** What the meter tells before the report; null where it is held back, or for `knowingly` where not. */
function tellCrowd(ledger: Ledger, row: number, choice: Choice, crowdOn: CrowdOn): number | null {
  const { soon } = readMeter(crowdOn(ledger.day[row] ?? 0), 1, ANY_DAY);
  const reading = ledger.outcome[row] === PAID ? soon.delay : soon.notPaid;
  if (reading.shown === (choice === 'knowingly')) return null;
  return roundCrowd(reading.crowd * proofPrice(showsOf(choice)));
}

function showSlip(
  ledger: Ledger,
  row: number,
  choice: Choice,
  crowdOn: CrowdOn,
  random: Random,
): Slip | undefined {
  if (choice !== 'knowingly') return publish(ledger, [row], crowdOn, random).slips[0];
  const day = ledger.day[row] ?? 0;
  const level = { good: KNOWING_WINDOW, detail: 'none', bad: 13 } as const;
  const monday = nextMonday(day) + 7 * random.int(0, KNOWING_WINDOW - 1);
  if (monday >= ledger.days) return undefined;
  return { ...slipOf(ledger, row, level, crowdOn(day)), monday, window: KNOWING_WINDOW };
}

/** The weights of the workers who can have written the slip, and had the payout of the proof. */
function weighWorkers(
  ledger: Ledger,
  row: number,
  slip: Slip,
  choice: Choice,
  crowdOn: CrowdOn,
): Map<number, number> {
  const weights = new Map<number, number>();
  const shows = showsOf(choice);
  const monthOf = (at: number): number => Math.floor((ledger.askedOn[at] ?? 0) / MONTH_DAYS);
  const proofMonday = nextMonday(ledger.day[row] ?? 0);
  const longest = choice === 'knowingly' ? slip.window : longestWindow(slip.outcome);
  for (const other of rowsOfDays(ledger, slip.monday - 7 * longest, slip.monday)) {
    const day = ledger.day[other] ?? 0;
    if (ledger.outcome[other] !== slip.outcome) continue;
    if (classOf(ledger, other, slip.detail) !== slip.value) continue;
    if ((shows.month || shows.amount) && nextMonday(day) !== proofMonday) continue;
    if (shows.month && monthOf(other) !== monthOf(row)) continue;
    if (shows.amount && ledger.amount[other] !== ledger.amount[row]) continue;
    const fits = choice === 'knowingly' ? 1 : chanceOf(day, slip, crowdOn);
    const worker = ledger.worker[other] ?? 0;
    const payouts = (ledger.first[worker + 1] ?? 0) - (ledger.first[worker] ?? 0);
    if (fits > 0) weights.set(worker, (weights.get(worker) ?? 0) + fits / payouts);
  }
  return weights;
}

/** The probability that a first report of a day becomes the slip, if its detail is of its class. */
function chanceOf(day: number, slip: Slip, crowdOn: CrowdOn): number {
  return DETAIL_DRAWS.reduce((sum, [detail, chance]) => {
    const level = chooseLevel(crowdOn(day), 1, detail);
    return level === null ? sum : sum + chance * becomes(day, slip.outcome, level, slip);
  }, 0);
}
