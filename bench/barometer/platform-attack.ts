import { groupBy } from '#shared/core/group-by.ts';
import { addDays, addMonths, mondayOf, type Day } from '#shared/core/days.ts';
import { computeEdition } from '#shared/evidence/barometer/compute-edition.ts';
import { countsInEdition } from '#shared/evidence/barometer/counted-platforms.ts';
import {
  CELL_MIN_MEMBERS,
  type EditionCell,
  type PlatformKind,
} from '#shared/evidence/barometer/edition.ts';
import { stepOfShare } from '#shared/evidence/barometer/intervals.ts';
import { weightsOf } from '#shared/evidence/weighted-statistics.ts';
import { FIGURE_MIN_MEMBERS } from '#shared/evidence/tasks.ts';
import type { WorldMonth, WorldReport } from './world.ts';

/** Whose reports an edition counts: the last one is the site's way. */
export const COUNTED = ['all platforms', 'platforms with figures'] as const;
export type Counted = (typeof COUNTED)[number];

type Figure = 'hourly' | 'refusals';
export const COMPARED_FIGURES: readonly Figure[] = ['hourly', 'refusals'];
/** Half the step of a share on a platform's page. */
const PLATFORM_ROUNDING = 0.025;

export type PlatformDifferences = {
  /** Sums of editions less figures of platforms. */
  readonly compared: number;
  /** Those that leave fewer than ten members of platforms too small for figures. */
  readonly exposed: number;
  /** Those that leave fewer than ten members who withdrew a report meanwhile. */
  readonly withdrawn: number;
  /** Of both, shares that rounding leaves less than half open, of those with a share. */
  readonly narrow: number;
};

/**
 * Takes from the figures of a kind over one month, or several in a row, what the figures of its platforms
 * grew by meanwhile. The attacker knows whose reports lie in which figure; tasks and clients need as many
 * members as platforms do, so a platform without figures has none of these.
 */
export function findPlatformDifferences(
  world: readonly WorldMonth[],
  counted: Counted,
): PlatformDifferences {
  const found = COMPARED_FIGURES.flatMap((figure) => differencesOf(world, counted, figure));
  const few = ({ people }: Rest): boolean => people > 0 && people < CELL_MIN_MEMBERS;
  const exposed = found.filter(({ small }) => few(small));
  const withdrawn = found.filter(({ small, gone }) => small.people === 0 && few(gone));
  return {
    compared: found.length,
    exposed: exposed.length,
    withdrawn: withdrawn.length,
    narrow: [...exposed.map(({ small }) => small), ...withdrawn.map(({ gone }) => gone)].filter(
      ({ open }) => open !== null && open < 0.5,
    ).length,
  };
}

type Rest = { readonly people: number; readonly open: number | null };
type Difference = { readonly small: Rest; readonly gone: Rest };

function differencesOf(
  world: readonly WorldMonth[],
  counted: Counted,
  figure: Figure,
): Difference[] {
  const all = reportsOf(world).filter((one) => counts(one, figure));
  const platforms = groupBy(all, ({ platformId }) => platformId);
  const cells = world.flatMap((month) => publish(world, month, counted, figure));
  return [...groupBy(cells, ({ kind }) => kind)].flatMap(([kind, own]) => {
    const ids = [...new Set(all.filter((one) => one.kind === kind).map((one) => one.platformId))];
    return runsOf(own).map((run) => {
      const rows = rowsOf(run);
      let noise = run.reduce((sum, { reports }) => sum + roundingOf(reports), 0);
      const [small, gone]: [WorldReport[], WorldReport[]] = [[], []];
      for (const id of ids) {
        const reports = platforms.get(id) ?? [];
        const within = run.flatMap((one) => one.reports.filter((r) => r.platformId === id));
        if (within.length === 0) continue;
        // The longest time of which the figures of the platform tell both ends.
        const from = rows.find((row) => isKnown(rowAt(reports, row)));
        const to = rows.findLast((row) => isShown(rowAt(reports, row)));
        const grown = within.filter(({ monday }) => isBetween(monday, from, to));
        small.push(...within.filter((one) => !grown.includes(one)));
        if (from === undefined || to === undefined || grown.length === 0) continue;
        const [start, end] = [rowAt(reports, from), rowAt(reports, to)];
        noise += PLATFORM_ROUNDING * (weightOf(start) + weightOf(end));
        const ended = new Set(end);
        gone.push(...[...start, ...grown].filter((one) => !ended.has(one)));
      }
      const rest = (of: readonly WorldReport[]): Rest => ({
        people: new Set(of.map(({ authorKey }) => authorKey)).size,
        open: figure === 'hourly' ? null : Math.min(1, (2 * noise) / weightOf(of)),
      });
      return { small: rest(small), gone: rest(gone) };
    });
  });
}

