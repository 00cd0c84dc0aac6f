import type { Day } from '#shared/core/days.ts';
import { delayPercentile } from '#shared/evidence/payment-delay.ts';
import type { PublishedEvidence } from '#shared/directory/platforms.ts';
import type { Standing } from '#shared/evidence/standing.ts';
import { countPayoutsByMonth, groupPayoutsByMethod } from './payout-breakdown.ts';
import {
  YEAR_DAYS,
  countPayoutsInState,
  delayCurveOfPayouts,
  datePayouts,
  isPayoutDue,
  shareOfDueReceived,
  type StandingPayout,
} from './published-payouts.ts';

/** Version of the JSON in `platform_summary.evidence`; older ones are recomputed. */
export const EVIDENCE_FORMAT_VERSION = 5;

const SHARE_DAYS = 90;

/**
 * Computes a platform's counts, shares and delays from published values only, so that a mirror gets the
 * same results. A request is dated to the middle of its month. Leaves out solicited posts.
 */
export function summarizeEvidence(
  published: readonly StandingPayout[],
  incidents: readonly { kind: string; reason: string }[],
  standing: Pick<Standing, 'expectedDays' | 'lastReceivedOn'>,
  now: Day,
): Omit<PublishedEvidence, 'countries' | 'tasks'> {
  const { expectedDays } = standing;
  const payouts = datePayouts(published, now);
  const year = payouts.filter(({ age }) => age <= YEAR_DAYS);
  const curve = delayCurveOfPayouts(year);
  const waiting = payouts.filter(({ state }) => state === 'waiting');
  const overdue = waiting.filter(({ days }) => days > expectedDays);
  const closed = incidents.filter(({ kind }) => kind === 'account-closed');
  return {
    payouts: payouts.length,
    received: countPayoutsInState(payouts, 'received'),
    waiting: waiting.length,
    refused: countPayoutsInState(payouts, 'refused'),
    givenUp: countPayoutsInState(payouts, 'given-up'),
    members: countAuthors(payouts),
    waitingMembers: countAuthors(waiting),
    medianDelayDays: delayPercentile(curve, 0.5),
    delay95Days: delayPercentile(curve, 0.95),
    longestWaitDays:
      waiting.length === 0 ? null : waiting.reduce((most, { days }) => Math.max(most, days), 0),
    overdueMembers: countAuthors(overdue),
    lastReceivedOn: standing.lastReceivedOn,
    shareReceived90d: shareOfDueReceived(
      payouts.filter(({ age }) => age <= SHARE_DAYS),
      expectedDays,
    ),
    shareReceived12m: shareOfDueReceived(year, expectedDays),
    due12m: year.filter((payout) => isPayoutDue(payout, expectedDays)).length,
    screenshots: payouts.filter(({ hasScreenshot }) => hasScreenshot).length,
    incidents: incidents.length,
    accountsClosed: closed.length,
    accountsClosedWithoutReason: closed.filter(({ reason }) => reason === 'none').length,
    curve,
    months: countPayoutsByMonth(payouts, now),
    methods: groupPayoutsByMethod(year),
  };
}

function countAuthors(payouts: readonly StandingPayout[]): number {
  return new Set(payouts.map(({ authorKey }) => authorKey)).size;
}
