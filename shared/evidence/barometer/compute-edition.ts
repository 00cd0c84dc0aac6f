import type { ReleasedSlip } from '#shared/directory/slip-figures.ts';
import {
  percentileOfDelays,
  weighDelays,
} from '#shared/evidence/publication/compute-slip-figures.ts';
import { groupBy } from '#shared/core/group-by.ts';
import { roundPublished } from '#shared/core/money.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { sumOf, weighMembers, weightsOf } from '#shared/evidence/weighted-statistics.ts';
import {
  CELL_MIN_MEMBERS,
  EDITION_FIGURES,
  EDITION_SHAPE,
  editionMemberClass,
  HOURLY_MIN_MEMBERS,
  SLIP_FIGURE_NAMES,
  type EditionCell,
  type EditionFigure,
  type EditionFigureName,
  type EditionFigures,
  type EditionIncidentKind,
  type PlatformKind,
} from './edition.ts';
import {
  effectiveSize,
  estimateMeanShare,
  estimateMedian,
  estimateShare,
  ranksOfMedian,
  roundEstimate,
  stepOfShare,
  type Estimate,
} from './intervals.ts';

/** A person behind a row; null where nothing tells who it was any more: she counts for nobody. */
type Person = string | null;

export type EditionSlip = ReleasedSlip & {
  readonly platformId: string;
  readonly kind: PlatformKind;
  readonly person: Person;
};

/** Sums over the reports on tasks of one author. */
export type EditionReport = {
  readonly kind: PlatformKind;
  readonly person: Person;
  /** Joins the reports of one voice; of one person where she is known. */
  readonly authorKey: string;
  readonly established: boolean;
  /** Runs that have ended, and those of them that brought nothing. */
  readonly endedRuns: number;
  readonly unpaidRuns: number;
  readonly judged: number;
  readonly withoutReason: number;
  /** Sum of rate × seconds in euro cents, and of the seconds. */
  readonly hourlyTimesSeconds: number;
  readonly earningSeconds: number;
};

export type EditionIncident = {
  readonly kind: EditionIncidentKind;
  readonly person: Person;
  readonly established: boolean;
};

export type MonthFacts = {
  readonly slips: readonly EditionSlip[];
  readonly reports: readonly EditionReport[];
  readonly incidents: readonly EditionIncident[];
};

/** A figure before suppression, with the people behind it: they alone decide whether it is shown. */
type Measured = {
  readonly figure: EditionFigure | null;
  readonly people: ReadonlySet<string>;
};
type MeasuredCell = { readonly [Name in EditionFigureName]: Measured };

/** Computes the figures of a month, without its headline and the minimum wage. */
export function computeEdition(
  facts: MonthFacts,
): Omit<EditionFigures, 'headline' | 'minimumWage'> {
  const slips = facts.slips.filter(({ solicited }) => !solicited);
  const { reports, incidents } = facts;
  const kinds = [...new Set([...slips, ...reports].map(({ kind }) => kind))].toSorted();
  const measured = kinds.map((kind) => ({
    kind,
    cell: measureCell(
      slips.filter((slip) => slip.kind === kind),
      reports.filter((report) => report.kind === kind),
    ),
  }));
  const shown = new Map(
    EDITION_FIGURES.map((name) => [
      name,
      kindsToShow(measured.map(({ kind, cell }) => ({ kind, ...cell[name] }))),
    ]),
  );
  const everybody = peopleOf([...slips, ...reports, ...incidents]);
  return {
    shape: EDITION_SHAPE,
    slips: slips.length,
    platforms: new Set(slips.map(({ platformId }) => platformId)).size,
    members: editionMemberClass(everybody.size),
    all: showCell(measureCell(slips, reports), () => true),
    kinds: measured
      .map(({ kind, cell }) => ({
        kind,
        ...showCell(cell, (name) => shown.get(name)?.has(kind) === true),
      }))
      .filter((cell) => EDITION_FIGURES.some((name) => cell[name] !== null)),
    incidents: countIncidents(incidents),
  };
}

/** The figures that are computed from slips alone, before suppression: what a stranger recomputes. */
export function computeSlipCell(
  slips: Slips,
): Record<(typeof SLIP_FIGURE_NAMES)[number], Estimate | null> {
  return { delay: estimateDelay(slips), notPaid: estimateNotPaid(slips) };
}

function measureCell(
  slips: readonly EditionSlip[],
  reports: readonly EditionReport[],
): MeasuredCell {
  const { delay, notPaid } = computeSlipCell(slips);
  return {
    ...measureReports(reports),
    delay: ofSlips(slips.filter(tellsDelay), delay),
    notPaid: ofSlips(slips, notPaid),
  };
}

function ofSlips(slips: readonly EditionSlip[], estimate: Estimate | null): Measured {
  const people = peopleOf(slips);
  // Slips of nobody in particular: each may be of another one.
  const unknown = slips.flatMap(({ person }, nth) => (person === null ? [`#${nth}`] : []));
  return {
    figure: figureOf(estimate, people.size, CELL_MIN_MEMBERS, slips.length),
    people: new Set([...people, ...unknown]),
  };
}

function tellsDelay({ detail, detailClass }: Pick<ReleasedSlip, 'detail' | 'detailClass'>) {
  return detail === 'delay' && detailClass !== null;
}

type Slips = readonly ReleasedSlip[];

