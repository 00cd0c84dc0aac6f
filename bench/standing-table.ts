import * as rule from '#shared/evidence/standing-constants.ts';
import * as reminders from '#shared/evidence/claim-reminders.ts';
import * as world from './standing-platform.ts';
import * as runs from './standing-runs.ts';
import type { Outcome } from './standing-runs.ts';

/** The value that a share of the values stays under; null ones lie above all others. */
export function quantile(values: readonly (number | null)[], share: number): number | null {
  const sorted = values.map((value) => value ?? Infinity).toSorted((a, b) => a - b);
  const value = sorted[Math.floor((sorted.length - 1) * share)];
  return value === undefined || value === Infinity ? null : value;
}

const days = (values: readonly (number | null)[], share: number): string =>
  values.length === 0 ? '-' : String(quantile(values, share) ?? 'never');
const percent = (outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): string =>
  outcomes.length === 0
    ? '-'
    : `${((100 * outcomes.filter(holds).length) / outcomes.length).toFixed(1)} %`;

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]) {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ');
  return [title, line(head), ...rows.map(line), ''].join('\n');
}

/** Median and 90th centile of both delays, over the runs in which there is something to leave. */
function delays(stopped: readonly Outcome[]): string[] {
  const rated = stopped.filter(({ ratedWell }) => ratedWell);
  const left = rated.map((outcome) => outcome.left);
  const notPaying = stopped.filter((o) => o.fifthUnpaid).map((outcome) => outcome.notPaying);
  return [
    percent(stopped, ({ ratedWell }) => ratedWell),
    days(left, 0.5),
    days(left, 0.9),
    days(notPaying, 0.5),
    days(notPaying, 0.9),
  ];
}
const DELAYS = ['rated well', 'left', '90th', 'not-paying', '90th'];

const ofKind = (outcomes: readonly Outcome[], kind: Outcome['kind'], rate: number): Outcome[] =>
  outcomes.filter((outcome) => outcome.kind === kind && outcome.rate === rate);

function stopped(outcomes: readonly Outcome[]): string {
  const rows = runs.RATES.flatMap((rate) =>
    [...runs.UNPAID, 'both'].flatMap((unpaid) =>
      runs.FAKES.map((fakes) => {
        const row = ofKind(outcomes, 'stops', rate).filter(
          (outcome) => outcome.fakes === fakes && (unpaid === 'both' || outcome.unpaid === unpaid),
        );
        return [String(rate), unpaid, String(fakes), ...delays(row)];
      }),
    ),
  );
  const title =
    'PLATFORMS THAT STOP PAYING. left = days from the first overdue or refused claim until ' +
    'reliable/promising is left; not-paying = days from the fifth unpaid member';
  return table(title, ['reports/day', 'claims', 'fakes', ...DELAYS], rows);
}

function never(outcomes: readonly Outcome[]): string {
  const rows = runs.RATES.flatMap((rate) =>
    runs.UNPAID.flatMap((unpaid) =>
      runs.FAKES.map((fakes) => {
        const row = ofKind(outcomes, 'never', rate).filter(
          (outcome) => outcome.unpaid === unpaid && outcome.fakes === fakes,
        );
        const since = row.filter((o) => o.fifthUnpaid).map((outcome) => outcome.notPaying);
        return [
          String(rate),
          unpaid,
          String(fakes),
          days(since, 0.5),
          days(since, 0.9),
          percent(row, ({ praised }) => praised),
        ];
      }),
    ),
  );
  const title = 'PLATFORMS THAT NEVER PAY. days from the fifth unpaid member until not-paying';
  const head = ['reports/day', 'claims', 'fakes', 'not-paying', '90th', 'ever promising'];
  return table(title, head, rows);
}

function honest(outcomes: readonly Outcome[]): string {
  const rows = runs.RATES.map((rate) => [
    String(rate),
    ...runs.FAKES.map((fakes) =>
      percent(
        ofKind(outcomes, 'honest', rate).filter((outcome) => outcome.fakes === fakes),
        ({ alarmed }) => alarmed,
      ),
    ),
  ]);
  const title = `HONEST PAYERS pushed to doubtful or worse at any time in ${runs.HONEST_END_DAY} days`;
  const head = ['reports/day', ...runs.FAKES.map((fakes) => `${fakes} fakes`)];
  return table(title, head, rows);
}

