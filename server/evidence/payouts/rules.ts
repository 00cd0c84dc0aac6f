import type { ClaimAnswer } from '#shared/evidence/claims.ts';
import { EARLIEST_DAY, addDays, daysBetween, type Day } from '#shared/core/days.ts';
import type { FieldIssue, FieldIssues } from '#shared/core/errors.ts';
import { decimalsOf, parseAmount, toMajorUnits, type Currency } from '#shared/core/money.ts';
import type { PayoutOutcome, PayoutFacts, RefusalReasonCode } from '#shared/evidence/payouts.ts';
import { MAX_RECEIVED_SHARE } from '#shared/evidence/publication/rounded-payout.ts';
import {
  isRoundedDelay,
  roundDelay,
  roundPayout,
  shortestDelayOf,
  type RoundedPayout,
} from '#shared/evidence/publication/rounded-payout.ts';

/** The facts of a payout that are stored, and the day asked, which is encrypted while it waits. */
export type ParsedPayout = {
  readonly askedOn: Day;
  readonly kept: RoundedPayout & {
    readonly state: PayoutOutcome;
    readonly currency: Currency;
    readonly method: string;
    readonly dateForgotten: boolean;
    readonly afterReply: boolean;
    readonly refusal: RefusalReasonCode | null;
    readonly dueByItself: boolean;
    readonly solicited: boolean;
    readonly signed: boolean;
    readonly showsAmount: boolean;
    readonly showsMonth: boolean;
  };
};

/**
 * Parses a typed payout and rounds it, or finds all errors by field. `now` is the day in UTC;
 * `givenUpOn` the day on which it was written off, null when nothing was pending.
 */
export function parsePayout(
  typed: PayoutFacts,
  now: Day,
  givenUpOn: Day | null,
): ParsedPayout | { issues: FieldIssues } {
  const issues = findPayoutFieldErrors(typed, now, givenUpOn);
  const expectedMinor = parseAmount(typed.expected, typed.currency);
  const received = parseAmount(typed.received ?? typed.expected, typed.currency);
  if (Object.keys(issues).length > 0 || expectedMinor === null || received === null) {
    return { issues };
  }
  const { askedOn, currency, showsAmount } = typed;
  return {
    askedOn,
    kept: {
      state: typed.outcome,
      currency,
      method: typed.method,
      ...roundPayout({
        currency,
        expectedMinor,
        receivedMinor: typed.outcome === 'received' ? received : null,
        askedOn,
        settledOn: settledDay(typed, givenUpOn),
        showsAmount,
      }),
      dateForgotten: typed.dateForgotten,
      afterReply: typed.afterReply,
      refusal: typed.refusal ?? null,
      dueByItself: typed.dueByItself,
      solicited: typed.solicited,
      signed: typed.signed,
      showsAmount,
      showsMonth: typed.showsMonth,
    },
  };
}

/**
 * Finds all field errors of a payout. Missing fields are errors only where others depend on them,
 * so that incomplete forms can be checked too.
 */
export function findPayoutFieldErrors(
  typed: Partial<PayoutFacts>,
  now: Day,
  givenUpOn: Day | null,
): FieldIssues {
  const { outcome, askedOn } = typed;
  const issues: FieldIssues = {
    ...findContradictions(typed),
    ...checkAsked(typed, now),
    ...checkSettled(typed, now),
    ...checkAmounts(typed),
  };
  if (outcome !== 'given-up') return issues;
  if (givenUpOn === null) issues['outcome'] = { code: 'contradicts' };
  else if (askedOn !== undefined && givenUpOn < askedOn) {
    issues['askedOn'] ??= { code: 'contradicts' };
  }
  return issues;
}

/** The columns of a payout that its author's answer changes. */
export type SettledClaim = {
  readonly state: PayoutOutcome;
  readonly receivedShare: number | null;
  readonly delayDays: number | null;
  readonly dateForgotten: boolean;
  readonly afterReply: boolean;
  readonly refusal: RefusalReasonCode | null;
};

/**
 * Returns the new state of a claim after its author's answer, or the field errors. `now` is in UTC.
 */
export function settleClaim(
  askedOn: Day,
  { answer, on, delay, refusal, afterReply }: ClaimAnswer,
  now: Day,
): SettledClaim | { issues: FieldIssues } {
  const issues: FieldIssues = {};
  const received = answer === 'received' || answer === 'date-forgotten';
  const dated = answer === 'received' || answer === 'refused';
  const settledOn = answer === 'date-forgotten' ? null : (on ?? now);
  if ((on !== undefined || delay !== undefined) && !dated) issues['on'] = { code: 'contradicts' };
  else if (delay !== undefined) Object.assign(issues, checkDelay(delay, on, askedOn, now));
  else if (settledOn !== null && settledOn > now) {
    issues['on'] = { code: 'in-the-future', limit: now };
  } else if (settledOn !== null && settledOn < askedOn) {
    issues['on'] = { code: 'before-start' };
  }
  if (refusal !== undefined && answer !== 'refused') issues['refusal'] = { code: 'contradicts' };
  if (afterReply && !received) issues['afterReply'] = { code: 'contradicts' };
  if (Object.keys(issues).length > 0) return { issues };
  return {
    state: answer === 'date-forgotten' ? 'received' : answer,
    receivedShare: received ? 1 : null,
    delayDays: settledOn === null ? null : (delay ?? roundDelay(daysBetween(askedOn, settledOn))),
    dateForgotten: answer === 'date-forgotten',
    afterReply,
    refusal: refusal ?? null,
  };
}

