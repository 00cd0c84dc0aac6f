import {
  PLEDGING_HOURS_AFTER_THRESHOLD,
  MIN_PLEDGE_THRESHOLD,
  SECONDERS_NEEDED,
  type BoycottFailure,
  type BoycottPace,
  type BoycottState,
} from '#shared/collective/boycotts.ts';
import { maxThresholdFor } from './pledge-count-rules.ts';
import { type CountsByRank, countedPledges } from '#shared/collective/pledge-counts.ts';

const HOUR_MS = 3_600_000;

export type BoycottStepFields = {
  readonly state: BoycottState;
  readonly pace: BoycottPace;
  readonly threshold: number;
  readonly debateHours: number;
  readonly pledgeHours: number;
  readonly onDays: number;
  readonly reached: boolean;
  readonly stepEndsAt: Date | null;
};

/** Counts on which the next step depends; each state needs only some of them. */
export type BoycottStepCounts = {
  readonly seconders: number;
  readonly eligible: CountsByRank;
  readonly pledges: CountsByRank;
};

export type BoycottStep =
  | { readonly to: 'debated'; readonly until: Date }
  | { readonly to: 'pledging'; readonly until: Date; readonly threshold: number }
  | { readonly to: 'reached'; readonly until: Date }
  | { readonly to: 'on'; readonly until: Date }
  | { readonly to: 'failed'; readonly failure: BoycottFailure }
  | { readonly to: 'ended' };

export function dueBoycottStep(
  boycott: BoycottStepFields,
  counts: BoycottStepCounts,
  now: Date,
): BoycottStep | null {
  const { state, stepEndsAt } = boycott;
  const due = stepEndsAt !== null && stepEndsAt <= now;
  if (state === 'proposed') {
    if (counts.seconders >= SECONDERS_NEEDED) {
      return { to: 'debated', until: addHours(now, boycott.debateHours) };
    }
    return due ? { to: 'failed', failure: 'no-seconders' } : null;
  }
  if (state === 'debated') return due ? afterDebate(boycott, counts.eligible, now) : null;
  if (state === 'pledging') return whilePledging(boycott, countedPledges(counts.pledges), now, due);
  if (state === 'on' && due) return { to: 'ended' };
  return null;
}

function afterDebate(
  { threshold, pledgeHours }: BoycottStepFields,
  eligible: CountsByRank,
  now: Date,
): BoycottStep {
  const most = maxThresholdFor(eligible);
  if (most < MIN_PLEDGE_THRESHOLD) return { to: 'failed', failure: 'too-few-eligible' };
  const until = addHours(now, pledgeHours);
  return { to: 'pledging', until, threshold: Math.min(threshold, most) };
}

function whilePledging(
  { threshold, reached, pace, onDays, stepEndsAt }: BoycottStepFields,
  pledged: number,
  now: Date,
  due: boolean,
): BoycottStep | null {
  if (due) {
    if (pledged < threshold) return { to: 'failed', failure: 'too-few-pledges' };
    return { to: 'on', until: addHours(now, onDays * 24) };
  }
  if (reached || pledged < threshold || stepEndsAt === null) return null;
  const lastCall = addHours(now, PLEDGING_HOURS_AFTER_THRESHOLD[pace]);
  return { to: 'reached', until: lastCall < stepEndsAt ? lastCall : stepEndsAt };
}

/** Adds hours to an instant, truncated to the second. */
export function addHours(now: Date, hours: number): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000 + hours * HOUR_MS);
}
