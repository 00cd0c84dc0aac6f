import { groupBy } from '#shared/core/group-by.ts';
import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import type { ReleasedSlip, SlipOutcome } from '#shared/directory/slip-figures.ts';
import {
  BUDGET_DAYS,
  chooseLevel,
  crowdSize,
  DETAIL_ONE_IN,
  KNOWING_WINDOW,
  knowingPrice,
  SAME_VOICE_DAYS,
  type Crowd,
} from '#shared/evidence/publication/meter.ts';
import { sumOf } from '#shared/evidence/weighted-statistics.ts';
import {
  badShareOf,
  drawMonday,
  MAX_REPORTS_OF_VOICE,
  slipContent,
} from '#server/evidence/publication/rules.ts';

/** A report on the day on which it comes, with what the lots of its slip would draw, from 0 to 1. */
export type Report = {
  readonly day: number;
  readonly author: string;
  readonly established: boolean;
  readonly outcome: SlipOutcome;
  readonly delayDays: number | null;
  readonly detailLot: number;
  readonly mondayLot: number;
};

/** Whether an author shows knowingly what the meter holds back. */
export type Habit = 'takes what the meter gives' | 'shows all knowingly';

/** A slip as everybody sees it from its Monday on, and its author, whom nobody sees. */
export type PlayedSlip = ReleasedSlip & { readonly author: string };

type Kept = { readonly slip: ReleasedSlip; readonly day: number; readonly price: number };

/** The calendar day of day 0, a Monday. */
const START: Day = '2024-01-01';
export const dayOf = (day: number): Day => addDays(START, day);
const YEAR = 365;
const QUARTER = 90;

/**
 * Plays reports through the meter as the server publishes them (`server/evidence/publication/
 * publish-report.ts`): a report joins the slip of its author that waits, else the meter chooses its
 * level by the crowd and by what she spent, and its Monday is drawn.
 */
export function playReports(
  reports: readonly Report[],
  sourced: number | null,
  habitOf: (author: string) => Habit,
): PlayedSlip[] {
  const kept = new Map<string, Kept[]>();
  const inOrder = reports.toSorted((a, b) => a.day - b.day);
  for (const [index, report] of inOrder.entries()) {
    const own = kept.get(report.author) ?? [];
    kept.set(report.author, own);
    if (own.some(({ day }) => day > report.day)) continue;
    const crowd = crowdOf(inOrder.slice(0, index + 1), report.day, sourced);
    const made = makeSlip(report, own, crowd, habitOf(report.author));
    if (made !== null) own.push(made);
  }
  return [...kept].flatMap(([author, own]) => own.map(({ slip }) => ({ ...slip, author })));
}

function makeSlip(report: Report, own: readonly Kept[], crowd: Crowd, habit: Habit): Kept | null {
  const spent = own.reduce(
    (product, { day, price }) => (day > report.day - BUDGET_DAYS ? product * price : product),
    1,
  );
  const said = own.filter(
    ({ slip: { outcome }, day }) =>
      outcome === report.outcome && day > report.day - SAME_VOICE_DAYS,
  );
  const level = chooseLevel(crowd, spent, report.detailLot * DETAIL_ONE_IN < 1 ? 'delay' : 'none');
  const showsKnowingly = habit === 'shows all knowingly' && said.length === 0;
  if (level === null && !showsKnowingly) return null;
  const content =
    level === null
      ? {
          window: KNOWING_WINDOW,
          detail: null,
          detailClass: null,
          price: knowingPrice(report.outcome, crowd.badShare),
        }
      : slipContent({ ...report, amountBand: null }, level, crowd);
  const monday = drawMonday(dayOf(report.day), content.window, (below) =>
    Math.floor(report.mondayLot * below),
  );
  const { outcome } = report;
  const on = report.day + daysBetween(dayOf(report.day), monday);
  const isHeardAgain = said.some(({ slip, day }) => slip.established && day > on - SAME_VOICE_DAYS);
  const established = report.established && !isHeardAgain;
  const { detail, detailClass, price } = content;
  const slip = { monday, outcome, detail, detailClass, established, solicited: false };
  return { slip, day: on, price };
}

/** The crowd as the server counts it (`crowd.ts`): established members who reported, and their reports. */
function crowdOf(reports: readonly Report[], day: number, sourced: number | null): Crowd {
  const year = reports.filter((report) => report.established && report.day > day - YEAR);
  const quarter = year.filter((report) => report.day > day - QUARTER);
  const shareOf = (some: readonly Report[], most: number): number => {
    const voices = [...groupBy(some, ({ author }) => author).values()].map((own) => ({
      bad: own.filter(({ outcome }) => outcome === 'not-paid').length,
      all: own.length,
      weight: Math.min(1, most / own.length),
    }));
    return badShareOf({
      bad: sumOf(voices, ({ bad, weight }) => bad * weight),
      all: sumOf(voices, ({ all, weight }) => all * weight),
    });
  };
  return {
    workers: crowdSize(sourced, new Set(year.map(({ author }) => author)).size),
    badShare: Math.min(
      shareOf(year, MAX_REPORTS_OF_VOICE.year),
      shareOf(quarter, MAX_REPORTS_OF_VOICE.quarter),
    ),
  };
}
