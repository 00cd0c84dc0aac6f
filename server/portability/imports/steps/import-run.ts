import type { Database } from '#server/database/db.ts';
import type { ImportSource } from '#server/portability/imports/source/open-source.ts';
import type { ImportReport } from './import-report.ts';
import type { Progress } from './progress.ts';

/** What all steps of an import share. */
export type ImportRun = {
  readonly database: Database;
  readonly source: ImportSource;
  /**
   * Slugs of categories here, by the ids of the source's categories that the operator maps to them.
   */
  readonly into: ReadonlyMap<string, string>;
  /** Ids of the source's categories that are not imported. */
  readonly leaveOut: ReadonlySet<string>;
  /** Key that hashes pseudonyms of deleted accounts. */
  readonly leftKey: Buffer;
  /** Origin of this site from the settings; null where unset. */
  readonly origin: string | null;
  readonly report: ImportReport;
  readonly progress: Progress;
  readonly now: Date;
};
