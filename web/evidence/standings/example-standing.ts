import { addDays, type Day } from '#shared/core/days.ts';
import { expectedDelays, type PayoutEvidence } from '#shared/evidence/payout-evidence.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import {
  computeStanding,
  type PreviousStanding,
  type Standing,
} from '#shared/evidence/standing.ts';
import { weighReports, type WeighedReport } from '#shared/evidence/standing-reports.ts';

const NOW: Day = '2026-06-30';
/** Days from a posting, and from a delay that is over, to the day on which the report counts. */
const DRAWN_DAYS = 3;

type Report = Pick<PayoutEvidence, 'authorKey' | 'state'> & {
  readonly askedDaysAgo: number;
  /** Days until it was received; null while it is pending. */
  readonly delayDays: number | null;
  readonly shareReceived?: number;
  readonly isNewAccount?: boolean;
};

const REPORTS: readonly Report[] = [
  { authorKey: 'A', state: 'received', askedDaysAgo: 20, delayDays: 6 },
  { authorKey: 'A', state: 'received', askedDaysAgo: 45, delayDays: 8 },
  { authorKey: 'B', state: 'received', askedDaysAgo: 30, delayDays: 10 },
  { authorKey: 'C', state: 'received', askedDaysAgo: 26, delayDays: 9, shareReceived: 0.5 },
  { authorKey: 'D', state: 'received', askedDaysAgo: 70, delayDays: 12 },
  { authorKey: 'E', state: 'waiting', askedDaysAgo: 40, delayDays: null },
  { authorKey: 'F', state: 'waiting', askedDaysAgo: 10, delayDays: null },
  { authorKey: 'G', state: 'received', askedDaysAgo: 18, delayDays: 7 },
  { authorKey: 'H', state: 'received', askedDaysAgo: 24, delayDays: 9 },
  { authorKey: 'I', state: 'received', askedDaysAgo: 15, delayDays: 4, isNewAccount: true },
];
/** Reports that make A to F regulars, so old that they weigh nothing any more. */
const YEARS_AGO: readonly Report[] = ['A', 'B', 'C', 'D', 'E', 'F'].map((authorKey) => ({
  authorKey,
  state: 'received',
  askedDaysAgo: 1_500,
  delayDays: 8,
}));

const BEFORE: PreviousStanding = {
  state: 'promising',
  since: addDays(NOW, -1_000),
  everKnown: true,
};

/** A report of the example. */
export type ExampleReport = {
  readonly payout: PayoutEvidence;
  /** Days since it was asked. */
  readonly askedDaysAgo: number;
  /** Null where the report does not count. */
  readonly weighed: WeighedReport | null;
};

/** The worked example of the page on the rule, computed by the functions of real standings. */
export function computeExampleStanding(): {
  reports: readonly ExampleReport[];
  before: PreviousStanding;
  standing: Standing;
  expectedDays: number;
} {
  const payouts = [...YEARS_AGO, ...REPORTS].map(toEvidence);
  const weighed = weighReports(payouts, NOW);
  return {
    reports: REPORTS.map((report) => ({
      payout: toEvidence(report),
      askedDaysAgo: report.askedDaysAgo,
      weighed:
        weighed.find(
          ({ authorKey, asked }) => authorKey === report.authorKey && asked === report.askedDaysAgo,
        ) ?? null,
    })),
    before: BEFORE,
    standing: computeStanding({ payouts, previous: BEFORE, closed: false, now: NOW }),
    expectedDays: expectedDaysOf(payouts),
  };
}

function expectedDaysOf(payouts: readonly PayoutEvidence[]): number {
  const [first] = payouts;
  return first === undefined ? rule.EXPECTED_DEFAULT_DAYS : expectedDelays(payouts, NOW)(first);
}

function toEvidence(report: Report): PayoutEvidence {
  const { authorKey, state, askedDaysAgo, delayDays } = report;
  const askedOn = addDays(NOW, -askedDaysAgo);
  const settledOn = delayDays === null ? null : addDays(askedOn, delayDays);
  const toldOn = settledOn ?? askedOn;
  const unpaidAfter =
    Math.ceil(rule.UNPAID_MULTIPLE_OF_EXPECTED_DELAY * rule.EXPECTED_MIN_DAYS) + DRAWN_DAYS;
  return {
    authorKey,
    established: report.isNewAccount !== true,
    solicited: false,
    suspect: false,
    state,
    shareReceived: report.shareReceived ?? 1,
    askedOn,
    settledOn,
    toldOn,
    countsFrom: addDays(toldOn, DRAWN_DAYS),
    unpaidOn: state === 'waiting' ? addDays(askedOn, unpaidAfter) : null,
    stillWaitingOn: null,
    unansweredReminders: 0,
    withdrewOn: null,
    promiseDays: null,
  };
}