function estimateDelay(slips: Slips): Estimate | null {
  const told = slips.filter(tellsDelay);
  const delays = weighDelays(told);
  const weights = weightsOf(told.map(({ established }) => established));
  const [low, high] = ranksOfMedian(effectiveSize(weights));
  // Whole percents: everybody who recomputes them gets the same day.
  const at = (percent: number): number | null =>
    percentileOfDelays(delays, Math.min(99, Math.max(1, percent)));
  const [value, from, to] = [at(50), at(Math.floor(low * 100)), at(Math.ceil(high * 100))];
  return value === null || from === null || to === null ? null : { value, low: from, high: to };
}

function estimateNotPaid(slips: Slips): Estimate | null {
  const weights = weightsOf(slips.map(({ established }) => established));
  // Where few are established, the others together weigh too little for a share.
  if (effectiveSize(weights) < CELL_MIN_MEMBERS) return null;
  const weight = sumOf(weights, (one) => one);
  const bad = slips.reduce(
    (sum, { outcome }, nth) => sum + (outcome === 'paid' ? 0 : (weights[nth] ?? 0)),
    0,
  );
  return roundEstimate(estimateShare(bad / weight, effectiveSize(weights)), 0.01);
}

function measureReports(reports: readonly EditionReport[]) {
  const members = weighMembers(reports);
  const value = (of: (own: readonly EditionReport[]) => number | null) =>
    members.flatMap(({ reports: own, weight, established }) => {
      const one = of(own);
      return one === null ? [] : [{ value: one, weight, established, own }];
    });
  const ratio = (part: (report: EditionReport) => number, of: (report: EditionReport) => number) =>
    value((own) => {
      const all = sumOf(own, of);
      return all === 0 ? null : sumOf(own, part) / all;
    });
  const hourly = ratio(
    (report) => report.hourlyTimesSeconds,
    (report) => report.earningSeconds,
  );
  const share = (values: ReturnType<typeof ratio>): Measured => {
    const estimate = estimateMeanShare(values);
    const step = stepOfShare(values.map(({ weight }) => weight));
    return measured(values, estimate && roundEstimate(estimate, step), CELL_MIN_MEMBERS);
  };
  return {
    hourly: measured(
      hourly,
      hourly.length === 0 ? null : roundMoney(estimateMedian(hourly)),
      HOURLY_MIN_MEMBERS,
    ),
    unpaidRuns: share(
      ratio(
        (report) => report.unpaidRuns,
        (report) => report.endedRuns,
      ),
    ),
    refusals: share(
      ratio(
        (report) => report.withoutReason,
        (report) => report.judged,
      ),
    ),
  };
}

/**
 * A figure from reports that are not public. Established members alone make its cell large enough: of
 * ten accounts, nine could be somebody's puppets.
 */
function measured(
  values: readonly { readonly established: boolean; readonly own: readonly EditionReport[] }[],
  estimate: Estimate | null,
  least: number,
): Measured {
  const known = values.filter(({ established }) => established);
  const established = peopleOf(known.flatMap(({ own }) => own));
  const people = peopleOf(values.flatMap(({ own }) => own));
  const figure = established.size < least ? null : figureOf(estimate, people.size, least, null);
  return { figure, people: new Set(values.flatMap(({ own }) => own.map((one) => one.authorKey))) };
}

function figureOf(
  estimate: Estimate | null,
  people: number,
  least: number,
  slips: number | null,
): EditionFigure | null {
  if (estimate === null || people < least) return null;
  const { value, low, high } = estimate;
  return { value, low, high, members: editionMemberClass(people), slips };
}

function roundMoney({ value, low, high }: Estimate): Estimate {
  return { value: roundPublished(value), low: roundPublished(low), high: roundPublished(high) };
}

function peopleOf(rows: readonly { readonly person: Person }[]): Set<string> {
  return new Set(rows.flatMap(({ person }) => person ?? []));
}

/**
 * Which kinds show a figure. Complementary suppression: where those that are left out have fewer than
 * ten people together, the figure of all less those shown would be theirs, so the smallest is hidden too.
 */
export function kindsToShow<Kind extends string>(
  kinds: readonly ({ readonly kind: Kind } & Measured)[],
): Set<Kind> {
  const shown = kinds.filter(({ figure }) => figure !== null);
  const bySize = shown.toSorted((a, b) => b.people.size - a.people.size);
  for (;;) {
    const hidden = kinds.filter((one) => !bySize.includes(one));
    const people = new Set(hidden.flatMap((one) => [...one.people]));
    if (people.size === 0 || people.size >= CELL_MIN_MEMBERS || bySize.length === 0) break;
    bySize.pop();
  }
  return new Set(bySize.map(({ kind }) => kind));
}

function showCell(cell: MeasuredCell, shows: (name: EditionFigureName) => boolean): EditionCell {
  return recordFrom(EDITION_FIGURES, (name) => (shows(name) ? cell[name].figure : null));
}

function countIncidents(incidents: readonly EditionIncident[]): EditionFigures['incidents'] {
  const people = peopleOf(incidents);
  if (people.size < CELL_MIN_MEMBERS) return null;
  const kinds = [...groupBy(incidents, ({ kind }) => kind)].map(([kind, own]) => ({
    kind,
    count: own.length,
  }));
  return {
    count: incidents.length,
    members: editionMemberClass(people.size),
    kinds: kinds.toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
  };
}
