import { groupBy } from '#shared/core/group-by.ts';
import { carryEdition } from '#shared/evidence/barometer/carry-edition.ts';
import {
  computeEdition,
  type EditionReport,
  type MonthFacts,
} from '#shared/evidence/barometer/compute-edition.ts';
import {
  CELL_MIN_MEMBERS,
  EDITION_STATES,
  type EditionCell,
  type EditionFigures,
} from '#shared/evidence/barometer/edition.ts';
import { countedPlatforms } from './platform-attack.ts';
import type { WorldMonth } from './world.ts';

/** Figures computed from reports that are not public: slips are, so their figures add nothing. */
const PRIVATE_FIGURES = ['hourly', 'unpaidRuns', 'refusals'] as const;
type PrivateFigure = (typeof PRIVATE_FIGURES)[number];

/** What an attacker holds of a figure: the published value, and whose reports it was computed from. */
type Published = {
  readonly edition: string;
  readonly cell: string;
  readonly figure: PrivateFigure;
  readonly told: string;
  /** For each report behind it, a key; the attacker knows which cell holds which, not what they say. */
  readonly reports: ReadonlySet<EditionReport>;
};

/** Ways to publish, the last one being the site's. */
export const PUBLISHERS = [
  'every cell, counted again',
  'cells of ten, counted again',
  'cells of ten, complements hidden, counted again',
  'as the site does',
] as const;
export type Publisher = (typeof PUBLISHERS)[number];

type Edition = { readonly figures: Shown; readonly facts: MonthFacts };
type Shown = {
  readonly all: EditionCell;
  readonly kinds: readonly ({ kind: string } & EditionCell)[];
};

/**
 * Differences between published cells, over both editions of all months: a cell that lies within another
 * one, and the reports that only the larger one has. Counts the differences of fewer than ten members
 * that move what is published, so that the attacker learns something of them.
 */
export function findDifferences(
  world: readonly WorldMonth[],
  publisher: Publisher,
): { readonly compared: number; readonly exposed: number; readonly fewest: number } {
  const published = world.flatMap((month) => publish(world, month, publisher));
  let [compared, exposed, fewest] = [0, 0, Number.POSITIVE_INFINITY];
  for (const cells of groupBy(published, ({ figure }) => figure).values()) {
    for (const large of cells) {
      const within = cells.filter((one) => one !== large && isSubset(one.reports, large.reports));
      // One part at a time, and all parts of an edition together.
      const editions = groupBy(
        within.filter(({ cell }) => cell !== 'all'),
        ({ edition }) => edition,
      );
      for (const parts of [...within.map((one) => [one]), ...editions.values()]) {
        const rest = [...large.reports].filter((one) => !parts.some((p) => p.reports.has(one)));
        const people = new Set(rest.map(({ authorKey }) => authorKey)).size;
        if (people === 0) continue;
        compared += 1;
        fewest = Math.min(fewest, people);
        const [part] = parts;
        const isMoved = parts.length > 1 || part?.told !== large.told;
        if (people < CELL_MIN_MEMBERS && isMoved) exposed += 1;
      }
    }
  }
  return { compared, exposed, fewest };
}

function isSubset(part: ReadonlySet<unknown>, whole: ReadonlySet<unknown>): boolean {
  return part.size < whole.size && [...part].every((one) => whole.has(one));
}

function publish(
  world: readonly WorldMonth[],
  { month, at }: WorldMonth,
  publisher: Publisher,
): Published[] {
  const shown = publisher === 'as the site does' ? countedPlatforms(world, month) : null;
  const [first, then] = [at.provisional, at.definitive].map(({ reports, ...facts }) =>
    editionOf(
      { ...facts, reports: reports.filter((one) => shown?.has(one.platformId) ?? true) },
      publisher,
    ),
  );
  if (first === undefined || then === undefined) throw new Error('two editions a month');
  const carried: Edition =
    publisher === 'as the site does'
      ? {
          figures: carryEdition(first.figures as EditionFigures, then.figures as EditionFigures),
          // What is carried over is computed from the reports of the provisional edition.
          facts: first.facts,
        }
      : then;
  return EDITION_STATES.flatMap((state) =>
    cellsOf(`${month}-${state}`, state === 'provisional' ? first : carried),
  );
}

function editionOf(facts: MonthFacts, publisher: Publisher): Edition {
  const figures = computeEdition(facts);
  if (publisher.includes('complements') || publisher === 'as the site does')
    return { figures, facts };
  const kinds = [...new Set(facts.reports.map(({ kind }) => kind))];
  const least = publisher.startsWith('every') ? 1 : CELL_MIN_MEMBERS;
  return {
    facts,
    figures: {
      ...figures,
      kinds: kinds.map((kind) => ({
        kind,
        ...plainCell(
          facts.reports.filter((report) => report.kind === kind),
          least,
        ),
      })),
    },
  };
}

/** A cell without complementary suppression, from `least` members on. */
function plainCell(reports: readonly EditionReport[], least: number): EditionCell {
  const people = new Set(reports.map(({ authorKey }) => authorKey));
  // As many copies as make the smallest cell large enough, each of them a person of its own.
  const copies = least === 1 ? 20 : 1;
  const many = Array.from({ length: copies }, (_, nth) =>
    reports.map((report) => ({
      ...report,
      person: `${report.person}-${nth}`,
      authorKey: `${report.authorKey}-${nth}`,
    })),
  ).flat();
  const { all } = computeEdition({ slips: [], reports: many, incidents: [] });
  return people.size < least ? { ...all, hourly: null, unpaidRuns: null, refusals: null } : all;
}

function cellsOf(edition: string, { figures, facts }: Edition): Published[] {
  return [{ kind: 'all', ...figures.all }, ...figures.kinds].flatMap(({ kind, ...cell }) =>
    PRIVATE_FIGURES.flatMap((figure) => {
      const shown = cell[figure];
      if (shown === null) return [];
      const reports = facts.reports.filter(
        (one) => (kind === 'all' || one.kind === kind) && counts(one, figure),
      );
      return [
        { edition, cell: kind, figure, told: JSON.stringify(shown), reports: new Set(reports) },
      ];
    }),
  );
}

function counts(report: EditionReport, figure: PrivateFigure): boolean {
  if (figure === 'hourly') return report.earningSeconds > 0;
  return figure === 'unpaidRuns' ? report.endedRuns > 0 : report.judged > 0;
}

/**
 * The attacker knows all reports behind an edition but one, as puppets do, and tries every share that
 * the last one may have.
 * @returns how wide the range of shares is that give the very figure that was published, 0 to 1.
 */
export function rangeLeft(
  reports: readonly EditionReport[],
  victim: EditionReport,
  figure: 'unpaidRuns' | 'refusals',
): number | null {
  const others = reports.filter((one) => one !== victim);
  const publishedOf = (all: readonly EditionReport[]): string =>
    JSON.stringify(computeEdition({ slips: [], reports: all, incidents: [] }).all[figure]);
  const told = publishedOf(reports);
  if (told === 'null') return null;
  const possible = Array.from({ length: 101 }, (_, percent) => percent).filter((percent) => {
    const share =
      figure === 'unpaidRuns'
        ? { endedRuns: 100, unpaidRuns: percent }
        : { judged: 100, withoutReason: percent };
    return publishedOf([...others, { ...victim, ...share }]) === told;
  });
  const [low, high] = [possible[0] ?? 0, possible.at(-1) ?? 0];
  return (high - low) / 100;
}
