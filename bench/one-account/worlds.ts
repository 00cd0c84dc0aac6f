import { createRandom, type Random } from '#demo/random.ts';
import type { Habit, Report } from './desk.ts';

/** The day on which the account comes: all slips of the 40 members are released by then. */
export const ATTACK_DAY = 182;
const LAST_REPORT_DAY = 91;
export const WATCHED_DAYS = 364;

/** 40 established members of whom 10 are paid; later reporters fare alike. */
const MEMBERS = 40;
const PAID_SHARE = 0.25;
/** Share of later reports by members who had not reported there, half of whom are established. */
const NEW_SHARE = 0.6;
const ESTABLISHED_SHARE = 0.5;
const MEDIAN_DELAY_DAYS = 12;
const DELAY_SPREAD = 3;

/** What one account does: receipts that are false, each after one day. */
export type Account = {
  readonly name: string;
  /** Days after `ATTACK_DAY` on which it reports. */
  readonly days: readonly number[];
  readonly habit: Habit;
};

const RECEIPTS = 90;
const IN_THREE_DAYS = Array.from({ length: RECEIPTS }, (_, nth) =>
  Math.floor((3 * nth) / RECEIPTS),
);
const IN_A_YEAR = Array.from({ length: RECEIPTS }, (_, nth) => 4 * nth);

export const ACCOUNTS: readonly Account[] = [
  { name: '90 in three days', days: IN_THREE_DAYS, habit: 'takes what the meter gives' },
  { name: '90 in a year', days: IN_A_YEAR, habit: 'takes what the meter gives' },
  // Withdrawing the first of 90 frees those that joined it to be shown knowingly, one after the other.
  { name: '90 shown knowingly, one by one', days: IN_A_YEAR, habit: 'shows all knowingly' },
];

export const ACCOUNT = 'the account';

const drawLots = (random: Random) => ({ detailLot: random.next(), mondayLot: random.next() });

/** Honest reports: those of the 40 members, then `rate` a day. */
export function drawHonest(rate: number, seed: number): Report[] {
  const random = createRandom(seed);
  const outcomes = random.shuffle(
    Array.from({ length: MEMBERS }, (_, nth) => nth < PAID_SHARE * MEMBERS),
  );
  const report = (day: number, author: string, established: boolean, isPaid: boolean): Report => ({
    day,
    author,
    established,
    outcome: isPaid ? 'paid' : 'not-paid',
    delayDays: isPaid ? Math.round(random.around(MEDIAN_DELAY_DAYS, DELAY_SPREAD)) : null,
    ...drawLots(random),
  });
  const reports = outcomes.map((isPaid, nth) =>
    report(random.int(0, LAST_REPORT_DAY - 1), `member ${nth}`, true, isPaid),
  );
  const members = reports.map(({ author, established }) => ({ author, established }));
  for (let day = ATTACK_DAY; day < ATTACK_DAY + WATCHED_DAYS; day += 1) {
    for (let left = rate; random.chance(Math.min(1, left)); left -= 1) {
      const isKnown = !random.chance(NEW_SHARE);
      const newcomer = {
        author: `member ${members.length}`,
        established: random.chance(ESTABLISHED_SHARE),
      };
      const { author, established } = isKnown ? random.pick(members) : newcomer;
      if (!isKnown) members.push(newcomer);
      reports.push(report(day, author, established, random.chance(PAID_SHARE)));
    }
  }
  return reports;
}

/** The false receipts of the account. */
export function drawFalse({ days }: Account, isEstablished: boolean, seed: number): Report[] {
  const random = createRandom(seed);
  return days.map((day) => ({
    day: ATTACK_DAY + day,
    author: ACCOUNT,
    established: isEstablished,
    outcome: 'paid' as const,
    delayDays: 1,
    ...drawLots(random),
  }));
}