/** Checks a delay that is told in place of the day on which a claim was settled. */
function checkDelay(delay: number, on: Day | undefined, askedOn: Day, now: Day): FieldIssues {
  if (on !== undefined) return { on: { code: 'contradicts' } };
  if (!isRoundedDelay(delay)) return { delay: { code: 'invalid' } };
  const possible = addDays(askedOn, shortestDelayOf(delay)) <= now;
  return possible ? {} : { on: { code: 'in-the-future', limit: now } };
}

/** Returns the rights of a viewer on a payout: its author corrects, closes and withdraws it. */
export function payoutRights(viewer: { author: boolean }): { edit: boolean } {
  return { edit: viewer.author };
}

function settledDay(
  { outcome, receivedOn, refusedOn }: PayoutFacts,
  givenUpOn: Day | null,
): Day | null {
  const days = { received: receivedOn, waiting: null, refused: refusedOn, 'given-up': givenUpOn };
  return days[outcome] ?? null;
}

const BELONGS_TO = [
  ['received', 'received'],
  ['receivedOn', 'received'],
  ['dateForgotten', 'received'],
  ['afterReply', 'received'],
  ['refusedOn', 'refused'],
  ['refusal', 'refused'],
] as const;

/**
 * Finds fields that belong to another outcome than the typed one. They are errors, never ignored:
 * one of the two was a mistake.
 */
function findContradictions(typed: Partial<PayoutFacts>): FieldIssues {
  const issues: FieldIssues = {};
  const { outcome } = typed;
  for (const [name, belongsTo] of BELONGS_TO) {
    const said = typed[name] !== undefined && typed[name] !== false;
    if (said && outcome !== undefined && outcome !== belongsTo) {
      issues[name] = { code: 'contradicts' };
    }
  }
  if (typed.dateForgotten === true && typed.receivedOn !== undefined) {
    issues['dateForgotten'] ??= { code: 'contradicts' };
  }
  return issues;
}

function checkAsked({ askedOn }: Partial<PayoutFacts>, now: Day): FieldIssues {
  if (askedOn === undefined) return {};
  if (askedOn > now) return { askedOn: { code: 'in-the-future', limit: now } };
  if (askedOn < EARLIEST_DAY) return { askedOn: { code: 'too-small', limit: EARLIEST_DAY } };
  return {};
}

/** Checks the day of receipt or refusal that the outcome needs; without an outcome, both days. */
function checkSettled(typed: Partial<PayoutFacts>, now: Day): FieldIssues {
  const { outcome, receivedOn, refusedOn, dateForgotten } = typed;
  if (outcome === undefined) {
    const told = receivedOn ?? refusedOn ?? (dateForgotten || undefined);
    return told === undefined
      ? {
          receivedOn: { code: 'required-if', limit: 'received' },
          refusedOn: { code: 'required-if', limit: 'refused' },
        }
      : {};
  }
  if (outcome === 'waiting' || outcome === 'given-up') return {};
  if (outcome === 'received' && dateForgotten === true) return {};
  const name = outcome === 'received' ? 'receivedOn' : 'refusedOn';
  const settledOn = typed[name];
  if (settledOn === undefined) return { [name]: { code: 'required' } };
  if (settledOn > now) return { [name]: { code: 'in-the-future', limit: now } };
  if (typed.askedOn !== undefined && settledOn < typed.askedOn) {
    return { [name]: { code: 'before-start' } };
  }
  return {};
}

/** Checks the amounts in their currency; without a currency they are not checked. */
function checkAmounts(typed: Partial<PayoutFacts>): FieldIssues {
  const issues: FieldIssues = {};
  const { currency } = typed;
  if (currency === undefined) return issues;
  const read = (name: 'expected' | 'received'): number | null => {
    const text = typed[name];
    if (text === undefined) return null;
    const minor = parseAmount(text, currency);
    if (minor === null) issues[name] = notAnAmount(currency);
    if (minor === 0) issues[name] = tooSmall(currency);
    return minor;
  };
  const [expected, received] = [read('expected'), read('received')];
  if (expected === null) return issues;
  const most = expected * MAX_RECEIVED_SHARE;
  if (received !== null && received > most) issues['received'] ??= tooBig(most, currency);
  return issues;
}

function notAnAmount(currency: Currency): FieldIssue {
  return { code: 'not-an-amount', limit: decimalsOf(currency) === 0 ? '2750' : '27,50' };
}

function tooSmall(currency: Currency): FieldIssue {
  return { code: 'too-small', limit: String(toMajorUnits(1, currency)) };
}

function tooBig(minor: number, currency: Currency): FieldIssue {
  return { code: 'too-big', limit: String(toMajorUnits(minor, currency)) };
}
