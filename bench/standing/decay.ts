import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';
import type { Report } from './reports.ts';
import type { Platform } from './rules.ts';

/** Delays told in these last days are compared with those told in the days of `BEFORE`. */
const RECENT_DAYS = 75;
const BEFORE = { from: 365, to: 120 } as const;
/** Fewest delays on each side, and the statistic under which payments are said to take longer. */
const MIN_DELAYS = 8;
const MAX_Z = -3.8;

/** Whether the payments of a platform take longer than before, on a day. */
export function watchDelays({ reports }: Platform): (day: number) => boolean {
  return (day) => {
    const known = reports.flatMap((report) => delayOf(report, day) ?? []);
    const recent = known.filter(({ toldOn }) => day - toldOn < RECENT_DAYS);
    const before = known.filter(
      ({ toldOn }) => day - toldOn >= BEFORE.to && day - toldOn < BEFORE.from,
    );
    if (Math.min(recent.length, before.length) < MIN_DELAYS) return false;
    const days = (group: typeof known): number[] => group.map((one) => one.days);
    return logRank(days(recent), days(before)) < MAX_Z;
  };
}

/** A delay in the class that the site keeps. Claims that wait say nothing: those told lately wait longer. */
function delayOf(report: Report, day: number): { days: number; toldOn: number } | null {
  if (!report.established || report.countsFrom > day || report.withdrawnOn <= day) return null;
  if (report.settlingCountsFrom > day || report.outcome !== 'received') return null;
  const days = roundDelay(report.settledOn - report.askedOn);
  return { days, toldOn: report.settlingCountsFrom };
}

/**
 * The standardised log-rank statistic of two groups of delays, in days (Mantel 1966): under 0 where fewer of
 * the first one are paid within a time than of the second one.
 */
export function logRank(first: readonly number[], second: readonly number[]): number {
  const all = [...first, ...second];
  let [difference, variance] = [0, 0];
  for (const time of new Set(all)) {
    const atRisk = (group: readonly number[]): number =>
      group.filter((days) => days >= time).length;
    const paid = (group: readonly number[]): number => group.filter((days) => days === time).length;
    const [n1, n, d] = [atRisk(first), atRisk(all), paid(all)];
    difference += paid(first) - (d * n1) / n;
    if (n > 1) variance += (d * n1 * (n - n1) * (n - d)) / (n * n * (n - 1));
  }
  return variance === 0 ? 0 : difference / Math.sqrt(variance);
}
