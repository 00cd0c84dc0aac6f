import type { Database } from '#server/database/db.ts';
import type { ImportSource } from '#server/portability/imports/source/open-source.ts';
import type { ImportReport } from './import-report.ts';
import type { Progress } from './progress.ts';

/** Shared state of an import's steps. */
export type ImportRun = {
  readonly database: Database;
  readonly source: ImportSource;
  /** Categories of the source mapped to ours, by slug. */
  readonly into: ReadonlyMap<string, string>;
  /** Categories of the source that are left out. */
  readonly leaveOut: ReadonlySet<string>;
  /** Key that hashes pseudonyms of deleted accounts. */
  readonly leftKey: Buffer;
  /** Origin of this site from the settings. */
  readonly origin: string | null;
  readonly report: ImportReport;
  readonly progress: Progress;
  readonly now: Date;
};
