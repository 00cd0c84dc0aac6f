import { groupBy } from '#shared/core/group-by.ts';
import { daysBetween, type Day } from '#shared/core/days.ts';
import {
  expectedDelays,
  isPayoutCounted,
  payoutOutcome,
  type PayoutEvidence,
} from './payout-evidence.ts';
import * as constants from './standing-constants.ts';

/** The constants of the standing; the bench tries others. */
export type StandingConstants = { readonly [Name in keyof typeof constants]: number };

/** A report that counts for the standing, with its weight before it ages. */
export type WeighedReport = {
  readonly authorKey: string;
  readonly paid: boolean;
  /** Days from which it ages: half of its weight is left after a half-life. */
  readonly age: number;
  /** Days since the report counts with this outcome. */
  readonly heard: number;
  /** Days since it was asked. */
  readonly asked: number;
  /** Its author is a newcomer on the platform, so its weight depends on the reports of others. */
  readonly isNewcomer: boolean;
  /** The weight before ageing, 0 to 1. */
  readonly weight: number;
};

/**
 * Weighs the reports of a platform that count on a day, in the order in which they were heard. Only
 * established members count; each has one voice in MEMBER_VOICE_DAYS. Newcomers weigh as much as
 * members who have reported there for longer back, by saying the same.
 */
export function weighReports(
  payouts: readonly PayoutEvidence[],
  now: Day,
  rule: StandingConstants = constants,
): WeighedReport[] {
  const expected = expectedDelays(payouts, now);
  const counted = payouts.flatMap(
    (payout) => readReport(payout, expected(payout), now, rule) ?? [],
  );
  const heard = [...groupBy(counted, ({ authorKey }) => authorKey).values()]
    .flatMap((own) => shareVoice(own, rule))
    .toSorted((a, b) => b.heard - a.heard);
  return backNewcomers(heard, rule);
}

/** Reads a report as it counts on a day; null where it does not. */
function readReport(
  payout: PayoutEvidence,
  expectedDays: number,
  now: Day,
  rule: StandingConstants,
): WeighedReport | null {
  const { authorKey, established, state, withdrewOn } = payout;
  if (!established || !isPayoutCounted(payout)) return null;
  const outcome = payoutOutcome(payout, now);
  if (outcome === null) return null;
  if (
    withdrewOn !== null &&
    payout.toldOn >= withdrewOn &&
    daysBetween(withdrewOn, now) < rule.WITHDRAWAL_DAYS
  )
    return null;
  const since = (day: Day): number => daysBetween(day, now);
  const [asked, told] = [since(payout.askedOn), since(payout.toldOn)];
  const base = { authorKey, paid: outcome === 'paid', asked, isNewcomer: false, weight: 1 };
  const counts = since(payout.countsFrom);
  if (state !== 'waiting') {
    const settled = payout.settledOn === null ? asked - expectedDays : since(payout.settledOn);
    const age = Math.max(0, counts, Math.max(settled, told) - rule.TOLD_LATE_DAYS);
    return { ...base, age, heard: counts };
  }
  const unpaid = payout.unpaidOn === null ? 0 : since(payout.unpaidOn);
  const word = payout.stillWaitingOn === null ? told : since(payout.stillWaitingOn);
  // A correction of the month asked makes no report younger than its posting allows.
  const oldest = Math.max(asked, told) - rule.RENEWED_MULTIPLE_OF_EXPECTED_DELAY * expectedDays;
  return {
    ...base,
    age: Math.max(0, oldest, Math.min(unpaid, word)),
    heard: Math.min(counts, unpaid),
    weight: weightAfterReminders(payout.unansweredReminders, rule),
  };
}

function weightAfterReminders(unanswered: number, rule: StandingConstants): number {
  if (unanswered === 0) return 1;
  return unanswered === 1 ? rule.WEIGHT_AFTER_ONE_REMINDER : rule.WEIGHT_AFTER_MORE_REMINDERS;
}

/** Lowers the weights of one member's reports, so that those asked within a voice's days weigh at most one. */
function shareVoice(own: readonly WeighedReport[], rule: StandingConstants): WeighedReport[] {
  return own.map((report) => {
    const together = own.reduce(
      (sum, { asked, weight }) =>
        Math.abs(asked - report.asked) < rule.MEMBER_VOICE_DAYS ? sum + weight : sum,
      0,
    );
    return { ...report, weight: report.weight / Math.max(1, together) };
  });
}

/**
 * Limits newcomers' weights to what the other reports back, for paid and not paid separately, in the
 * order heard.
 */
function backNewcomers(
  reports: readonly WeighedReport[],
  rule: StandingConstants,
): WeighedReport[] {
  const firstOf = new Map<string, number>();
  for (const { authorKey, heard } of reports) {
    if (!firstOf.has(authorKey)) firstOf.set(authorKey, heard);
  }
  const begun = reports[0]?.heard ?? 0;
  const isNewcomer = ({ authorKey, heard }: WeighedReport): boolean => {
    const first = firstOf.get(authorKey) ?? heard;
    return first - heard < rule.NEWCOMER_DAYS && begun - first >= rule.PLATFORM_START_DAYS;
  };
  const backed = { paid: rule.NEWCOMERS_MIN_WEIGHT, unpaid: rule.NEWCOMERS_MIN_WEIGHT };
  let [paidByOthers, last] = [0, begun];
  return reports.map((report) => {
    const side = report.paid ? 'paid' : 'unpaid';
    if (isNewcomer(report)) {
      const weight = Math.min(report.weight, backed[side]);
      backed[side] -= weight;
      return { ...report, isNewcomer: true, weight };
    }
    paidByOthers *= 2 ** ((report.heard - last) / rule.NEWCOMERS_HALF_LIFE_DAYS);
    last = report.heard;
    if (report.paid) paidByOthers += report.weight;
    const most = Math.max(rule.NEWCOMERS_MIN_WEIGHT, rule.NEWCOMERS_MAX_SHARE * paidByOthers);
    backed[side] = Math.min(most, backed[side] + rule.NEWCOMERS_BACKED_BY_ONE * report.weight);
    return report;
  });
}