type Cell = {
  readonly kind: PlatformKind;
  readonly month: string;
  readonly reports: readonly WorldReport[];
};

/** The kinds of which an edition of the month shows the figure, with the reports behind them. */
function publish(
  world: readonly WorldMonth[],
  { month, at }: WorldMonth,
  counted: Counted,
  figure: Figure,
): Cell[] {
  const shown = counted === 'all platforms' ? null : countedPlatforms(world, month);
  const reports = at.provisional.reports.filter((one) => shown?.has(one.platformId) ?? true);
  const { kinds } = computeEdition({ slips: [], reports, incidents: [] });
  return kinds
    .filter((cell: EditionCell) => cell[figure] !== null)
    .map(({ kind }) => ({
      kind,
      month,
      reports: reports.filter((one) => one.kind === kind && counts(one, figure)),
    }));
}

/** The platforms whose reports the edition of a month counts, as the site chooses them. */
export function countedPlatforms(world: readonly WorldMonth[], month: string): Set<string> {
  const [from, to] = [rowOf(`${month}-01`), rowOf(`${addMonths(month, 1)}-01`)];
  const platforms = groupBy(reportsOf(world), ({ platformId }) => platformId);
  return new Set(
    [...platforms].flatMap(([platformId, reports]) => {
      const [before, after] = [rowAt(reports, from), rowAt(reports, to)];
      const facts = {
        platformId,
        before: before.length,
        establishedBefore: establishedOf(before),
        establishedAfter: establishedOf(after),
      };
      return countsInEdition(facts) ? [platformId] : [];
    }),
  );
}

/** All months in a row of a kind's cells, from one month on. */
function runsOf(cells: readonly Cell[]): Cell[][] {
  return cells.flatMap((_, from) => {
    const run: Cell[] = [];
    const runs: Cell[][] = [];
    for (const cell of cells.slice(from)) {
      const last = run.at(-1);
      if (last !== undefined && addMonths(last.month, 1) !== cell.month) break;
      run.push(cell);
      runs.push([...run]);
    }
    return runs;
  });
}

function reportsOf(world: readonly WorldMonth[]): WorldReport[] {
  return world.flatMap(({ all }) => all);
}

/** The Monday of the row that shows a platform as a day begins. */
function rowOf(day: Day): Day {
  return mondayOf(addDays(day, 6));
}

/** What a platform's figures rest on as a Monday begins. */
function rowAt(reports: readonly WorldReport[], monday: Day): WorldReport[] {
  return reports.filter(
    (one) => one.monday < monday && (one.leaves === null || one.leaves >= monday),
  );
}

/** The Mondays of the rows between which the months of a run lie, in order. */
function rowsOf(run: readonly Cell[]): Day[] {
  const months = run.map(({ month }) => month);
  const after = addMonths(months.at(-1) ?? '', 1);
  return [...months, after].map((month) => rowOf(`${month}-01`));
}

function isBetween(monday: Day, from: Day | undefined, to: Day | undefined): boolean {
  return from !== undefined && to !== undefined && monday >= from && monday < to;
}

/** Whether a row tells what it rests on: figures, or that there is no report. */
function isKnown(reports: readonly WorldReport[]): boolean {
  return reports.length === 0 || isShown(reports);
}

function isShown(reports: readonly WorldReport[]): boolean {
  return establishedOf(reports) >= FIGURE_MIN_MEMBERS;
}

function establishedOf(reports: readonly WorldReport[]): number {
  return new Set(
    reports
      .filter(({ established, earningSeconds }) => established && earningSeconds > 0)
      .map(({ authorKey }) => authorKey),
  ).size;
}

function counts({ earningSeconds, judged }: WorldReport, figure: Figure): boolean {
  return figure === 'hourly' ? earningSeconds > 0 : judged > 0;
}

/** By how much the sum of shares behind an edition's figure is unknown, because it is rounded. */
function roundingOf(reports: readonly WorldReport[]): number {
  const weights = weightsOfMembers(reports);
  return (stepOfShare(weights) / 2) * weights.reduce((sum, one) => sum + one, 0);
}

function weightOf(reports: readonly WorldReport[]): number {
  return weightsOfMembers(reports).reduce((sum, one) => sum + one, 0);
}

function weightsOfMembers(reports: readonly WorldReport[]): number[] {
  const members = groupBy(reports, ({ authorKey }) => authorKey);
  return weightsOf([...members.values()].map((own) => own.some((one) => one.established)));
}
