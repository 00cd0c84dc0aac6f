import { PRAISE_60, type Attack } from './attackers.ts';
import type { World } from './reports.ts';
import type { Platform, Rule, Verdict } from './rules.ts';
import {
  DAYS,
  honestWorld,
  neverPayingWorld,
  platformOf,
  runOf,
  stoppingWorld,
  type HonestKind,
} from './worlds.ts';

/** Days of one step while nothing is to be timed: a warning lasts longer than the short one. */
const STEP_DAYS = 2;
const SETTLING_STEP_DAYS = 4;
/** Until this day an honest platform is asked every SETTLING_STEP_DAYS. */
const SETTLED_DAY = 120;
/** Days after its turn for which a platform is watched. */
export const WATCHED_AFTER_TURN_DAYS = 240;
const SMEARED_DAYS = 130;

/** Whether an honest platform was ever said to be bad. */
export function isEverFlipped(
  rule: Rule,
  run: number,
  seed: number,
  row: {
    rate: number;
    bias: number;
    forgotten: number;
    kind: HonestKind;
    /** What differs in this world besides. */
    change?: Partial<World>;
  },
): boolean {
  const it = runOf(run, seed, row.rate, row.bias);
  const world = { ...honestWorld(it, row.kind, row.forgotten), ...row.change };
  const ask = rule.watch(platformOf(world, it));
  for (let day = 7; day < DAYS; day += day < SETTLED_DAY ? SETTLING_STEP_DAYS : STEP_DAYS) {
    if (ask(day) === 'bad') return true;
  }
  return false;
}

/** Asks about every day up to the turn, in steps; returns the last verdict. */
function settle(ask: (day: number) => Verdict, turnDay: number): { last: Verdict; bad: boolean } {
  let [last, bad]: [Verdict, boolean] = ['unknown', false];
  for (let day = 7; day <= turnDay; day += SETTLING_STEP_DAYS) {
    last = ask(day);
    bad ||= last === 'bad';
  }
  return { last, bad };
}

/**
 * Days from the stop until the rule says bad; null where it never does within
 * WATCHED_AFTER_TURN_DAYS, undefined where the platform was not said to be good when it stopped.
 */
export function daysToSeeStop(
  rule: Rule,
  run: number,
  seed: number,
  row: { rate: number; bias: number; attack: Attack; countingDays?: number },
): number | null | undefined {
  const it = runOf(run, seed, row.rate, row.bias);
  const stopping = stoppingWorld(it, run);
  const world = { ...stopping, countingDays: row.countingDays ?? stopping.countingDays };
  const lies = row.attack.draw(world, it.turnDay + 1, it.seed + 4);
  const ask = rule.watch(platformOf(world, it, lies));
  if (settle(ask, it.turnDay).last !== 'good') return undefined;
  return daysToBad(ask, it.turnDay);
}

/** Days from the first report until the rule says bad of a platform that never pays. */
export function daysToSeeNever(
  rule: Rule,
  run: number,
  seed: number,
  row: { rate: number; attack: Attack },
): number | null {
  const { ask, first } = watchNever(rule, run, seed, row);
  return daysToBad(ask, first - 1);
}

/** Whether a platform that never pays was said to be good within WATCHED_AFTER_TURN_DAYS. */
export function isNeverPraised(
  rule: Rule,
  run: number,
  seed: number,
  row: { rate: number; attack: Attack },
): boolean {
  const { ask, first } = watchNever(rule, run, seed, row);
  for (let after = 0; after < WATCHED_AFTER_TURN_DAYS; after += STEP_DAYS) {
    if (ask(first + after) === 'good') return true;
  }
  return false;
}

function watchNever(rule: Rule, run: number, seed: number, row: { rate: number; attack: Attack }) {
  const it = runOf(run, seed, row.rate);
  const world = neverPayingWorld(it, run);
  const platform = platformOf(world, it, row.attack.draw(world, 0, it.seed + 4));
  const first = Math.min(...platform.reports.map(({ postedOn }) => postedOn));
  return { ask: rule.watch(platform), first };
}

function daysToBad(ask: (day: number) => Verdict, turnDay: number): number | null {
  for (let after = 1; after <= WATCHED_AFTER_TURN_DAYS; after += 1) {
    if (ask(turnDay + after) === 'bad') return after;
  }
  return null;
}

/** Whether a smeared platform that pays was said to be bad; undefined where it was before. */
export function isSmeared(
  rule: Rule,
  run: number,
  seed: number,
  row: { rate: number; bias: number; attack: Attack; withPraise?: boolean },
): boolean | undefined {
  const it = runOf(run, seed, row.rate, row.bias);
  const lies = [
    ...row.attack.draw(it.world, it.turnDay + 1, it.seed + 4),
    ...(row.withPraise === true ? PRAISE_60.draw(it.world, it.turnDay + 1, it.seed + 5) : []),
  ];
  const ask = rule.watch(platformOf(it.world, it, lies));
  if (settle(ask, it.turnDay).bad) return undefined;
  for (let after = 1; after <= SMEARED_DAYS; after += STEP_DAYS) {
    if (ask(it.turnDay + after) === 'bad') return true;
  }
  return false;
}

/** Days from its turn until the rule speaks of slow payments; null where it never does. */
export function daysToSeeDecay(
  watch: (platform: Platform) => (day: number) => boolean,
  platform: Platform,
  turnDay: number,
): number | null {
  const ask = watch(platform);
  for (let after = 1; after <= WATCHED_AFTER_TURN_DAYS; after += 1) {
    if (ask(turnDay + after)) return after;
  }
  return null;
}

/** Whether the line on slow payments is ever said of a platform whose payments are as usual. */
export function isEverSlow(
  watch: (platform: Platform) => (day: number) => boolean,
  run: number,
  seed: number,
  row: { rate: number; kind: HonestKind; attack?: Attack },
): boolean {
  const it = runOf(run, seed, row.rate);
  const world = honestWorld(it, row.kind, 0);
  const lies = row.attack?.draw(world, it.turnDay + 1, it.seed + 4);
  const ask = watch(platformOf(world, it, lies));
  for (let day = SETTLED_DAY; day < DAYS; day += STEP_DAYS) if (ask(day)) return true;
  return false;
}
