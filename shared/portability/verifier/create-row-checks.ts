import { monthNumber } from '#shared/core/days.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import { checkBoycottResults } from './check-boycott-results.ts';
import { checkCases } from './check-cases.ts';
import { checkClients } from './check-clients.ts';
import { checkEditionLeaves, checkEditions } from './check-editions.ts';
import { checkFigureFiles } from './check-figure-files.ts';
import { checkFindings } from './check-findings.ts';
import { checkFoldedNames } from './check-folded-names.ts';
import { checkMissingRows } from './check-missing-rows.ts';
import { checkPictureOwners } from './check-picture-owners.ts';
import { checkJuries } from './check-juries.ts';
import { checkRoles } from './check-roles.ts';
import { checkStatedAnew } from './check-stated-anew.ts';
import { checkThreadCounts } from './check-thread-counts.ts';
import { checkPlatformFigures } from './check-platform-figures.ts';
import { checkStamps, type StampReport } from './check-stamps.ts';
import { checkWeekLeaves } from './check-week-leaves.ts';
import { checkWeeks, readSlips, type SlipsByPlatform } from './check-weeks.ts';
import type { FileSource } from './file-sources.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { VerifiedManifest } from './read-dump.ts';
import type { FigureCounts, RowCheck } from './row-check.ts';

type Checked = {
  readonly source: LogSource;
  readonly files: FileSource;
  readonly manifest: VerifiedManifest;
  readonly leaves: LeavesBySubject;
  /** The site was made from another one's dump. */
  readonly copied: boolean;
};

export type RowChecks = {
  readonly checks: readonly RowCheck[];
  readonly counts: FigureCounts;
  /** What slips say of stamps, once all rows are read; null for dumps whose figures cannot be computed. */
  readonly stamps: (() => StampReport) | null;
};

/**
 * Makes the checks that compare rows of a dump with other rows: what is computed from them, and what
 * was decided.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function createRowChecks(
  { source, files, manifest, leaves, copied }: Checked,
  waiting: ReadonlySet<string>,
): RowChecks {
  const { stale } = manifest;
  const counts: FigureCounts = { compared: 0, stale: 0, withdrawn: 0, formerRule: 0, late: 0 };
  const decided = [
    checkBoycottResults(leaves, manifest),
    checkCases(leaves, waiting),
    checkClients(leaves),
    checkEditionLeaves(leaves),
    checkFigureFiles(files, manifest),
    checkFindings(leaves, waiting),
    checkFoldedNames(),
    checkJuries(source.crypto, leaves, waiting),
    checkMissingRows(leaves, monthNumber(manifest.madeOn)),
    checkPictureOwners(leaves, waiting),
    checkRoles(leaves, waiting),
    checkStatedAnew(leaves, copied),
    checkThreadCounts(),
    checkWeekLeaves(leaves, counts),
  ];
  if (stale === undefined) return { checks: decided, counts, stamps: null };
  const slips: SlipsByPlatform = new Map();
  const stamps = checkStamps(slips, manifest.madeOn);
  const monthOfChange = (list: string): number | null => {
    const subject = `slips/${list}`;
    if (waiting.has(subject)) return Number.POSITIVE_INFINITY;
    const [newest, ...earlier] = leaves.leavesOf(subject);
    return newest === undefined || earlier.length === 0 ? null : leaves.month(newest);
  };
  return {
    checks: [
      ...decided,
      readSlips(slips),
      checkPlatformFigures(new Set(stale), slips, counts),
      checkWeeks(slips, monthOfChange, counts),
      checkEditions(slips, monthOfChange, counts),
      stamps.check,
    ],
    counts,
    stamps: stamps.report,
  };
}
