import { createRandom, type Random } from '#demo/random.ts';
import {
  LINE_COUNTING_DAYS,
  LINE_DRAWN_MEMBERS,
  LINE_MIN_MEMBERS,
  mayTellBadNews,
} from '#shared/evidence/publication/lines.ts';
import { PAID, type Ledger } from './ledger.ts';

type Month = {
  /** The worker whose report made the line appear; null if the puppets did, or nobody. */
  author: number | null;
  /** The day on which it appeared. */
  day: number;
};

export type LineExposure = {
  months: number;
  /** Months in which one report made the line appear, and the attacker knows that it did. */
  triggered: number;
  fewerThan10: number;
  over10: number;
  over50: number;
};

const MONTH_DAYS = 30;
const RUNS_PER_MONTH = 20;

/** Rows of bad news by day. */
function badNewsByDay(ledger: Ledger): number[][] {
  const days: number[][] = Array.from({ length: ledger.days }, () => []);
  ledger.day.forEach((day, row) => {
    if (ledger.outcome[row] !== PAID) days[day]?.push(row);
  });
  return days;
}

/** Share of bad news among all that was due in the 90 days before a day. */
function recentBadShare(ledger: Ledger, before: number): number {
  let bad = 0;
  let all = 0;
  ledger.day.forEach((day, row) => {
    if (day >= before || day < before - 90) return;
    all++;
    if (ledger.outcome[row] !== PAID) bad++;
  });
  return all === 0 ? 0 : bad / all;
}

function workerOf(ledger: Ledger, row: number): number {
  let low = 0;
  let high = ledger.workers;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ledger.first[middle] ?? 0) <= row) low = middle;
    else high = middle;
  }
  return low;
}

function playMonth(
  ledger: Ledger,
  from: number,
  days: readonly (readonly number[])[],
  reportShare: number,
  puppets: number,
  random: Random,
): Month {
  const needed = LINE_MIN_MEMBERS + random.int(0, LINE_DRAWN_MEMBERS);
  const counted: { day: number; worker: number }[] = [];
  for (let day = from; day < from + MONTH_DAYS; day++) {
    for (const row of days[day] ?? []) {
      if (!random.chance(reportShare)) continue;
      counted.push({
        day: day + random.int(0, LINE_COUNTING_DAYS - 1),
        worker: workerOf(ledger, row),
      });
    }
  }
  // Puppets all count from the first day on. Where they are enough, they show the line themselves.
  const missing = needed - puppets;
  const inOrder = counted.toSorted((a, b) => a.day - b.day);
  const last = missing <= 0 ? undefined : inOrder[missing - 1];
  return { author: last?.worker ?? null, day: last?.day ?? from };
}

/**
 * What a line tells the attacker about the member whose report made it appear. She is taken to
 * report bad news on the day she has it, so that it is as old as the counting day allows.
 *
 * @param workers paid workers of the platform, as the site believes
 * @param reportShare share of all bad news that established members report
 */
export function attackLines(
  ledger: Ledger,
  workers: number,
  puppets: number,
  reportShare: number,
  seed: number,
): LineExposure {
  const random = createRandom(seed);
  const days = badNewsByDay(ledger);
  const exposure = { months: 0, triggered: 0, fewerThan10: 0, over10: 0, over50: 0 };
  for (let from = 0; from + MONTH_DAYS < ledger.days; from += MONTH_DAYS) {
    const badShare = recentBadShare(ledger, from);
    for (let run = 0; run < RUNS_PER_MONTH; run++) {
      exposure.months++;
      if (!mayTellBadNews(workers, badShare)) continue;
      const { author, day } = playMonth(ledger, from, days, reportShare, puppets, random);
      if (author === null) continue;
      exposure.triggered++;
      const weights = new Map<number, number>();
      for (let back = 0; back < LINE_COUNTING_DAYS; back++) {
        for (const row of days[day - back] ?? []) {
          const worker = workerOf(ledger, row);
          weights.set(worker, (weights.get(worker) ?? 0) + 1);
        }
      }
      const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
      const own = weights.get(author) ?? 0;
      const plausible = [...weights.values()].filter((weight) => weight >= own / 10).length;
      if (plausible < 10) exposure.fewerThan10++;
      if (own / sum > 0.1) exposure.over10++;
      if (own / sum > 0.5) exposure.over50++;
    }
  }
  return exposure;
}