function breakdown(outcomes: readonly Outcome[]): string {
  const calm = outcomes.filter(({ fakes }) => fakes === 0);
  const groups = [
    ...[5, 15, 30].map((promise) => ({
      name: `promise ${promise}`,
      holds: (mix: number) => runs.MIXES[mix]?.promiseDays === promise,
    })),
    ...(['declared', 'screenshot'] as const).map((proof) => ({
      name: `evidence ${proof === 'declared' ? 0.3 : 0.6}`,
      holds: (mix: number) => runs.MIXES[mix]?.proof === proof,
    })),
    ...[1, 0.5].map((share) => ({
      name: share === 1 ? 'all established' : 'half established',
      holds: (mix: number) => runs.MIXES[mix]?.establishedShare === share,
    })),
  ];
  const rows = runs.RATES.flatMap((rate) =>
    groups.map(({ name, holds }) => {
      const of = (kind: Outcome['kind']) =>
        ofKind(calm, kind, rate).filter((outcome) => holds(outcome.mix));
      const alarmed = percent(of('honest'), (outcome) => outcome.alarmed);
      return [String(rate), name, ...delays(of('stops')), alarmed];
    }),
  );
  const title = 'WHAT MATTERS, without fakes, waiting and refused together';
  return table(title, ['reports/day', 'runs with', ...DELAYS, 'honest alarmed'], rows);
}

function dates(outcomes: readonly Outcome[], compared: readonly Outcome[]): string {
  const rows = runs.RATES.flatMap((rate) =>
    (['published', 'exact'] as const).map((dates) => {
      const set = dates === 'exact' ? outcomes : compared;
      const of = (kind: Outcome['kind']) =>
        ofKind(set, kind, rate).filter((o) => o.dates === dates && o.fakes === 0);
      const alarmed = percent(of('honest'), (outcome) => outcome.alarmed);
      return [String(rate), dates, ...delays(of('stops')), alarmed];
    }),
  );
  const title = `PUBLISHED DAYS (middle of the month) against EXACT ones, same runs, no fakes`;
  return table(title, ['reports/day', 'days', ...DELAYS, 'honest alarmed'], rows);
}

/** Days by which each bad turn is shown later with drawn counting days than at once. */
function counting(byRun: readonly (readonly Outcome[])[]): string {
  const turns = [
    { name: 'left', kind: 'stops', dayOf: (o: Outcome) => (o.ratedWell ? o.left : null) },
    { name: 'not-paying', kind: 'stops', dayOf: (o: Outcome) => o.notPaying },
    { name: 'never paid', kind: 'never', dayOf: (o: Outcome) => o.notPaying },
  ] as const;
  const rows = runs.RATES.flatMap((rate) =>
    turns.map(({ name, kind, dayOf }) => {
      const later = byRun.flatMap((run) => {
        const calm = ofKind(run, kind, rate).filter(
          (o) => o.dates === 'published' && o.fakes === 0,
        );
        return runs.UNPAID.flatMap((unpaid) => {
          const dayWhen = (how: Outcome['counting']): number | null => {
            const one = calm.find((o) => o.unpaid === unpaid && o.counting === how);
            return one === undefined ? null : dayOf(one);
          };
          const [drawn, atOnce] = [dayWhen('drawn'), dayWhen('at once')];
          return drawn === null || atOnce === null ? [] : [drawn - atOnce];
        });
      });
      const mean = later.reduce((sum, one) => sum + one, 0) / later.length;
      const most = later.length === 0 ? '-' : String(Math.max(...later));
      return [String(rate), name, String(later.length), mean.toFixed(1), days(later, 0.9), most];
    }),
  );
  const title =
    'COUNTING DAYS: days by which a bad turn is shown later where reports count from a drawn day';
  return table(title, ['reports/day', 'turn', 'turns', 'mean', '90th', 'most'], rows);
}

function constants(module: Record<string, unknown>): string {
  return Object.entries(module)
    .filter(([name, value]) => name === name.toUpperCase() && name !== 'MIXES' && value !== null)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' · ');
}

/** The whole report in English; `byRun` holds the outcomes of each run. */
export function formatReport(
  byRun: readonly (readonly Outcome[])[],
  seed: number,
  countingDays: number,
): string {
  const all = byRun.flat();
  const isAsTheSite = ({ dates, counting }: Outcome): boolean =>
    dates === 'published' && counting === 'drawn';
  const published = all.filter(isAsTheSite);
  const exact = all.filter((outcome) => outcome.dates === 'exact');
  const compared = byRun
    .filter((run) => run.some((outcome) => outcome.dates === 'exact'))
    .flat()
    .filter(isAsTheSite);
  return [
    `${byRun.length} runs a row, in turn over ${runs.MIXES.length} mixes (promise 5, 15, 30 days; ` +
      'evidence 0.3, 0.6; all or half of the authors established); seed ' +
      `${seed}; published days, counted from a day drawn from ${countingDays}`,
    `rule: ${constants(rule)}`,
    `world: ${constants({ ...world, ...reminders, ...runs })}`,
    '',
    stopped(published),
    never(published),
    honest(published),
    breakdown(published),
    dates(exact, compared),
    counting(byRun),
  ].join('\n');
}
