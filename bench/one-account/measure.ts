import { computeSlipFigures } from '#shared/evidence/publication/compute-slip-figures.ts';
import type { SlipFigures } from '#shared/directory/slip-figures.ts';
import { dayOf, playReports, type Habit, type PlayedSlip, type Report } from './desk.ts';
import {
  ACCOUNT,
  ATTACK_DAY,
  drawFalse,
  drawHonest,
  WATCHED_DAYS,
  type Account,
} from './worlds.ts';

export type World = { readonly rate: number; readonly sourced: number | null };

/** A platform without the account: its honest reports, and its figures on each Monday. */
export type Quiet = {
  readonly world: World;
  readonly honest: readonly Report[];
  readonly figures: readonly SlipFigures[];
};

/** How far one account moves the figures of a platform, at most on any Monday until a day. */
export type Shift = {
  /** Points of the share received. */
  readonly share: number;
  /** Days of the median delay; null where there are too few delays. */
  readonly median: number | null;
  /** Its slips that are released by then. */
  readonly slips: number;
};

const MONDAYS = Array.from({ length: WATCHED_DAYS / 7 + 1 }, (_, week) => ATTACK_DAY + 7 * week);

export function playQuiet(world: World, seed: number): Quiet {
  const honest = drawHonest(world.rate, seed);
  const slips = playReports(honest, world.sourced, () => 'takes what the meter gives');
  return { world, honest, figures: figuresOf(slips) };
}

/** Plays the same platform with the account, on the same draws; a shift for each number of days. */
export function playAccount(
  { world, honest, figures }: Quiet,
  account: Account,
  isEstablished: boolean,
  spans: readonly number[],
  seed: number,
): Shift[] {
  const lies = drawFalse(account, isEstablished, seed + 1);
  const habitOf = (author: string): Habit =>
    author === ACCOUNT ? account.habit : 'takes what the meter gives';
  const slips = playReports([...honest, ...lies], world.sourced, habitOf);
  const moved = figuresOf(slips);
  return spans.map((days) => {
    const shifts = figures.slice(0, days / 7 + 1).map((before, week) => {
      const after = moved[week] ?? before;
      return {
        share: differenceOf(before.shareReceived, after.shareReceived),
        median: differenceOf(before.medianDelayDays, after.medianDelayDays),
      };
    });
    const last = dayOf(ATTACK_DAY + days);
    return {
      share: 100 * (largest(shifts.map(({ share }) => share)) ?? 0),
      median: largest(shifts.map(({ median }) => median)),
      slips: slips.filter(({ author, monday }) => author === ACCOUNT && monday <= last).length,
    };
  });
}

function figuresOf(slips: readonly PlayedSlip[]): SlipFigures[] {
  return MONDAYS.map((day) => computeSlipFigures(slips, dayOf(day)));
}

function differenceOf(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

/** The one farthest from 0; null of none. */
function largest(moves: readonly (number | null)[]): number | null {
  return moves.reduce(
    (most, move) =>
      move !== null && (most === null || Math.abs(move) > Math.abs(most)) ? move : most,
    null,
  );
}
