import { createRandom, type Random } from '#demo/random.ts';
import {
  drawCountingDelay,
  LINE_COUNTING_DAYS,
  stampCountingDays,
} from '#shared/evidence/publication/counting-days.ts';
import {
  LINE_DRAWN_MEMBERS,
  LINE_MIN_MEMBERS,
  mayTellBadNews,
} from '#shared/evidence/publication/lines.ts';
import { LATELY_MIN_MEMBERS } from '#shared/evidence/standing-constants.ts';
import type { Crowd } from '#shared/evidence/publication/meter.ts';
import { PAID, rowsOfDays, type Ledger } from './ledger.ts';
import type { CrowdOn } from './slips.ts';

/** What one report of bad news changes: the stamp, or a line. */
export const WORDS = ['stamp', 'line'] as const;
export type Words = (typeof WORDS)[number];

type Month = {
  /** The worker whose report changed it; null if the puppets did, or nobody. */
  author: number | null;
  /** The day on which it changed. */
  day: number;
};

export type WordsExposure = {
  months: number;
  /** Months in which one report changed it, and the attacker knows that it did. */
  triggered: number;
  fewerThan10: number;
  over10: number;
  over50: number;
};

const MONTH_DAYS = 30;
const RUNS_PER_MONTH = 20;

/** Rows of bad news from day `from` on, and before `to`. */
function badNewsOf(ledger: Ledger, from: number, to: number): Int32Array {
  return rowsOfDays(ledger, from, to).filter((row) => ledger.outcome[row] !== PAID);
}

function countingDaysOf(words: Words, crowd: Crowd): number {
  return words === 'stamp' ? stampCountingDays(crowd) : LINE_COUNTING_DAYS;
}

/** The number of reports beside the puppets' that change it; 0 where the puppets do so themselves. */
function drawMissing(words: Words, puppets: number, random: Random): number {
  // A platform that reports bad news of itself stays one report away from the worse stamp.
  if (words === 'stamp') return Math.max(1, LATELY_MIN_MEMBERS - puppets);
  return Math.max(0, LINE_MIN_MEMBERS + random.int(0, LINE_DRAWN_MEMBERS) - puppets);
}

function playMonth(
  words: Words,
  ledger: Ledger,
  crowdOn: CrowdOn,
  from: number,
  reportShare: number,
  puppets: number,
  random: Random,
): Month {
  const missing = drawMissing(words, puppets, random);
  const counted: { day: number; worker: number }[] = [];
  for (const row of badNewsOf(ledger, from, from + MONTH_DAYS)) {
    if (!random.chance(reportShare)) continue;
    const day = ledger.day[row] ?? 0;
    const days = countingDaysOf(words, crowdOn(day));
    const delay = drawCountingDelay(days, (below) => random.int(0, below - 1));
    counted.push({ day: day + delay, worker: ledger.worker[row] ?? 0 });
  }
  // Puppets all count from the first day on.
  const inOrder = counted.toSorted((a, b) => a.day - b.day);
  const last = inOrder[missing - 1];
  return { author: last?.worker ?? null, day: last?.day ?? from };
}

/**
 * What the stamp or a line tells the attacker about the member whose report changed it. She is taken to
 * report bad news on the day she has it, so that it is as old as the counting day allows.
 *
 * @param crowdOn the platform on each day, as the site sees it
 * @param reportShare share of all bad news that established members report
 */
export function attackWords(
  words: Words,
  ledger: Ledger,
  crowdOn: CrowdOn,
  puppets: number,
  reportShare: number,
  seed: number,
): WordsExposure {
  const random = createRandom(seed);
  const exposure = { months: 0, triggered: 0, fewerThan10: 0, over10: 0, over50: 0 };
  for (let from = 0; from + MONTH_DAYS < ledger.days; from += MONTH_DAYS) {
    const crowd = crowdOn(from);
    for (let run = 0; run < RUNS_PER_MONTH; run++) {
      exposure.months++;
      if (words === 'line' && !mayTellBadNews(crowd)) continue;
      const { author, day } = playMonth(words, ledger, crowdOn, from, reportShare, puppets, random);
      if (author === null) continue;
      exposure.triggered++;
      const weights = new Map<number, number>();
      for (const row of badNewsOf(ledger, day - LINE_COUNTING_DAYS, day)) {
        const reported = ledger.day[row] ?? 0;
        const days = countingDaysOf(words, crowdOn(reported));
        if (day > reported + days) continue;
        const worker = ledger.worker[row] ?? 0;
        weights.set(worker, (weights.get(worker) ?? 0) + 1 / days);
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
