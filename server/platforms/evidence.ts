import { addDays, daysBetween, middleOfMonth, monthOf, type Day } from '#shared/days.ts';
import { delayCurve, percentile } from '#shared/delay.ts';
import type { PublishedEvidence } from '#shared/platforms.ts';
import type { Standing } from '#shared/standing.ts';

/** A pay-out as everybody sees it: rounded amounts, the month asked, the delay in days. */
export type PublishedPayout = {
  readonly state: 'received' | 'waiting' | 'refused';
  readonly authorKey: string;
  readonly askedMonth: string;
  readonly delayDays: number | null;
  readonly expectedRounded: number;
  readonly receivedRounded: number | null;
  readonly hasScreenshot: boolean;
  readonly signed: boolean;
};

const YEAR_DAYS = 365;
const SHARE_DAYS = 90;
const MONTHS_SHOWN = 12;

/**
 * Counts, shares and delays of a platform, from published values alone, so that a copy of the
 * site computes the same. The day asked is taken as the middle of its month.
 */
export function describeEvidence(
  payouts: readonly PublishedPayout[],
  incidents: readonly { kind: string; reason: string }[],
  standing: Standing,
  now: Day,
): PublishedEvidence {
  const dated = payouts.map((payout) => date(payout, now));
  const year = dated.filter((payout) => payout.age <= YEAR_DAYS);
  const curve = delayCurve(year.map(({ state, days }) => ({ days, event: state })));
  const waits = dated.filter(({ state }) => state === 'waiting').map(({ days }) => days);
  const overdue = payouts.filter((payout) => isOverdue(date(payout, now), standing.expectedDays));
  const closed = incidents.filter(({ kind }) => kind === 'account-closed');
  return {
    payouts: payouts.length,
    received: count(payouts, 'received'),
    waiting: count(payouts, 'waiting'),
    refused: count(payouts, 'refused'),
    members: new Set(payouts.map(({ authorKey }) => authorKey)).size,
    medianDelayDays: percentile(curve, 0.5),
    delay95Days: percentile(curve, 0.95),
    longestWaitDays: waits.length === 0 ? null : Math.max(...waits),
    overdueMembers: new Set(overdue.map(({ authorKey }) => authorKey)).size,
    lastReceivedOn: standing.lastReceivedOn,
    shareReceived90d: shareReceived(
      dated.filter((payout) => payout.age <= SHARE_DAYS),
      standing.expectedDays,
    ),
    shareReceived12m: shareReceived(year, standing.expectedDays),
    due12m: settledOrOverdue(year, standing.expectedDays).length,
    screenshots: payouts.filter(({ hasScreenshot }) => hasScreenshot).length,
    incidents: incidents.length,
    accountsClosed: closed.length,
    accountsClosedWithoutReason: closed.filter(({ reason }) => reason === 'none').length,
    curve,
    months: countByMonth(payouts, now),
  };
}

type Dated = { state: PublishedPayout['state']; age: number; days: number };

function date(payout: PublishedPayout, now: Day): Dated {
  const age = Math.max(0, daysBetween(middleOfMonth(payout.askedMonth), now));
  return { state: payout.state, age, days: payout.delayDays ?? age };
}

function count(payouts: readonly PublishedPayout[], state: PublishedPayout['state']): number {
  return payouts.filter((payout) => payout.state === state).length;
}

function isOverdue({ state, days }: Dated, expectedDays: number): boolean {
  return state === 'waiting' && days > expectedDays;
}

/** What should have been paid by now: received, refused or overdue. */
function settledOrOverdue(payouts: readonly Dated[], expectedDays: number): readonly Dated[] {
  return payouts.filter((payout) => payout.state !== 'waiting' || isOverdue(payout, expectedDays));
}

/** Received ÷ (received + refused + overdue), 0 to 1; null where nothing is due yet. */
function shareReceived(payouts: readonly Dated[], expectedDays: number): number | null {
  const due = settledOrOverdue(payouts, expectedDays);
  const received = due.filter(({ state }) => state === 'received').length;
  return due.length === 0 ? null : received / due.length;
}

function countByMonth(payouts: readonly PublishedPayout[], now: Day): PublishedEvidence['months'] {
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) =>
    monthOf(addDays(middleOfMonth(monthOf(now)), Math.round((index - MONTHS_SHOWN + 1) * 30.44))),
  );
  return months.map((month) => {
    const asked = payouts.filter((payout) => payout.askedMonth === month);
    return {
      month,
      received: count(asked, 'received'),
      waiting: count(asked, 'waiting'),
      refused: count(asked, 'refused'),
    };
  });
}
