import { toHex } from '#shared/core/hex.ts';
import { countWithNoun } from '#shared/core/count-with-noun.ts';
import type { DumpCheckResult } from './check-dump.ts';
import { writeStampLines, type StampReport } from './check-stamps.ts';
import type { ComparisonCounts } from './comparison-counts.ts';
import { describeFault, type Fault } from './faults.ts';
import type { LogVerificationResult } from './verify-log.ts';

export type VerificationReport = {
  readonly place: string;
  readonly record: LogVerificationResult;
  /** Name of the dump that was compared; null without one. */
  readonly dump: string | null;
  readonly compared: DumpCheckResult | null;
};

export function faultsOfReport({ record, compared }: VerificationReport): readonly Fault[] {
  return [...record.faults, ...(compared?.faults ?? [])];
}

export function writeReportLines(report: VerificationReport): string[] {
  const { place, record, dump, compared } = report;
  const { checkpoint } = record;
  const faults = faultsOfReport(report);
  return [
    checkpoint === null
      ? `${place}: no checkpoint that holds.`
      : `${place}: ${countWithNoun(checkpoint.size, 'act')} in ${checkpoint.origin}, each hashed anew.`,
    ...record.notices,
    ...(dump === null ? ['There is no dump to compare with: only the record was checked.'] : []),
    ...(dump !== null && compared === null
      ? ['The dump was not compared: the record itself does not hold.']
      : []),
    ...(compared === null
      ? []
      : [
          `${dump}:`,
          ...writeCounts(compared),
          ...writeStampLines(compared.stamps),
          ...compared.notices,
        ]),
    ...(faults.length === 0
      ? [
          compared === null
            ? 'Nothing in the record was changed or removed.'
            : 'Of what was compared, nothing was changed or removed without an entry.',
        ]
      : [`${countWithNoun(faults.length, 'fault')}:`]),
    ...faults.map((fault) => `- ${describeFault(fault)}`),
  ];
}

/** Writes how much was compared, how much cannot be compared yet, and how much is never published. */
function writeCounts({
  counts: { compared, notYet, never },
  figures,
  pictures,
}: DumpCheckResult): string[] {
  const whole = compared.things - compared.factsAlone;
  const until = notYet.until === null ? '' : `, until ${notYet.until} at the latest`;
  return [
    `  compared: ${listOf([
      [whole, 'thing'],
      [compared.factsAlone, 'thing', 'in all but words and pictures'],
      [compared.acts, 'act'],
      [pictures.compared, 'picture'],
      [figures.compared, 'figure sheet', 'computed again'],
    ])}.`,
    `  not yet comparable${until}: ${listOf([
      [notYet.words, 'thing', 'in words and pictures'],
      [notYet.things, 'thing', 'from before facts were committed to apart'],
      [notYet.columns, 'thing', 'in the author and in columns that its entry is older than'],
      [pictures.notYet, 'picture'],
      [notYet.waiting, 'act', 'that the record takes in at the end of their day'],
      [figures.stale, 'figure sheet', 'that the site had yet to compute'],
    ])}.`,
    `  never published: ${listOf([
      [never.removed, 'thing', 'in words and pictures, by a decision in the record'],
      [never.authors, 'thing', 'in the author, whose account is deleted'],
      [never.withdrawn, 'thing', 'that the author withdrew'],
      [never.older, 'thing', 'from before contents were committed to'],
      [pictures.never, 'covered picture'],
      [never.sealed, 'act', 'that only who was told can open'],
      [figures.withdrawn, 'figure sheet', 'of weeks of which reports were withdrawn since'],
      [figures.formerRule, 'figure sheet', 'of weeks that an earlier rule computed'],
      [figures.late, 'figure sheet', 'of weeks that the record took in late'],
    ])}.`,
  ];
}

function listOf(counts: readonly (readonly [number, string, string?])[]): string {
  const parts = counts.flatMap(([count, noun, what]) =>
    count === 0 ? [] : [`${countWithNoun(count, noun)}${what === undefined ? '' : ` ${what}`}`],
  );
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** The verification report as JSON, for programs. */
export type ReportJson = {
  readonly place: string;
  /** The record's checkpoint, with the root in hex and the signed note; null where none holds. */
  readonly checkpoint: {
    readonly origin: string;
    readonly size: number;
    readonly root: string;
    readonly note: string;
  } | null;
  readonly dump: string | null;
  /**
   * Numbers of what was compared, what can be compared later, and what never can; null without a dump.
   */
  readonly counts: CountsWithPictures | null;
  /** How released slips agree with the announced stamps; null where they were not compared. */
  readonly stamps: StampReport | null;
  readonly notices: readonly string[];
  readonly faults: readonly Fault[];
};

type CountsWithPictures = {
  readonly [Group in keyof ComparisonCounts]: ComparisonCounts[Group] & {
    readonly pictures: number;
    readonly figures: number;
  };
} & { readonly never: { readonly rules: number; readonly weeks: number } };

export function writeReportJson(report: VerificationReport): ReportJson {
  const { place, record, dump, compared } = report;
  const { checkpoint, notices } = record;
  return {
    place,
    checkpoint:
      checkpoint === null
        ? null
        : {
            origin: checkpoint.origin,
            size: checkpoint.size,
            root: toHex(checkpoint.root),
            note: record.note,
          },
    dump,
    counts: compared === null ? null : countsWithPictures(compared),
    stamps: compared?.stamps ?? null,
    notices: [...notices, ...(compared?.notices ?? [])],
    faults: faultsOfReport(report),
  };
}

function countsWithPictures({ counts, figures, pictures }: DumpCheckResult): CountsWithPictures {
  const { compared, notYet, never } = counts;
  return {
    compared: { ...compared, pictures: pictures.compared, figures: figures.compared },
    notYet: { ...notYet, pictures: pictures.notYet, figures: figures.stale },
    never: {
      ...never,
      pictures: pictures.never,
      figures: figures.withdrawn,
      rules: figures.formerRule,
      weeks: figures.late,
    },
  };
}
