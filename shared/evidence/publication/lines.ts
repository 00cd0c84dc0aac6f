import {
  expectedDelays,
  isPayoutCounted,
  payoutOutcome,
  waitsLongerThan,
  type PayoutEvidence,
} from '#shared/evidence/payout-evidence.ts';
import { arePaymentsSlower } from '#shared/evidence/payment-slowdown.ts';
import { NO_NEWS_REMINDERS } from '#shared/evidence/standing-constants.ts';
import { addDays, monthOf, type Day } from '#shared/core/days.ts';
import type { StandingLine } from '#shared/directory/platforms.ts';
import type { Standing } from '#shared/evidence/standing.ts';
import { LINE_COUNTING_DAYS, workersWithBadNews } from './counting-days.ts';
import type { Crowd } from './meter.ts';

/**
 * Lines on a platform's page, such as "several members were paid these two weeks". They show no number,
 * and are computed once a day from all reports whose counting day has come. Each line appears with one
 * last report, whose author has to stay hidden.
 */

/** Minimum number of established members that a line needs. */
export const LINE_MIN_MEMBERS = 3;
/**
 * Maximum of the further members required, 0 to this many, drawn in secret for each platform, line
 * and month.
 */
export const LINE_DRAWN_MEMBERS = 3;

/**
 * Minimum number of workers with the same news within the counting days of a line; with fewer, the line
 * is not shown.
 */
const LINE_MIN_CROWD = 30;

/**
 * Whether a line of bad news may be shown at all: when few workers have bad news, a line would identify
 * them.
 */
export function mayTellBadNews(crowd: Crowd): boolean {
  return workersWithBadNews(crowd, LINE_COUNTING_DAYS) >= LINE_MIN_CROWD;
}

/** Days for which a line stays once it appeared. */
const LINE_DAYS = 14;
/** Multiple of the expected delay after which a member waits for long. */
const LONG_WAIT_MULTIPLE_OF_EXPECTED_DELAY = 2;
/** Newcomers whom the line on a possible swindle needs. */
const NEWCOMERS_MIN = 10;
const NEWCOMERS_DAYS = 30;
/** Minimum number of accounts, of any age, for the line that members began to report. */
const BEGUN_MIN = 5;

/** Lines that need several members, with a number drawn in secret for each month. */
const MEMBER_LINES = ['several-paid', 'several-waiting', 'several-unpaid'] as const;
type MemberLine = (typeof MEMBER_LINES)[number];

/** A payout with the day from which it counts for lines. */
export type ReportForLines = PayoutEvidence & { readonly linesOn: Day };

/** The private state of lines from day to day. */
export type KeptLines = {
  readonly month: string;
  /** Members beyond three that each line needs in this month. */
  readonly draws: Readonly<Record<MemberLine, number>>;
  /** The last day of each line that is shown. */
  readonly until: Readonly<Partial<Record<StandingLine, Day>>>;
};

type Input = {
  readonly payouts: readonly ReportForLines[];
  readonly standing: Pick<Standing, 'state' | 'mostlyNewAccounts' | 'noNews'>;
  readonly crowd: Crowd;
  readonly kept: KeptLines | null;
  /** A uniform integer from 0 to below its argument. */
  readonly draw: (below: number) => number;
  readonly now: Day;
};

/** The lines of a day. A line is looked at again once its two weeks are over, and not before. */
export function chooseStandingLines(input: Input): { lines: StandingLine[]; kept: KeptLines } {
  const { kept, draw, now, standing } = input;
  const month = monthOf(now);
  const drawn = (): number => draw(LINE_DRAWN_MEMBERS + 1);
  const draws =
    kept?.month === month
      ? kept.draws
      : { 'several-paid': drawn(), 'several-waiting': drawn(), 'several-unpaid': drawn() };
  const until: Partial<Record<StandingLine, Day>> = {};
  for (const [line, holds] of Object.entries(conditions(input, draws)) as [
    StandingLine,
    () => boolean,
  ][]) {
    const last = kept?.until[line];
    if (last !== undefined && last >= now) until[line] = last;
    else if (holds()) until[line] = addDays(now, LINE_DAYS - 1);
  }
  const lines = Object.keys(until) as StandingLine[];
  if (standing.mostlyNewAccounts) lines.push('mostly-new');
  if (standing.noNews) lines.push('no-news');
  return { lines, kept: { month, draws, until } };
}

/** Whether each line that stays may appear today. */
function conditions(
  { payouts, standing, crowd, now }: Input,
  draws: KeptLines['draws'],
): Readonly<Partial<Record<StandingLine, () => boolean>>> {
  const known = payouts.filter((one) => isPayoutCounted(one) && one.linesOn <= now);
  const established = known.filter((one) => one.established);
  const expected = expectedDelays(payouts, now);
  const isRecent = (days: number) => (one: ReportForLines) => one.linesOn > addDays(now, -days);
  const isPaid = (one: ReportForLines): boolean => payoutOutcome(one, now) === 'paid';
  const isUnpaid = (one: ReportForLines): boolean =>
    one.state !== 'waiting' && payoutOutcome(one, now) === 'not-paid';
  // Counts only pending payouts whose author still answers.
  const waitsLong = (one: ReportForLines): boolean =>
    waitsLongerThan(one, LONG_WAIT_MULTIPLE_OF_EXPECTED_DELAY, expected(one), now) &&
    one.unansweredReminders < NO_NEWS_REMINDERS;
  const reaches = (line: MemberLine, reports: readonly ReportForLines[]): boolean =>
    countAuthors(reports) >= LINE_MIN_MEMBERS + draws[line];
  const mayTell = (): boolean => mayTellBadNews(crowd);
  return {
    'several-paid': () =>
      reaches('several-paid', established.filter(isPaid).filter(isRecent(LINE_DAYS))),
    'several-waiting': () => mayTell() && reaches('several-waiting', established.filter(waitsLong)),
    'several-unpaid': () =>
      mayTell() &&
      reaches('several-unpaid', established.filter(isUnpaid).filter(isRecent(LINE_DAYS))),
    slower: () => arePaymentsSlower(known, now),
    'newcomers-unpaid': () =>
      standing.state !== 'not-paying' &&
      countAuthors(
        known
          .filter((one) => !one.established)
          .filter((one) => isUnpaid(one) || waitsLong(one))
          .filter(isRecent(NEWCOMERS_DAYS)),
      ) >= NEWCOMERS_MIN,
    begun: () => standing.state === 'unknown' && countAuthors(known) >= BEGUN_MIN,
  };
}

function countAuthors(reports: readonly ReportForLines[]): number {
  return new Set(reports.map(({ authorKey }) => authorKey)).size;
}
