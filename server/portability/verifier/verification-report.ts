import { countWithNoun } from '#shared/core/count-with-noun.ts';
import type { DumpCheckResult } from './check-dump.ts';
import { describeFault, type Fault } from './faults.ts';
import type { LogVerificationResult } from './verify-log.ts';

export type VerificationReport = {
  readonly place: string;
  readonly record: LogVerificationResult;
  /** Name of the compared dump; null without one. */
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
          `${dump}: ${countWithNoun(compared.counts.things, 'thing')}, ${countWithNoun(compared.counts.acts, 'act')} and ${countWithNoun(compared.pictures, 'picture')} compared.`,
          ...compared.notices,
        ]),
    ...(faults.length === 0
      ? ['Nothing was changed or removed without an entry.']
      : [`${countWithNoun(faults.length, 'fault')}:`]),
    ...faults.map((fault) => `- ${describeFault(fault)}`),
  ];
}

/** Makes the report for programs, to print as JSON. */
export function writeReportJson(report: VerificationReport): object {
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
            root: Buffer.from(checkpoint.root).toString('hex'),
          },
    dump,
    counts: compared === null ? null : { ...compared.counts, pictures: compared.pictures },
    notices: [...notices, ...(compared?.notices ?? [])],
    faults: faultsOfReport(report),
  };
}
